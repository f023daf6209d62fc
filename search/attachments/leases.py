"""Who reads which file now: rows leased to one reader at a time, tried again later and later."""

import secrets
from collections.abc import Mapping
from datetime import timedelta

from django.db.models import Case, F, Q, When
from django.utils import timezone

from .models import AttachmentText, TextState

LEASE = timedelta(minutes=2)  # three times what one file may take (kb.extraction.Limits)
FIRST_RETRY = timedelta(minutes=1)
LAST_RETRY = timedelta(days=1)


def take() -> AttachmentText | None:
    """Lease the row that has waited longest; nobody else gets it meanwhile. None: nothing is due.

    Counting the attempt is part of taking: a reader that dies has no time to count.
    """
    now = timezone.now()
    free = Q(leased_until__isnull=True) | Q(leased_until__lte=now)
    due = AttachmentText.objects.filter(free, due_at__lte=now).order_by("due_at", "pk")
    name = secrets.token_hex(16)
    while (pk := due.values_list("pk", flat=True).first()) is not None:
        taken = AttachmentText.objects.filter(free, pk=pk, due_at__lte=now).update(
            leased_by=name,
            leased_until=now + LEASE,
            attempts=F("attempts") + 1,
            tried_at=now,
        )
        if taken:
            return AttachmentText.objects.defer("text").get(pk=pk)
    return None


def settle(row: AttachmentText, values: Mapping[str, object]) -> bool:
    """Store what came of a row; False where it is no longer this reader's.

    A request that came during the reading stays: only the due time that was answered is erased.
    """
    answered = Case(When(due_at=row.due_at, then=None), default=F("due_at"))
    return _give_back(row, {"attempts": 0, "due_at": answered, **values})


def postpone(row: AttachmentText, reason: str) -> bool:
    """Put a row back for a later try; its text, if there is one, stays as it is."""
    pause = min(FIRST_RETRY * 2 ** min(row.attempts - 1, 20), LAST_RETRY)
    return _give_back(row, {"due_at": timezone.now() + pause, "reason": reason})


def retry(reason: str = "") -> int:
    """Have files without text read again now; return how many."""
    rows = AttachmentText.objects.exclude(state=TextState.READ)
    if reason:
        rows = rows.filter(reason=reason)
    return rows.update(state=TextState.WAITING, attempts=0, due_at=timezone.now())


def _give_back(row: AttachmentText, values: Mapping[str, object]) -> bool:
    own = AttachmentText.objects.filter(pk=row.pk, leased_by=row.leased_by)
    return own.update(leased_by="", leased_until=None, **values) == 1
