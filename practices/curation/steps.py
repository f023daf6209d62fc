"""What every change of a proposal is made of: the row's lock, the checks, the audit line.

Only the modules that own changes use it: transitions, holding, recall, assigning.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from practices.curation.choices import OPEN_STATES
from practices.curation.models import HeldDecision, Submission, SubmissionEvent


@dataclass(frozen=True, slots=True)
class Outcome:
    """The entry after the call, and whether this call is what changed it."""

    submission: Submission
    changed: bool


class TransitionError(Exception):
    """A step that was not taken; `submission` is the entry as it is now."""

    def __init__(self, message: str, submission: Submission | None = None) -> None:
        super().__init__(message)
        self.submission = submission


class ReasonMissingError(TransitionError):
    pass


class WrongStateError(TransitionError):
    pass


class StaleError(TransitionError):
    pass


def locked(submission: Submission) -> Submission:
    """Return the entry as it is now, its row locked until the caller's transaction ends."""
    return Submission.objects.select_for_update().get(pk=submission.pk)


def reason_in(text: str) -> str:
    """Return a text worth sending; raise ReasonMissingError if there is none."""
    text = text.replace("\r\n", "\n").strip()
    if not text:
        raise ReasonMissingError(_("Write a reason; it is mailed to the person who sent this."))
    return text


def require(submission: Submission, states: Iterable[str], seen: int | None = None) -> None:
    """Raise unless the step may be taken from here, by someone who saw the entry as it is."""
    if submission.state not in states:
        raise WrongStateError(
            _("Nothing was changed. State of the proposal now: %(state)s.")
            % {"state": submission.get_state_display()},
            submission,
        )
    require_seen(submission, seen)


def require_seen(submission: Submission, seen: int | None) -> None:
    """Raise StaleError if the caller saw another version than the one there is."""
    if seen is not None and seen != submission.version:
        raise StaleError(
            _("Nothing was changed: somebody worked on this proposal after you opened it."),
            submission,
        )


def move(
    submission: Submission,
    state: str,
    step: str,
    *,
    actor,
    text: str = "",
    keep_reason: bool = False,
    letter=None,
) -> SubmissionEvent:
    """Change the state of a locked entry and write the audit line; `letter` is the mail it caused.

    A decision that waited to be announced falls away once another one closes the entry.
    """
    before = submission.state
    submission.state = state
    submission.version += 1
    if not keep_reason:
        submission.reason = text
    submission.save()
    if state not in OPEN_STATES:
        HeldDecision.objects.filter(submission=submission).delete()
    return note(submission, step, before=before, actor=actor, text=text, letter=letter)


def note(
    submission: Submission, step: str, *, before: str, actor, text: str = "", letter=None
) -> SubmissionEvent:
    """Write one line of the audit trail and return it."""
    return SubmissionEvent.objects.create(
        submission=submission,
        step=step,
        before=before,
        after=submission.state,
        text=text,
        actor=actor,
        actor_name=name_of(actor) if actor else "",
        mail=letter.pk if letter else None,
        mail_due=letter.scheduled_time if letter else None,
    )


def name_of(user) -> str:
    """Return the name under which the trail knows somebody."""
    return (user.get_full_name() or user.get_username())[:150]
