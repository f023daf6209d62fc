"""What the status page of a proposal says: where it is, how long that takes, what is still open."""

from datetime import date

from django.utils import timezone

from practices.curation.choices import OPEN_STATES, SubmissionState
from practices.curation.models import Submission
from practices.curation.order import ahead_of
from practices.curation.pace import usual_pace
from practices.curation.reading import entry_of
from practices.curation.term import TERM
from practices.curation.told import Told, told_to_sender
from practices.gaps import Gauge, gauge
from practices.models import PracticeRecord
from practices.ports import change_path

State = SubmissionState
# While it is in one of these, its sender can still say what is missing.
_OPEN = (State.UNCONFIRMED, *OPEN_STATES)


def page_of(submission: Submission) -> dict:
    """Return what the template shows; of decisions only what may be told (told_to_sender).

    Up to 7 queries, however long the story is: events, files, places, and for a public practice
    its record and who may propose changes of it, for one that waits its place in the queue and the usual pace.
    """
    told = told_to_sender(submission)
    record = _record(submission)
    return {
        "submission": submission,
        "told": told,
        "files": list(submission.files.all()),
        "places": list(submission.municipalities.select_related("oblast")),
        "record": record,
        "change_path": change_path(submission.page_id, "sender") if record else "",
        "gauge": _gauge(submission, told, record),
        "may_answer": told.state == State.NEEDS_INFO,
        "may_withdraw": told.state in _OPEN,
        **(_waiting(submission) if told.state == State.NEW else {}),
    }


def _waiting(submission: Submission) -> dict:
    """Return place, term and pace of a proposal that waits for an editor (2 queries)."""
    due: date | None = submission.due_on
    return {
        "ahead": ahead_of(submission),
        "pace": usual_pace(),
        "term": TERM,
        "due": due,
        "is_late": due is not None and due < timezone.localdate(),
    }


def _record(submission: Submission) -> PracticeRecord | None:
    if not (submission.page_id and submission.published_at):
        return None
    return PracticeRecord.objects.live().filter(page=submission.page_id).first()


def _gauge(submission: Submission, told: Told, record: PracticeRecord | None) -> Gauge | None:
    """Return how complete it is: as public, or as sent while its sender can add something."""
    if record is not None:
        return gauge(record.document)
    return gauge(entry_of(submission)) if told.state in _OPEN else None
