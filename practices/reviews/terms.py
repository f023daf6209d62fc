"""How long a reviewer has: ten working days, one reminder, then another is asked.

| working day | what |
|---|---|
| 7th after being asked | one reminder |
| after the 10th, and the 3rd after the reminder | the reviewer is released, another is drawn |

First ratings (anchors) have no term: they hold up nobody but the reviewer.
"""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone

from practices.ports import workdays_after
from practices.reviews import letters, rounds
from practices.reviews.choices import ReviewState, RoundKind, RoundState
from practices.reviews.models import Review

TERM = 10
REMIND = 7
AFTER_REMINDER = 3


def due(review: Review) -> date | None:
    """Return the last day for an answer; None without a term."""
    if review.round.is_anchor:
        return None
    last = workdays_after(timezone.localdate(review.asked_at), TERM)
    if last is None or review.reminded_at is None:
        return last
    return max(last, workdays_after(timezone.localdate(review.reminded_at), AFTER_REMINDER))


def late() -> list[tuple[Review, date]]:
    """Return (review, its term) of those who were reminded and have not answered, for editors."""
    rows = ((review, due(review)) for review in _awaited() if review.reminded_at)
    return [(review, day) for review, day in rows if day]


def remind_due() -> int:
    """Remind once whose term is nearly over; return how many mails were queued."""
    today = timezone.localdate()
    near = (
        review
        for review in _awaited()
        if review.reminded_at is None
        and (day := workdays_after(timezone.localdate(review.asked_at), REMIND))
        and day <= today
    )
    return sum(_remind(review) for review in near)


def release_due() -> int:
    """Release whose term is over and ask others; return how many were released."""
    today = timezone.localdate()
    return sum(rounds.expire(review) for review, day in late() if day < today)


@transaction.atomic
def _remind(review: Review) -> bool:
    """Effects: the moment, mail "reminder". An answer that came first stays."""
    row = Review.objects.select_for_update(of=("self",)).select_related("round").get(pk=review.pk)
    if row.state != ReviewState.ASKED or row.reminded_at:
        return False
    row.reminded_at = timezone.now()
    row.save(update_fields=["reminded_at"])
    letters.remind(row, due(row))
    return True


def _awaited() -> Iterable[Review]:
    rows = Review.objects.filter(
        state=ReviewState.ASKED, round__state=RoundState.OPEN, round__kind=RoundKind.PRACTICE
    )
    return list(rows.select_related("round", "reviewer__user"))
