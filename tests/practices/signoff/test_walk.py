"""From the author's draft to the protocol, by links alone: no cookie, no account, no script."""

from datetime import timedelta

import pytest
from django.core import signing
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from practices.drafts import saving, sealing
from practices.drafts.entries import values_from
from practices.drafts.models import Draft
from practices.drafts.tokens import draft_path
from practices.signoff.models import Answer, Person, Revision, Round
from practices.signoff.tokens import person_path, protocol_path
from tests.practices.curation.cases import letters
from tests.practices.drafts.cases import ENTRY
from tests.practices.submissions.cases import link_in

pytestmark = pytest.mark.django_db
MAYOR, LAWYER = "kmet@example.org", "law@example.org"
FORM = {
    "open": "1",
    "order": "in_turn",
    "author_email": "author@example.org",
    "role_1": "Кмет",
    "name_1": "Мария Петрова",
    "email_1": MAYOR,
    "role_2": "Юрист",
    "email_2": LAWYER,
}
MOST_QUERIES = 6


def link_to(person: str) -> str:
    return link_in(letters(person)[-1], "saglasuvane")


def test_from_the_draft_to_the_protocol():
    author = saving.start("bg", values_from(ENTRY))
    path, client = draft_path(author), Client(enforce_csrf_checks=True)
    wrong = client.post(f"{path}saglasuvane/", FORM | {"email_2": MAYOR.upper(), "role_1": ""})
    assert set(wrong.context["form"].errors) == {"role_1", "email_2"}
    assert Round.objects.count() == 0
    response = client.post(f"{path}saglasuvane/", FORM)
    assert response["Location"] == f"{path}#signoff"
    assert (len(letters(MAYOR)), len(letters(LAWYER))) == (1, 0)

    # Looking, also by a mail scanner, changes nothing; nothing in the text opens the draft.
    link, guest = link_to(MAYOR), Client(enforce_csrf_checks=True)
    round_ = Round.objects.get()
    with CaptureQueriesContext(connection) as queries:
        page = guest.get(link).content.decode()
    assert len(queries) <= MOST_QUERIES, [query["sql"] for query in queries]
    assert round_.sha256[:16] in page
    assert "Купихме микробус." in page
    assert path.split("/")[3] not in page
    assert (Answer.objects.count(), guest.cookies.keys()) == (0, {}.keys())

    # Returning needs a reason; the reason reaches the author.
    answer = {"seen": round_.sha256, "practice": "Наехме двама."}
    empty = guest.post(link, {"seen": round_.sha256, "verdict": "returned"})
    assert empty.context["fault"].startswith("Първо напишете бележка")
    assert guest.post(link, answer | {"verdict": "returned"}).status_code == 302
    assert "Наехме двама." in letters("author@example.org")[0].message
    assert "Наехме двама." in client.get(path).content.decode()

    assert "Съгласуване: върнато на автора." in client.get(f"{path}6/").content.decode()
    second = guest.post(link, {"seen": round_.sha256, "verdict": "notes", "rest": "Още нещо"})
    assert (second.status_code, second.context["typed"]) == (409, [("Всичко друго", "Още нещо")])

    # The author mends the text: the same link shows the difference and nothing of the rest.
    mended = {"practice": "Купихме микробус.\n\nНаехме двама готвачи."}
    assert saving.save_step(author, 2, mended, seen=9).changed
    old = guest.get(link)
    assert [heading for heading, _stretches in old.context["changes"]] == ["Практика"]
    ((_heading, stretches),) = old.context["changes"]
    assert [(one.kind, one.text.split()) for one in stretches if one.kind in ("out", "in")] == [
        ("out", ["Наехме", "готвач."]),
        ("in", ["Наехме", "двама", "готвачи."]),
    ]
    assert "по стар текст" in client.get(path).content.decode()
    late = guest.post(link, answer | {"verdict": "agreed"})
    assert (late.status_code, late.context["form"]["practice"].value()) == (409, "Наехме двама.")
    round_.refresh_from_db()
    guest.post(link, {"seen": round_.sha256, "verdict": "agreed"})
    assert len(letters(LAWYER)) == 1
    guest.post(link_to(LAWYER), {"seen": round_.sha256, "verdict": "agreed"})

    protocol = client.get(link_in(letters("author@example.org")[-1], "protokol"))
    shown = protocol.content.decode()
    assert [
        (row.person.role, row.last.verdict, row.is_old) for row, _hash in protocol.context["rows"]
    ] == [
        ("Кмет", "agreed", False),
        ("Юрист", "agreed", False),
    ]
    assert round_.sha256 in shown
    assert "example.org" not in shown
    saving.discard(author)
    assert (Round.objects.count(), Person.objects.count(), Revision.objects.count()) == (0, 0, 0)
    assert guest.get(link).status_code == 410


def test_links_that_are_wrong_old_or_withdrawn_open_nothing():
    author = saving.start("bg", values_from(ENTRY))
    path, client = draft_path(author), Client()
    client.post(f"{path}saglasuvane/", FORM)
    round_, (mayor, lawyer) = Round.objects.get(), Person.objects.all()
    link = person_path(mayor)
    salt = "practices.signoff.person"
    for token, status in (
        ("x", 404),
        (signing.dumps([mayor.pk, lawyer.secret], salt=salt), 404),
        (signing.dumps([mayor.pk, mayor.secret], salt="practices.curation.status"), 404),
        (signing.dumps([9999, mayor.secret], salt=salt), 410),
    ):
        assert client.get(f"/saglasuvane/{token}/").status_code == status
    assert client.get(link.replace("saglasuvane/", "saglasuvane/protokol/")).status_code == 404
    assert client.get(protocol_path(round_)).status_code == 200
    # A guest of the draft may not ask, remind or withdraw; the owner may.
    guest = saving.invite(author, "guest@example.org")
    client.post(f"{draft_path(guest)}saglasuvane/", {"withdraw": "1", "round": round_.pk})
    assert client.get(link).status_code == 200
    client.post(f"{path}saglasuvane/", {"withdraw": "1", "round": round_.pk})
    gone = client.post(link, {"seen": round_.sha256, "verdict": "notes", "rest": "Дълга бележка"})
    assert gone.status_code == 410
    assert "Дълга бележка" in gone.content.decode()
    assert Answer.objects.count() == 0


def test_the_same_words_give_the_same_hash_on_another_day(monkeypatch):
    draft = saving.start("bg", values_from(ENTRY)).draft
    first = sealing.content_of(draft)
    later = timezone.now() + timedelta(days=400)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert sealing.content_of(Draft.objects.get(pk=draft.pk)) == first
