"""The rule of counting, by itself."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as HypothesisTestCase
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from kb.protection.models import HelpRequest
from practices import ports
from practices.nominations import counting, jobs
from practices.nominations.counting import Outcome, Result
from practices.nominations.models import Nomination, NominationCount
from practices.nominations.signals import nominations_changed
from tests.practices.nominations.people import kept, support

pytestmark = pytest.mark.django_db
PID, OTHER = "ДП-2026-0001", "ДП-2026-0002"


@pytest.fixture
def told():
    """What the signal said, (pid, count) in order."""
    heard: list[tuple[str, int]] = []

    def listen(sender, pid, count, **kwargs):
        heard.append((pid, count))

    nominations_changed.connect(listen)
    yield heard
    nominations_changed.disconnect(listen)


@pytest.fixture
def editor(django_user_model):
    return django_user_model.objects.create_user("redaktor")


def test_one_confirmed_action_is_one_nomination(told):
    assert counting.nominate(support(PID)) == Outcome(Result.COUNTED, 1)
    assert counting.counts([PID, OTHER]) == {PID: 1}
    assert told == [(PID, 1)]


def test_practices_see_the_count_through_their_port():
    counting.nominate(support(PID))
    assert ports.nomination_counts([PID, OTHER]) == {PID: 1, OTHER: 0}


def test_two_people_count_twice():
    counting.nominate(support(PID))
    assert counting.nominate(support(PID)) == Outcome(Result.COUNTED, 2)


def test_the_same_browser_counts_once_today_and_next_month(told):
    counting.nominate(support(PID, giver="one"))
    assert counting.nominate(support(PID, giver="one")) == Outcome(Result.ALREADY, 1)
    Nomination.objects.update(created=timezone.now() - timedelta(days=31))
    assert counting.nominate(support(PID, giver="one")) == Outcome(Result.ALREADY, 1)
    assert len(kept(PID)) == 1
    assert told == [(PID, 1)]


def test_the_same_browser_may_support_another_practice():
    counting.nominate(support(PID, giver="one"))
    assert counting.nominate(support(OTHER, giver="one")) == Outcome(Result.COUNTED, 1)


def test_one_code_is_one_nomination_whoever_posts_it():
    counting.nominate(support(PID, code="solved"))
    assert counting.nominate(support(PID, code="solved")) == Outcome(Result.ALREADY, 1)


def test_reason_given_the_second_time_is_kept_where_there_was_none():
    counting.nominate(support(PID, giver="one"))
    counting.nominate(support(PID, giver="one", reason="Работи и при нас"))
    counting.nominate(support(PID, giver="one", reason="друго"))
    assert kept(PID) == [("counted", "Работи и при нас")]


def test_colleagues_behind_one_connection_count_up_to_the_printed_number():
    results = [
        counting.nominate(support(PID, place="town hall")).result
        for _colleague in range(counting.PER_PLACE + 2)
    ]
    assert results == [Result.COUNTED] * counting.PER_PLACE + [Result.FOR_REVIEW] * 2
    assert counting.counts([PID]) == {PID: counting.PER_PLACE}
    waiting = Nomination.objects.filter(state="for_review").first()
    assert waiting.suspicion == [counting.PLACE_IS_FULL]


def test_a_full_connection_does_not_close_another_practice():
    for _colleague in range(counting.PER_PLACE):
        counting.nominate(support(PID, place="town hall"))
    assert counting.nominate(support(OTHER, place="town hall")).result == Result.COUNTED


def test_what_looks_odd_waits_and_is_told_again_when_repeated(told):
    odd = support(PID, giver="one", suspicion=("trap_filled",), reason="Наистина помогна")
    assert counting.nominate(odd) == Outcome(Result.FOR_REVIEW, 0)
    assert counting.nominate(support(PID, giver="one")) == Outcome(Result.FOR_REVIEW, 0)
    assert kept(PID) == [("for_review", "Наистина помогна")]
    assert told == []


def test_approving_counts_once_and_says_who_decided(editor, told):
    counting.nominate(support(PID, suspicion=("too_fast",)))
    waiting = Nomination.objects.get()
    counting.approve(waiting.pk, editor)
    decided = counting.approve(waiting.pk, editor)
    assert (decided.state, decided.decided_by) == ("counted", editor)
    assert counting.counts([PID]) == {PID: 1}
    assert told == [(PID, 1)]


def test_rejecting_a_counted_one_takes_it_out_and_keeps_the_row(editor, told):
    counting.nominate(support(PID, reason="Защото"))
    counting.reject(Nomination.objects.get().pk, editor)
    assert kept(PID) == [("rejected", "Защото")]
    assert told == [(PID, 1), (PID, 0)]


def test_a_rejected_giver_cannot_come_again(editor):
    counting.nominate(support(PID, giver="one"))
    counting.reject(Nomination.objects.get().pk, editor)
    assert counting.nominate(support(PID, giver="one")) == Outcome(Result.ALREADY, 0)


def test_a_listener_that_fails_takes_the_nomination_with_it():
    def fail(**kwargs):
        raise RuntimeError("the index is full")

    nominations_changed.connect(fail)
    try:
        with pytest.raises(RuntimeError):
            counting.nominate(support(PID))
    finally:
        nominations_changed.disconnect(fail)
    assert kept(PID) == []
    assert counting.counts([PID]) == {}


def test_handing_over_gives_a_number_and_the_same_one_when_asked_again(editor):
    asking = support(PID, giver="one", code="", reason="Не виждам")
    number = counting.hand_over(asking, {"reason": ["Не виждам"]})
    assert counting.hand_over(asking, {"reason": ["Не виждам"]}) == number
    request = HelpRequest.objects.get()
    assert (request.number, request.scope) == (number, f"nominate:{PID}")
    assert request.payload == {"reason": ["Не виждам"]}
    assert kept(PID) == [("for_review", "Не виждам")]


def test_deciding_on_a_handed_over_one_closes_the_request_for_help(editor):
    number = counting.hand_over(support(PID, code=""), {})
    counting.approve(Nomination.objects.get(help_number=number).pk, editor)
    assert HelpRequest.objects.get().state == "done"
    assert counting.counts([PID]) == {PID: 1}


def test_somebody_who_is_counted_does_not_ask_a_person():
    counting.nominate(support(PID, giver="one"))
    assert counting.hand_over(support(PID, giver="one", code=""), {}) is None
    assert HelpRequest.objects.count() == 0


def test_givers_are_forgotten_after_a_year_and_reasons_kept():
    counting.nominate(support(PID, reason="Полезно"))
    counting.nominate(support(PID, reason="Скорошно"))
    old = Nomination.objects.order_by("id").first()
    Nomination.objects.filter(pk=old.pk).update(created=timezone.now() - timedelta(days=366))
    assert jobs.forget_givers() == 1
    assert jobs.forget_givers() == 0
    rows = Nomination.objects.order_by("id").values_list("giver", "place", "code", "reason")
    assert rows[0] == ("", "", "", "Полезно")
    assert all(rows[1])
    assert counting.counts([PID]) == {PID: 2}


def test_job_repairs_a_counter_that_somebody_changed_by_hand(told):
    counting.nominate(support(PID))
    NominationCount.objects.filter(pid=PID).update(count=40)
    assert counting.differences() == [(PID, 40, 1)]
    assert jobs.recount() == 1
    assert jobs.recount() == 0
    assert counting.counts([PID]) == {PID: 1}
    assert told[-1] == (PID, 1)


def test_job_finds_a_counter_that_is_missing():
    counting.nominate(support(PID))
    NominationCount.objects.all().delete()
    assert counting.differences() == [(PID, 0, 1)]
    assert jobs.recount() == 1
    assert counting.counts([PID]) == {PID: 1}


def test_command_fails_on_a_difference_and_repairs_it(capsys):
    counting.nominate(support(PID))
    NominationCount.objects.update(count=3)
    with pytest.raises(SystemExit):
        call_command("nominations_check")
    call_command("nominations_check", "--repair")
    call_command("nominations_check")
    assert capsys.readouterr().out.splitlines() == [
        f"{PID}\t3\t1",
        "1 differences found.",
        f"{PID}\t3\t1",
        "1 differences repaired.",
        "0 differences found.",
    ]


class Counting(RuleBasedStateMachine):
    """Any order of people, codes, connections and editors; the number is always the rows'."""

    def __init__(self):
        super().__init__()
        self.point = transaction.atomic()
        self.point.__enter__()

    def teardown(self):
        transaction.set_rollback(True)
        self.point.__exit__(None, None, None)

    pids = st.sampled_from([PID, OTHER])
    people = st.sampled_from("абвгдежз")
    places = st.sampled_from(["кметство", "читалище"])
    suspicions = st.sampled_from([(), (), (), ("trap_filled",)])

    @rule(pid=pids, giver=people, place=places, suspicion=suspicions)
    def nominate(self, pid, giver, place, suspicion):
        before = set(Nomination.objects.filter(pid=pid).values_list("giver", flat=True))
        outcome = counting.nominate(support(pid, giver=giver, place=place, suspicion=suspicion))
        assert outcome.count == counting.counts([pid])[pid]
        if giver not in before:
            assert outcome.result != Result.ALREADY
        if suspicion:
            assert outcome.result != Result.COUNTED

    @rule(pid=pids, giver=people, place=places)
    def ask_a_person(self, pid, giver, place):
        counting.hand_over(support(pid, giver=giver, place=place, code=""), {})

    @rule(choice=st.integers(0, 40), decide=st.sampled_from([counting.approve, counting.reject]))
    def decide(self, choice, decide):
        ids = list(Nomination.objects.order_by("id").values_list("id", flat=True))
        if ids:
            decide(ids[choice % len(ids)], None)

    @rule(pid=pids)
    def repair(self, pid):
        counting.repair(pid)

    @invariant()
    def numbers_equal_rows(self):
        assert counting.differences() == []
        for pid in (PID, OTHER):
            givers = Nomination.objects.filter(pid=pid).values_list("giver", flat=True)
            assert len(givers) == len(set(givers))


class TestCounting(HypothesisTestCase, Counting.TestCase):
    settings = settings(
        max_examples=30,
        stateful_step_count=25,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
    )
