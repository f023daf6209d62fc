"""What the person who sent a proposal may know of it now: the one place that decides that.

Not told: how editors share the work, decisions that nobody announced yet, why something was taken
back from spam, and a decision as long as an editor can take it back (practices.curation.recall).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from practices.curation.choices import INNER_STEPS, Step
from practices.curation.models import Submission, SubmissionEvent

# Whose text was written to the sender, and stands as the reason or the question of a state.
_REASONS = (Step.ASK, Step.REFUSE, Step.MARK_SPAM)
# The reason of this step stays with the editors.
_WORDLESS = (Step.RELEASE,)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the story: a step, the state it led to, when, and the words that go with it."""

    step: str
    after: str
    at: datetime
    text: str

    @property
    def label(self) -> str:
        return str(Step(self.step).label)


@dataclass(frozen=True, slots=True)
class Told:
    """State, reason or question, and story of a proposal as its sender may know them."""

    state: str
    reason: str
    lines: tuple[Line, ...]

    @property
    def last(self) -> Line | None:
        return self.lines[-1] if self.lines else None


def told_to_sender(submission: Submission) -> Told:
    """Return what the sender may know now (1 query, none where events are prefetched)."""
    lines = told_lines(submission.events.all())
    reason = next((line.text for line in reversed(lines) if line.step in _REASONS), "")
    state = lines[-1].after if lines else submission.state
    return Told(state, reason, tuple(lines))


def told_lines(events: Iterable[SubmissionEvent]) -> list[Line]:
    """Return the lines that may be told of one proposal's events, both oldest first."""
    kept: list[SubmissionEvent] = []
    settled = 0  # how many of them cannot be taken back any more, whatever the time
    for event in events:
        if event.step == Step.RECALL:
            kept.pop()
        elif event.step == Step.RECALL_MAIL:
            settled = len(kept)
        elif event.step not in INNER_STEPS:
            kept.append(event)
            if event.step == Step.PUBLISH:  # what everybody can read is no secret
                settled = len(kept)
    now = timezone.now()
    return [
        Line(event.step, event.after, event.at, "" if event.step in _WORDLESS else event.text)
        for number, event in enumerate(kept)
        if number < settled or event.mail_due is None or event.mail_due <= now
    ]
