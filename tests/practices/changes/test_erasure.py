"""What is kept of who proposed a change: as long as promised, shown to them, gone when they ask."""

from datetime import timedelta

import pytest
from django.utils import timezone

from practices import personal
from practices.changes import deciding, erasure
from practices.changes.models import ProposedChange
from practices.ports import change_path
from tests.practices.changes.cases import CONTACT, contact, practice, proposed
from tests.practices.curation.cases import SENDER, complete, person, waiting

pytestmark = pytest.mark.django_db


def addresses() -> list[str]:
    return list(ProposedChange.objects.order_by("pk").values_list("email", flat=True))


def test_addresses_stay_as_long_as_promised_and_text_stays():
    page, editor = practice(), person()
    accepted, refused = proposed(page, problem_line="А."), proposed(page, title="Б")
    deciding.accept(accepted, actor=editor, keys=["problem_line"])
    deciding.refuse(refused, actor=editor, reason="Не.")
    proposed(page, title="В")
    deciding.keep(contact(page), {"title": "Г"})
    today = timezone.localdate()
    days = [(row.erase_after - today).days for row in ProposedChange.objects.order_by("pk")[:2]]
    assert days == [730, 180]
    assert erasure.erase_due() == 0
    old = timezone.now() - timedelta(days=15)
    ProposedChange.objects.filter(state="unsent").update(created_at=old)
    ProposedChange.objects.filter(pk=refused.pk).update(erase_after=today - timedelta(days=1))
    assert (erasure.erase_due(), erasure.erase_due()) == (2, 0)
    assert addresses() == [CONTACT, "", CONTACT]
    refused.refresh_from_db()
    assert (refused.fields["title"]["new"], refused.reason) == ("Б", "Не.")


def test_a_person_is_shown_what_is_kept_and_can_have_it_erased():
    page = practice()
    proposed(page, title="Б")
    deciding.keep(contact(page), {"title": "Г"})
    room = personal.rooms()["proposed_changes"]
    assert [(row["state"], row["practice"]) for row in room.rows(CONTACT.upper())] == [
        ("waiting", page.pid),
        ("unsent", page.pid),
    ]
    assert [bool(fate.kept) for fate in room.erase(CONTACT.upper())] == [True, False]
    assert (room.erase(CONTACT), room.rows(CONTACT), addresses()) == ([], [], [""])
    assert ProposedChange.objects.get().state == "withdrawn"


def test_the_sender_has_a_link_while_their_address_is_kept(client):
    submission = waiting()
    page = deciding.transitions.accept(submission, actor=person()).submission.page
    assert change_path(page.pk, "sender") == ""
    complete(page).get_latest_revision().publish()
    path = change_path(page.pk, "sender")
    assert client.get(path).status_code == 200
    submission.refresh_from_db()
    assert submission.email == SENDER
    submission.email = ""
    submission.save()
    assert (client.get(path).status_code, change_path(page.pk, "sender")) == (410, "")
