"""What is erased, when, and what is not."""

from datetime import timedelta

import pytest
from django.utils import timezone

from search.wanted import jobs, transitions
from search.wanted.models import Call, Seeker
from tests.search.wanted.cases import (
    AUTHOR,
    OTHER,
    REASON,
    author_of,
    follower_of,
    opened,
    person,
    sent,
    subjects,
    waiting,
)

pytestmark = pytest.mark.django_db
DAYS = timedelta(days=1)


def made_ago(rows, days: int) -> None:
    rows.update(created_at=timezone.now() - days * DAYS)


def test_call_that_nobody_confirmed_is_erased_whole_after_14_days():
    late, early, confirmed = sent(), sent(email=OTHER), waiting(email="c@example.org")
    made_ago(Call.objects.filter(pk__in=[late.pk, confirmed.pk]), 15)
    made_ago(Call.objects.filter(pk=early.pk), 13)
    assert jobs.erase_unconfirmed() == 1
    assert set(Call.objects.all()) == {early, confirmed}
    assert Seeker.objects.filter(email=AUTHOR).count() == 0
    assert jobs.erase_unconfirmed() == 0


def test_follower_who_did_not_confirm_is_erased_after_14_days():
    call = opened()
    late = follower_of(call, "a@example.org", confirmed=False)
    follower_of(call, "b@example.org", confirmed=False)
    proved = follower_of(call, "c@example.org")
    made_ago(Seeker.objects.filter(pk__in=[late.pk, proved.pk]), 15)
    made_ago(Seeker.objects.filter(is_author=True), 15)
    assert jobs.erase_unconfirmed() == 1
    kept = call.seekers.order_by("email").values_list("email", flat=True)
    assert list(kept) == ["b@example.org", "c@example.org", AUTHOR]


@pytest.mark.parametrize("state", ["closed", "refused"])
def test_addresses_and_typed_texts_are_erased_six_months_after_the_end(state):
    call = opened(asked="лекар")
    follower_of(call)
    step = {"closed": transitions.close, "refused": transitions.refuse}[state]
    step(call, actor=None, reason=REASON)
    going_on = opened(email="d@example.org")
    Call.objects.filter(pk=call.pk).update(erase_after=timezone.localdate())
    assert jobs.erase_personal_data() == 0
    Call.objects.filter(pk=call.pk).update(erase_after=timezone.localdate() - DAYS)
    assert jobs.erase_personal_data() == 1
    assert jobs.erase_personal_data() == 0
    call.refresh_from_db()
    assert set(call.seekers.values_list("email", flat=True)) == {""}
    assert (call.typed_title, call.typed_text, call.asked) == ("", "", "")
    public = call.title if state == "closed" else ""
    assert (call.title, bool(call.text)) == (public, state == "closed")
    assert call.reason == REASON
    assert author_of(going_on).email == "d@example.org"


def test_end_says_when_the_addresses_go():
    call = opened()
    transitions.close(call, actor=None, reason=REASON)
    call.refresh_from_db()
    assert call.erase_after == timezone.localdate() + timedelta(days=183)


def test_trail_names_no_author():
    call = opened()
    transitions.close(call, actor=person(first_name="Мария", last_name="Иванова"), reason=REASON)
    Call.objects.update(erase_after=timezone.localdate() - DAYS)
    jobs.erase_personal_data()
    said = [f"{event.text} {event.actor_name}" for event in call.events.all()]
    assert said == [" ", " ", " ", f"{REASON} Мария Иванова"]


def test_call_that_was_open_for_two_years_is_closed_and_all_are_told():
    old, young = opened(), opened(email="e@example.org")
    follower_of(old)
    Call.objects.filter(pk=old.pk).update(published_at=timezone.now() - 731 * DAYS)
    assert jobs.close_old() == 1
    assert jobs.close_old() == 0
    states = dict(Call.objects.values_list("pk", "state"))
    assert states == {old.pk: "closed", young.pk: "open"}
    for address in (AUTHOR, OTHER):
        assert subjects(address)[-1] == f"Обява {old.number} е затворена"
