"""What the person who sent a proposal sees of its trail."""

from practices.curation.choices import INNER_STEPS, Step
from practices.curation.models import Submission, SubmissionEvent


def told_to_sender(submission: Submission) -> list[SubmissionEvent]:
    """Return the events the sender may read, oldest first: one query.

    Not among them: how editors share the work, decisions that nobody announced yet, and decisions
    that were taken back before anybody was told.
    """
    told: list[SubmissionEvent] = []
    for event in submission.events.all():
        if event.step == Step.RECALL:
            told.pop()
        elif event.step not in INNER_STEPS:
            told.append(event)
    return told
