"""Two published practices become one, and two again: what the public, and who may do it."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from practices.doubles import merging
from practices.doubles.models import Merge
from practices.models import PracticePage, PracticeRecord, RecordChange
from practices.nominations.counting import nominate
from practices.ports import nomination_counts
from practices.records import differences
from tests.practices.curation.cases import person
from tests.practices.nominations.people import support
from tests.practices.pages import published

pytestmark = pytest.mark.django_db


def location(response) -> tuple[int, str]:
    return response.status_code, response.get("Location", "")


def document(page: PracticePage) -> dict:
    return PracticeRecord.objects.get(pid=page.pid, language="bg").document


def test_merged_and_taken_apart(client):
    old, stays = published(), published()
    before = document(old)
    nominate(support(old.pid))
    client.force_login(get_user_model().objects.create_superuser("admin"))
    address = reverse("practice_merge", args=[old.pk])
    for wrong in (
        {"into": stays.pid, "reason": " "},
        {"into": old.pid, "reason": "Една са."},
        {"into": "ДП-1999-0001", "reason": "Една са."},
        {"into": "", "reason": "Една са."},
    ):
        assert client.post(address, wrong).status_code == 422
    assert Merge.objects.count() == 0

    typed = {"into": stays.pid.replace("ДП", "DP"), "reason": "Една и съща кофа."}
    assert location(client.post(address, typed)) == (302, address)
    client.post(address, typed)  # a double click
    assert Merge.objects.count() == 1
    there = (301, f"/praktiki/{stays.slug}/")
    assert location(client.get(f"/praktiki/{old.slug}/")) == there
    assert location(client.get(f"/nomer/{old.pid}/")) == there
    assert not PracticePage.objects.get(pk=old.pk).live
    assert differences() == []
    # Who nominated the one was not asked about the other.
    assert nomination_counts([old.pid, stays.pid]) == {old.pid: 1, stays.pid: 0}

    # What an editor writes meanwhile is a draft, and stays one.
    page = PracticePage.objects.get(pk=old.pk)
    page.title = "Друго заглавие"
    page.save_revision()
    assert location(client.post(address, {"apart": "1"})) == (302, address)
    client.post(address, {"apart": "1"})
    assert client.get(f"/praktiki/{old.slug}/").status_code == 200
    assert location(client.get(f"/nomer/{old.pid}/")) == (301, f"/praktiki/{old.slug}/")
    assert document(old) == before
    assert differences() == []
    row = Merge.objects.get()
    assert (row.pid, row.into, row.reason, row.actor_name, row.undone_by) == (
        *(old.pid, stays.pid, "Една и съща кофа.", "admin", "admin"),
    )
    changes = RecordChange.objects.filter(pid=old.pid).order_by("id")
    assert list(changes.values_list("what", "reason")) == [
        *(("published", ""), ("moved", "Една и съща кофа."), ("updated", "")),
    ]


def test_publishing_it_again_in_the_ordinary_way_takes_it_apart_too(client):
    old, stays, third = published(), published(), published()
    actor = person()
    merging.merge(old, stays.pid, actor=actor, reason="Една са.")
    PracticePage.objects.get(pk=old.pk).get_latest_revision().publish()
    merging.merge(old, third.pid, actor=actor, reason="Не, с тази.")
    rows = [(row.into, row.undone_at is None) for row in merging.history(old.pid)]
    assert rows == [(third.pid, True), (stays.pid, False)]
    assert location(client.get(f"/praktiki/{old.slug}/")) == (301, f"/praktiki/{third.slug}/")


@pytest.mark.parametrize(
    ("group", "status"),
    [("Редактори", 200), ("Администратори", 200), ("Рецензенти", 302), (None, 302)],
)
def test_who_may_open_it(client, group, status):
    page = published()
    client.force_login(person(group))
    address = reverse("practice_merge", args=[page.pk])
    assert client.get(address).status_code == status
    client.logout()
    assert client.get(address).status_code == 302
