"""Two editors at the same moment: one decision, one revision, one mail."""

from collections import Counter

import pytest

from practices.changes import deciding
from practices.changes.merging import Wish
from practices.changes.models import ProposedChange
from practices.curation.steps import TransitionError
from practices.models import RecordChange
from tests.practices.changes.cases import CONTACT, WHY, contact, practice, proposed
from tests.practices.curation.cases import letters, person
from tests.simultaneous import at_once

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_accepts_and_refusals_at_once_leave_one_decision():
    page = practice()
    change = proposed(page, results=["Нов ред."])
    editors = [person() for _each in range(8)]

    def attempt(editor, *, accepts: bool):
        try:
            if accepts:
                return deciding.accept(change, actor=editor, keys=["results"], seen=1).changed
            return deciding.refuse(change, actor=editor, reason="Не е вярно.", seen=1).changed
        except TransitionError:
            return "too late"

    outcomes = at_once(
        [lambda e=e, n=n: attempt(e, accepts=n % 2 == 0) for n, e in enumerate(editors)]
    )
    assert Counter(outcomes) == {True: 1, False: 3, "too late": 4}
    change.refresh_from_db()
    page.refresh_from_db()
    accepted = change.state == "accepted"
    assert (page.results == "<p>Нов ред.</p>") == accepted
    assert page.revisions.count() == 1 + accepted
    assert RecordChange.objects.filter(pid=page.pid).count() == 1 + accepted
    assert len(letters(CONTACT)) == 1


def test_two_changes_of_one_practice_accepted_at_once_are_both_public():
    page, editor = practice(), person()
    asked = [proposed(page, results=["Нов ред."]), proposed(page, problem_line="Мирише.")]

    def attempt(change):
        return deciding.accept(change, actor=editor, keys=list(change.fields)).changed

    assert at_once([lambda c=c: attempt(c) for c in asked]) == [True, True]
    page.refresh_from_db()
    assert (page.results, page.problem_line) == ("<p>Нов ред.</p>", "Мирише.")


def test_one_form_sent_eight_times_at_once_is_one_change():
    page = practice()
    who, wishes = contact(page), {"problem_line": Wish("", "Мирише.")}
    sent = at_once([lambda: deciding.send(who, wishes, why=WHY, form_key="a" * 32)] * 8)
    assert Counter(outcome.changed for outcome in sent) == {True: 1, False: 7}
    assert ProposedChange.objects.get().events.count() == 1
