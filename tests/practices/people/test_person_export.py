"""`manage.py person_export`: everything of one person, nothing of another."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from practices.curation import sharing, transitions
from tests.practices.curation.cases import attached, person, sent
from tests.practices.pages import draft

pytestmark = pytest.mark.django_db


def exported(mail: str) -> dict:
    out = StringIO()
    call_command("person_export", mail, stdout=out)
    return json.loads(out.getvalue())


def test_one_person_gets_their_own_and_nothing_of_others():
    mine = sent(
        email="Ana@example.org",
        title="Моята",
        files=[attached("plan.txt", b"plan", "text/plain")],
    )
    for number in range(2):
        sent(email="ana@example.org", title=f"Друга моя {number}")
    sent(email="banana@example.org", title="Чужда")
    page = draft(contact_email="ana@example.org")
    draft(contact_email="drug@example.org")
    with CaptureQueriesContext(connection) as caught:
        found = exported("ana@example.org")
    assert len(caught) <= 20  # however many proposals there are
    assert [row["pid"] for row in found["contact_of"]] == [page.pid]
    assert [row["title"] for row in found["proposals"]] == [
        *("Моята", "Друга моя 0", "Друга моя 1"),
    ]
    first = found["proposals"][0]
    assert (first["number"], first["email"]) == (mine.number, "Ana@example.org")
    assert (first["municipalities"], first["consent_version"]) == (["GAB05"], "2026-11")
    assert first["files"] == [{"name": "plan.txt", "media_type": "text/plain", "size": 4}]
    assert [event["step"] for event in first["trail"]] == ["submit"]
    assert "secret" not in first


def test_how_the_editors_share_the_work_is_not_theirs():
    proposal = transitions.confirm(sent(email="ana@example.org")).submission
    sharing.assign([proposal.pk], to=person(), actor=person())
    assert [event["step"] for event in exported("ana@example.org")["proposals"][0]["trail"]] == [
        *("submit", "confirm"),
    ]


def test_nobody_and_nonsense():
    assert set(map(len, exported("nikoy@example.org").values())) == {0}
    with pytest.raises(CommandError, match="not an e-mail address"):
        call_command("person_export", "не е имейл")
