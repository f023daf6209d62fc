"""„Върни“: within ten minutes a decision can be taken back before anybody hears of it."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from post_office.models import STATUS, Email

from practices.curation.choices import OPEN_STATES, Step
from practices.curation.choices import SubmissionState as State
from practices.curation.models import Submission, SubmissionEvent
from practices.curation.steps import Outcome, TransitionError, locked, move, note
from practices.curation.transitions import KEEP_CLOSED
from practices.models import PracticePage, PracticeRecord

DECISIONS = (Step.ACCEPT, Step.ASK, Step.REFUSE, Step.MARK_SPAM, Step.RELEASE)


class TooLateError(TransitionError):
    pass


def recallable(submission: Submission, events: list[SubmissionEvent]) -> SubmissionEvent | None:
    """Return the last event of the trail if it is a decision whose mail still waits."""
    last = next((e for e in reversed(events) if e.step != Step.ASSIGN), None)
    if last is None or last.step not in DECISIONS or last.mail_due is None:
        return None
    return last if last.mail_due > timezone.now() else None


@transaction.atomic
def recall(submission: Submission, *, actor, event: int) -> Outcome:
    """Take back the decision `event` (a key): the entry is where it was before.

    Effects: its mail deleted; the untouched draft page of an acceptance deleted, state, reason and
    term as before, audit line "recall". A draft that somebody worked on since, or a page that was
    ever public, keeps the decision: then only the mail goes, audit line "recall_mail". Called
    twice: the second changes nothing.

    :raises TooLateError: the mail has left, or something came after the decision.
    """
    submission = locked(submission)
    events = list(submission.events.exclude(step=Step.ASSIGN))
    last = events[-1]
    if last.step in (Step.RECALL, Step.RECALL_MAIL) and events[-2].pk == event:
        return Outcome(submission, changed=False)
    if last.pk != event or last.step not in DECISIONS or not _unsent(last):
        raise TooLateError(
            _("It cannot be taken back any more: the mail has left or somebody went on."),
            submission,
        )
    if last.step == Step.ACCEPT and not _drop_draft(submission):
        submission.version += 1
        submission.save(update_fields=["version"])
        note(submission, Step.RECALL_MAIL, before=submission.state, actor=actor)
        return Outcome(submission, changed=True)
    _undo(submission, last, events[:-1], actor)
    return Outcome(submission, changed=True)


def _unsent(event: SubmissionEvent) -> bool:
    """Delete the mail of a decision unless a worker has taken it; True if it will never leave.

    A worker that sends it has moved `scheduled_time` first (kb.mail.sending), so one of the two
    finds no row. After its time a decision is told (practices.curation.told), sent or not.
    """
    if event.mail_due is None or event.mail_due <= timezone.now():
        return False
    waiting = Email.objects.filter(
        pk=event.mail, status=STATUS.queued, scheduled_time=event.mail_due
    )
    return waiting.delete()[0] > 0


def _drop_draft(submission: Submission) -> bool:
    """Delete the page that an acceptance made; False if somebody worked on it or it was public.

    Being asked to rate it is work too: reviewers have been written to.
    """
    page = submission.page
    if page is None:
        return True
    public = page.live or page.first_published_at or _has_record(page)
    if public or page.revisions.count() > 1 or page.review_rounds.exists():
        return False
    submission.page = None
    submission.save(update_fields=["page"])
    if state := page.current_workflow_state:
        state.cancel()
    PracticePage.objects.get(pk=page.pk).delete()
    return True


def _has_record(page: PracticePage) -> bool:
    return PracticeRecord.objects.filter(pid=page.pid).exists()


def _undo(submission: Submission, decision: SubmissionEvent, earlier: list, actor) -> None:
    asked = next((e.text for e in reversed(earlier) if e.step == Step.ASK), "")
    if decision.before in OPEN_STATES:
        submission.decided_at = submission.erase_after = None
        submission.reason = asked
    elif decision.before == State.SPAM:
        marked = next(e for e in reversed(earlier) if e.step == Step.MARK_SPAM)
        _close_again(submission, marked)
    move(submission, decision.before, Step.RECALL, actor=actor, keep_reason=True)


def _close_again(submission: Submission, marked: SubmissionEvent) -> None:
    submission.decided_at = marked.at
    submission.erase_after = timezone.localdate(marked.at) + KEEP_CLOSED
    submission.reason = marked.text
    submission.is_suspicious = bool(submission.suspicion)
