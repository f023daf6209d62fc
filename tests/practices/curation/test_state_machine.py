"""Any order of steps, by anybody: no reason is skipped, no page made twice, no word lost."""

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

from practices.curation import transitions
from practices.curation.models import Submission
from practices.models import PracticePage
from tests.practices.curation.cases import letters, person, sent

pytestmark = pytest.mark.django_db
MAILED = {"confirm", "accept", "ask", "refuse", "mark_spam", "release", "join", "part"}
NEEDS_REASON = {"ask", "answer", "refuse", "mark_spam", "release", "part"}
EDGES = {
    ("", "submit", "unconfirmed"),
    ("unconfirmed", "confirm", "new"),
    ("unconfirmed", "withdraw", "withdrawn"),
    *((open_, step, to) for open_ in ("new", "needs_info") for step, to in (
        ("accept", "accepted"), ("ask", "needs_info"), ("refuse", "refused"),
        ("mark_spam", "spam"), ("withdraw", "withdrawn"), ("join", "joined"),
    )),
    ("needs_info", "answer", "new"),
    ("spam", "release", "new"),
    ("joined", "part", "new"),
}  # fmt: skip
words = st.sampled_from(["", "   ", "Защо?", "Няма резултат.", "<b>не</b>"])
versions = st.sampled_from([None, 1, 2, 3])


class Proposal(RuleBasedStateMachine):
    """One proposal; `said` is every text that a step took."""

    @initialize()
    def begin(self):
        self.sender = f"{Submission.objects.count()}@example.org"
        self.submission = sent(email=self.sender)
        self.editor = person()
        self.said = []

    def attempt(self, step, text=None, name="", **more):
        values = {name: text} if name else {}
        try:
            outcome = step(self.submission, **values, **more)
        except transitions.TransitionError:
            return
        if outcome.changed and text is not None:
            self.said.append(text.strip())

    @rule()
    def confirm(self):
        self.attempt(transitions.confirm)

    @rule()
    def withdraw(self):
        self.attempt(transitions.withdraw)

    @rule(seen=versions)
    def accept(self, seen):
        self.attempt(transitions.accept, actor=self.editor, seen=seen)

    @rule(text=words, seen=versions)
    def ask(self, text, seen):
        self.attempt(transitions.ask_for_more, text, "question", actor=self.editor, seen=seen)

    @rule(text=words)
    def answer(self, text):
        self.attempt(transitions.answer, text, "text")

    @rule(text=words)
    def refuse(self, text):
        self.attempt(transitions.refuse, text, "reason", actor=self.editor)

    @rule(text=words)
    def mark_spam(self, text):
        self.attempt(transitions.mark_spam, text, "reason", actor=self.editor)

    @rule(text=words)
    def release(self, text):
        self.attempt(transitions.release, text, "reason", actor=self.editor)

    @rule(seen=versions)
    def join(self, seen):
        self.attempt(transitions.join, practice="Топъл обяд", address="/praktiki/obyad/", seen=seen)

    @rule(text=words)
    def part(self, text):
        self.attempt(transitions.part, text, "reason", actor=self.editor)

    @invariant()
    def trail_tells_the_whole_truth(self):
        now = Submission.objects.get(pk=self.submission.pk)
        events = list(now.events.all())
        assert {(e.before, e.step, e.after) for e in events} <= EDGES
        assert [e.before for e in events[1:]] == [e.after for e in events[:-1]]
        assert events[-1].after == now.state
        assert now.version == len(events)
        assert all(e.text.strip() for e in events if e.step in NEEDS_REASON)
        assert [e.text for e in events if e.step in NEEDS_REASON] == self.said

    @invariant()
    def accepted_means_one_page(self):
        now = Submission.objects.get(pk=self.submission.pk)
        pages = PracticePage.objects.filter(owner=self.editor).count()
        assert pages == (now.state == "accepted")
        assert (now.page_id is not None) == (now.state == "accepted")

    @invariant()
    def every_step_that_concerns_the_sender_was_mailed_once(self):
        told = [e for e in self.submission.events.all() if e.step in MAILED]
        assert len(letters(self.sender)) == 1 + len(told)

    @invariant()
    def what_was_sent_is_as_it_was(self):
        now = Submission.objects.get(pk=self.submission.pk)
        assert (now.title, now.lead_text) == (self.submission.title, self.submission.lead_text)


def test_any_order_of_steps_keeps_the_rules():
    run_state_machine_as_test(
        Proposal,
        settings=settings(
            max_examples=40,
            stateful_step_count=12,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
