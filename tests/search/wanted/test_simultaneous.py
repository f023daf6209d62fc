"""Many at the same moment: one call, one step, one mail."""

from collections import Counter

import pytest
from django.test import Client
from post_office.models import Email

from search.wanted import digests, following, matches, transitions
from search.wanted.models import Call, Match, Notice
from tests.practices.curation.test_simultaneous import at_once
from tests.practices.pages import published
from tests.search.wanted.cases import (
    AUTHOR,
    FIELDS,
    OTHER,
    REASON,
    Visitor,
    agreed,
    follower_of,
    letters,
    opened,
    sent,
    steps,
    waiting,
)

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_ten_posts_of_one_form_are_one_call_and_all_are_thanked():
    visitor = Visitor()
    data = {**FIELDS, **visitor.hidden()}

    def post() -> tuple[int, str]:
        response = Client(REMOTE_ADDR="192.0.2.9").post(visitor.form, data)
        return response.status_code, response.get("Location", "").partition("?")[0]

    assert Counter(at_once([post] * 10)) == {(302, "/tarsim-praktika/blagodarim/"): 10}
    assert Call.objects.count() == 1
    assert len(letters()) == 1


@pytest.mark.parametrize(
    ("make", "step", "name"),
    [
        (sent, transitions.confirm, "confirm"),
        (waiting, lambda call: transitions.approve(call, actor=None), "approve"),
        (waiting, lambda call: transitions.refuse(call, actor=None, reason=REASON), "refuse"),
        (opened, lambda call: transitions.close(call, actor=None, reason=REASON), "close"),
        (opened, transitions.withdraw, "withdraw"),
    ],
    ids=["confirm", "approve", "refuse", "close", "withdraw"],
)
def test_step_taken_by_twenty_at_once_is_taken_once(make, step, name):
    call = make()
    outcomes = at_once([lambda: step(call)] * 20)
    assert Counter(outcome.changed for outcome in outcomes) == {True: 1, False: 19}
    assert [taken for taken, *_rest in steps(call)].count(name) == 1


def test_approving_and_refusing_at_once_leave_one_of_them():
    call = waiting()

    def attempt(step):
        try:
            return step()
        except transitions.WrongStateError:
            return None

    at_once(
        [
            lambda: attempt(lambda: transitions.approve(call, actor=None)),
            lambda: attempt(lambda: transitions.withdraw(call)),
        ]
        * 5
    )
    call.refresh_from_db()
    trail = [step for step, *_rest in steps(call)]
    assert call.state == "withdrawn"
    assert trail in (
        ["submit", "confirm", "withdraw"],
        ["submit", "confirm", "approve", "withdraw"],
    )


def test_one_address_that_follows_ten_times_at_once_is_counted_once():
    call = opened()
    follow = lambda: following.follow(call, email=OTHER, language="bg", consent=agreed())  # noqa: E731
    at_once([follow] * 10)
    assert call.seekers.filter(email=OTHER).count() == 1


def test_two_calls_joined_into_one_another_do_not_wait_for_ever():
    target = opened(email="first@example.org")
    calls = [waiting(email=f"j{number}@example.org") for number in range(6)]
    at_once([lambda c=call: transitions.join(c, actor=None, into=target) for call in calls])
    assert target.seekers.filter(is_author=False).count() == 6


def test_five_workers_match_a_publication_once():
    call = opened()
    follower_of(call)
    published(title="Лекар обикаля селата")
    at_once([matches.match_due] * 5)
    assert (Match.objects.count(), Notice.objects.count()) == (1, 2)


def test_five_workers_write_to_each_address_once():
    opened()
    opened(title="Училищен автобус за малко деца", email=AUTHOR)
    published(title="Лекар обикаля селата")
    published(title="Училищен автобус на повикване")
    matches.match_due()
    before = Email.objects.count()
    sent_by = at_once([digests.send_due] * 5)
    assert (sum(sent_by), Email.objects.count() - before) == (1, 1)
    assert Notice.objects.filter(sent_at=None).count() == 0
