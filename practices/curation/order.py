"""The order of the queue: what waits for me first, by the promised term."""

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.utils import timezone

from practices.curation.choices import SubmissionState
from practices.curation.models import Submission, SubmissionEvent
from practices.curation.term import Age, age

ORDER = ("rank", "due_on", "created_at", "pk")


def ranked(queryset: QuerySet, user) -> QuerySet:
    """Annotate `rank`: mine 0, nobody's 1, a colleague's 2, with the sender 3, decided 4, unconfirmed 5."""
    return queryset.annotate(
        rank=Case(
            When(state=SubmissionState.NEEDS_INFO, then=Value(3)),
            When(state=SubmissionState.NEW, assigned_to=user, then=Value(0)),
            When(state=SubmissionState.NEW, assigned_to=None, then=Value(1)),
            When(state=SubmissionState.NEW, then=Value(2)),
            When(state=SubmissionState.UNCONFIRMED, then=Value(5)),
            default=Value(4),
            output_field=IntegerField(),
        )
    )


def neighbours(keys: list[int], key: int) -> tuple[int | None, int | None, int]:
    """Return (the one before, the one after, place from 1) of `key` in a list; place 0: not in it."""
    if key not in keys:
        return None, keys[0] if keys else None, 0
    place = keys.index(key)
    before = keys[place - 1] if place else None
    after = keys[place + 1] if place + 1 < len(keys) else None
    return before, after, place + 1


def ahead_of(submission: Submission) -> int | None:
    """Return how many proposals that wait for an editor stand before this one (1 query).

    The order is that of the queue without what is an editor's own in it. What was decided on minutes
    ago still counts, or the place would tell before the mail does. None: no term runs.
    """
    if submission.due_on is None:
        return None
    due, sent = submission.due_on, submission.created_at
    before = Q(due_on__lt=due) | Q(due_on=due, created_at__lt=sent)
    before |= Q(due_on=due, created_at=sent, pk__lt=submission.pk)
    untold = SubmissionEvent.objects.filter(
        submission=OuterRef("pk"),
        before=SubmissionState.NEW,
        after=OuterRef("state"),
        mail_due__gt=timezone.now(),
    )
    waits = Q(state=SubmissionState.NEW) | Exists(untold)
    return Submission.objects.filter(before, waits).count()


def term_of(submission: Submission) -> Age | None:
    """Return how much of the term is over today; None while no term runs."""
    if submission.state != SubmissionState.NEW or submission.due_on is None:
        return None
    return age(submission.due_on, timezone.localdate())
