"""Two editors, or thirty, at the same moment: one page, and everybody learns of it."""

from collections import Counter

import pytest

from practices.curation import transitions
from practices.models import PracticePage
from tests.practices.curation.cases import QUESTION, REASON, letters, person, sent, steps, waiting
from tests.simultaneous import at_once

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_thirty_accepts_make_one_page():
    submission = waiting()
    editors = [person() for _each in range(30)]
    outcomes = at_once(
        [lambda editor=editor: transitions.accept(submission, actor=editor) for editor in editors]
    )
    assert Counter(outcome.changed for outcome in outcomes) == {True: 1, False: 29}
    page = PracticePage.objects.get()
    assert {outcome.submission.page_id for outcome in outcomes} == {page.pk}
    assert page.workflow_states.count() == 1
    assert [step for step, *_rest in steps(submission)] == ["submit", "confirm", "accept"]
    assert len(letters()) == 3


def test_ten_proposals_accepted_at_once_get_ten_addresses_and_numbers():
    editor = person()
    proposals = [waiting() for _each in range(10)]
    at_once([lambda p=proposal: transitions.accept(p, actor=editor) for proposal in proposals])
    pages = list(PracticePage.objects.all())
    assert len({page.slug for page in pages}) == 10
    assert len({page.pid for page in pages}) == 10
    assert len({page.path for page in pages}) == 10
    assert PracticePage.find_problems() == ([], [], [], [], [])


def test_accept_and_refuse_at_once_leave_one_decision():
    submission, editor = waiting(), person()

    def attempt(step, **values):
        try:
            return step(submission, actor=editor, **values).changed
        except transitions.WrongStateError:
            return "too late"

    outcomes = at_once(
        [
            lambda: attempt(transitions.accept),
            lambda: attempt(transitions.refuse, reason=REASON),
        ]
    )
    assert Counter(outcomes) == {True: 1, "too late": 1}
    submission.refresh_from_db()
    assert PracticePage.objects.count() == (submission.state == "accepted")
    assert len(letters()) == 3


def test_ten_confirmations_are_one():
    submission = sent()
    outcomes = at_once([lambda: transitions.confirm(submission) for _each in range(10)])
    assert Counter(outcome.changed for outcome in outcomes) == {True: 1, False: 9}
    assert len(letters()) == 2


def test_ten_answers_of_a_double_click_are_one():
    submission = waiting()
    transitions.ask_for_more(submission, actor=person(), question=QUESTION)
    at_once([lambda: transitions.answer(submission, text="31 000 лв.") for _each in range(10)])
    assert [step for step, *_rest in steps(submission)].count("answer") == 1
