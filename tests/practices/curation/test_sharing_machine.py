"""Decisions held, announced and taken back in any order: nobody hears of what may still change."""

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from practices.curation import holding, recall, transitions
from practices.curation.choices import OPEN_STATES
from practices.curation.models import HeldDecision, Submission
from practices.curation.told import told_to_sender
from practices.models import PracticePage
from tests.practices.curation.cases import letters, person, ten_minutes_pass, waiting

pytestmark = pytest.mark.django_db
BACK = {"recall", "recall_mail"}
words = st.sampled_from(["", "Няма резултат.", "Кога?"])


class Desk(RuleBasedStateMachine):
    """One confirmed proposal; `heard` is what its sender could know before the last ten minutes."""

    @initialize()
    def begin(self):
        self.sender = f"d{Submission.objects.count()}@example.org"
        self.submission = waiting(email=self.sender)
        self.editor = person()
        self.heard = ["new"]

    def attempt(self, step, *args, **values):
        try:
            step(*args, **values)
        except transitions.TransitionError:
            return

    def now(self) -> Submission:
        return Submission.objects.get(pk=self.submission.pk)

    @rule(decision=st.sampled_from(["accept", "refuse"]), text=words)
    def hold(self, decision, text):
        self.attempt(holding.hold, self.submission, actor=self.editor, decision=decision, text=text)

    @rule()
    def unhold(self):
        self.attempt(holding.unhold, self.submission, actor=self.editor)

    @rule()
    def announce(self):
        self.attempt(holding.announce_held, [self.submission.pk], actor=self.editor)

    @rule()
    def accept(self):
        self.attempt(transitions.accept, self.submission, actor=self.editor)

    @rule(text=words)
    def refuse(self, text):
        self.attempt(transitions.refuse, self.submission, actor=self.editor, reason=text)

    @rule(text=words)
    def ask(self, text):
        self.attempt(transitions.ask_for_more, self.submission, actor=self.editor, question=text)

    @rule(text=words)
    def answer(self, text):
        self.attempt(transitions.answer, self.submission, text=text)

    @rule(back=st.integers(1, 2))
    def take_back(self, back):
        events = list(self.submission.events.all())
        event = events[-min(back, len(events))].pk
        self.attempt(recall.recall, self.submission, actor=self.editor, event=event)

    @rule()
    def ten_minutes(self):
        ten_minutes_pass()
        self.heard.append(self.now().state)

    @invariant()
    def trail_is_a_chain(self):
        events = list(self.submission.events.all())
        assert [e.before for e in events[1:]] == [e.after for e in events[:-1]]
        assert (events[-1].after, len(events)) == (self.now().state, self.now().version)

    @invariant()
    def only_what_waits_is_held(self):
        held = HeldDecision.objects.filter(submission=self.submission)
        assert held.count() <= (self.now().state in OPEN_STATES)

    @invariant()
    def accepted_means_one_page(self):
        pages = PracticePage.objects.filter(owner=self.editor).count()
        assert pages == (self.now().state == "accepted")

    @invariant()
    def every_decision_that_stands_has_one_mail(self):
        steps = list(self.submission.events.values_list("step", flat=True))
        decided = [step for step in steps if step in recall.DECISIONS]
        assert len(letters(self.sender)) == 2 + len(decided) - sum(s in BACK for s in steps)

    @invariant()
    def sender_hears_only_what_cannot_be_taken_back(self):
        told = told_to_sender(self.now()).state
        if recall.recallable(self.now(), list(self.submission.events.all())):
            assert told in self.heard
        else:
            assert told in [*self.heard, self.now().state]


def test_any_order_of_holding_and_taking_back_keeps_the_rules():
    run_state_machine_as_test(
        Desk,
        settings=settings(
            max_examples=20,
            stateful_step_count=10,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
