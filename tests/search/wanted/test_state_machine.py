"""Any order of steps, by anybody: no forbidden way, no reason skipped, no word lost, no mail twice."""

import contextlib

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

from search.wanted import transitions
from search.wanted.models import Call, Seeker
from tests.practices.pages import published
from tests.search.wanted.cases import follower_of, letters, opened, person, sent

pytestmark = pytest.mark.django_db
PUBLIC = {"open", "answered", "closed"}
EDGES = {
    ("", "submit", "unconfirmed"),
    ("unconfirmed", "confirm", "waiting"),
    ("waiting", "approve", "open"),
    ("waiting", "refuse", "refused"),
    ("waiting", "join", "joined"),
    ("open", "answer", "answered"),
    ("open", "close", "closed"),
    ("open", "refuse", "refused"),
    ("answered", "answer", "answered"),
    ("answered", "reopen", "open"),
    ("closed", "reopen", "open"),
    *((state, "reword", state) for state in ("waiting", *PUBLIC)),
    *((state, "withdraw", "withdrawn") for state in ("unconfirmed", "waiting", *PUBLIC)),
}
NEEDS_REASON = {"refuse", "close", "reopen"}
TO_AUTHOR = {"confirm", "approve", "refuse", "join", "answer", "close", "reopen"}
words = st.sampled_from(["", "   ", "Вече има такава.", "<b>не</b>"])
versions = st.sampled_from([None, 1, 2, 3])


class Life(RuleBasedStateMachine):
    """One call, its author, a follower where there can be one, two practices that may answer it."""

    @initialize()
    def begin(self):
        number = Call.objects.count()
        self.author = f"a{number}@example.org"
        self.call = sent(email=self.author)
        self.other = opened(email=f"b{number}@example.org")
        self.editor = person()
        self.pids = [published().pid, published().pid]

    def attempt(self, step, **values):
        with contextlib.suppress(transitions.TransitionError):
            step(self.call, **values)

    @rule()
    def confirm(self):
        self.attempt(transitions.confirm)

    @rule()
    def withdraw(self):
        self.attempt(transitions.withdraw)

    @rule()
    def expire(self):
        self.attempt(transitions.expire)

    @rule(seen=versions)
    def approve(self, seen):
        self.attempt(transitions.approve, actor=self.editor, seen=seen)

    @rule(title=st.sampled_from(["Лекар за селата", "Училищен автобус"]), seen=versions)
    def reword(self, title, seen):
        wording = {"title": title, "text": "Редактиран.", "words": title, "theme": None}
        self.attempt(
            transitions.reword, actor=self.editor, wording=wording, municipalities=[], seen=seen
        )

    @rule(reason=words)
    def refuse(self, reason):
        self.attempt(transitions.refuse, actor=self.editor, reason=reason)

    @rule(reason=words)
    def close(self, reason):
        self.attempt(transitions.close, actor=self.editor, reason=reason)

    @rule(reason=words)
    def reopen(self, reason):
        self.attempt(transitions.reopen, actor=self.editor, reason=reason)

    @rule(chosen=st.sets(st.sampled_from([0, 1, 2])), seen=versions)
    def answer(self, chosen, seen):
        pids = [[*self.pids, "ДП-1999-0001"][number] for number in sorted(chosen)]
        self.attempt(transitions.answer, actor=self.editor, pids=pids, seen=seen)

    @rule()
    def join(self):
        self.attempt(transitions.join, actor=self.editor, into=self.other)

    @rule()
    def follow(self):
        if Call.objects.get(pk=self.call.pk).state == "open":
            follower_of(self.call, f"f{self.call.pk}@example.org")

    @invariant()
    def trail_tells_the_whole_truth(self):
        now = Call.objects.get(pk=self.call.pk)
        events = list(now.events.all())
        assert {(e.before, e.step, e.after) for e in events} <= EDGES
        assert [e.before for e in events[1:]] == [e.after for e in events[:-1]]
        assert events[-1].after == now.state
        assert now.version == len(events)
        assert all(e.text.strip() for e in events if e.step in NEEDS_REASON)

    @invariant()
    def only_what_an_editor_published_is_public(self):
        now = Call.objects.get(pk=self.call.pk)
        approved = now.events.filter(step="approve").exists()
        assert now.is_public == Call.objects.public().filter(pk=now.pk).exists()
        assert not now.is_public or approved
        assert bool(now.published_at) == approved

    @invariant()
    def answered_means_answers(self):
        now = Call.objects.get(pk=self.call.pk)
        if now.state == "open":
            assert now.answers.count() == 0
        if now.state == "answered":
            assert set(now.answers.values_list("pid", flat=True)) <= set(self.pids)
            assert now.answers.exists()

    @invariant()
    def what_has_ended_is_erased_one_day(self):
        now = Call.objects.get(pk=self.call.pk)
        ended = now.state in {"answered", "closed", "refused", "joined", "withdrawn"}
        assert (now.ended_at is not None) == (now.erase_after is not None) == ended

    @invariant()
    def withdrawn_means_no_address(self):
        now = Call.objects.get(pk=self.call.pk)
        if now.state == "withdrawn":
            assert set(now.seekers.values_list("email", flat=True)) == {""}

    @invariant()
    def every_step_that_concerns_the_author_was_mailed_once(self):
        told = self.call.events.filter(step__in=TO_AUTHOR).count()
        assert len(letters(self.author)) == 1 + told

    @invariant()
    def author_is_an_author_once_or_a_follower_elsewhere(self):
        now = Call.objects.get(pk=self.call.pk)
        authors = Seeker.objects.filter(call=now, is_author=True).count()
        assert authors == (0 if now.state == "joined" else 1)

    @invariant()
    def what_the_author_typed_is_as_it_was(self):
        now = Call.objects.get(pk=self.call.pk)
        typed = (now.typed_title, now.typed_text)
        assert typed == (self.call.typed_title, self.call.typed_text)


def test_any_order_of_steps_keeps_the_rules():
    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=25,
            stateful_step_count=14,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
