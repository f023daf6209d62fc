"""What was asked in a period, by question. A question counts once an hour wherever it is ranked.

So a page that is loaded again, a reader who comes back with the arrow, and a program that asks the
same all day weigh no more than one person. `times` counts every row.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Avg, Count, Max, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .cleaning import BLANK
from .models import Asked

FREQUENT, UNANSWERED, ABANDONED, SLOW = "frequent", "unanswered", "abandoned", "slow"
LISTS = {
    FREQUENT: _("Most frequent"),
    UNANSWERED: _("Without an answer"),
    ABANDONED: _("Abandoned"),
    SLOW: _("Slow"),
}
WEEK, MONTH, YEAR = "week", "month", "year"
PERIODS = {WEEK: _("week"), MONTH: _("month"), YEAR: _("year")}
DAYS = {WEEK: 7, MONTH: 30, YEAR: 365}
SLOW_MILLISECONDS = 300  # a reader begins to notice


@dataclass(frozen=True, slots=True)
class Row:
    """A question in a period.

    `hours`: in how many different hours it was asked; `before`: the same in the period before;
    `total`: hits at the last time; `opened`: how often a hit was opened; `position`: which on the
    average; `slowest`: milliseconds.
    """

    text: str
    times: int
    hours: int
    before: int
    total: int
    opened: int
    position: float | None
    slowest: int

    @property
    def trend(self) -> int:
        return self.hours - self.before

    @property
    def fall(self) -> int:
        """By how many hours it fell."""
        return -self.trend


def listed(name: str, period: str, *, first: int = 0, limit: int = 50) -> list[Row]:
    """Return a part of a list; three queries whatever its length."""
    since, before = bounds(period)
    found = list(_grouped(name, since)[first : first + limit])
    texts = [row["text"] for row in found]
    totals = dict(
        Asked.objects.filter(pk__in=[row["last"] for row in found]).values_list("text", "total")
    )
    earlier = dict(
        Asked.objects.filter(hour__gte=before, hour__lt=since, text__in=texts)
        .values("text")
        .annotate(hours=Count("hour", distinct=True))
        .values_list("text", "hours")
    )
    return [
        Row(
            text=row["text"],
            times=row["times"],
            hours=row["hours"],
            before=earlier.get(row["text"], 0),
            total=totals[row["text"]],
            opened=row["opened"],
            position=row["place"],
            slowest=row["slowest"],
        )
        for row in found
    ]


def count(name: str, period: str) -> int:
    """Return how many questions a list has."""
    return _grouped(name, bounds(period)[0]).count()


def bounds(period: str) -> tuple[datetime, datetime]:
    """Return when a period that ends now begins, and when the one before it does."""
    length = timedelta(days=DAYS[period])
    since = timezone.now() - length
    return since, since - length


def summary(period: str) -> dict[str, int]:
    """Return how many questions were asked in a period, how many found nothing, and before it."""
    since, before = bounds(period)
    rows = Asked.objects.filter(hour__gte=since)
    return {
        "asked": rows.count(),
        "unanswered": rows.filter(total=0).count(),
        "opened": rows.exclude(position=None).count(),
        "before": Asked.objects.filter(hour__gte=before, hour__lt=since).count(),
    }


def of_week(limit: int) -> list[tuple[str, str, int]]:
    """Return (question, language, hours) of the last week, the most frequent first."""
    rows = (
        Asked.objects.filter(hour__gte=bounds(WEEK)[0])
        .exclude(text__contains=BLANK)
        .values("text", "language")
        .annotate(hours=Count("hour", distinct=True))
        .order_by("-hours", "text", "language")
    )
    return list(rows.values_list("text", "language", "hours")[:limit])


def _grouped(name: str, since: datetime) -> QuerySet:
    """Return the questions of a list, each with its figures, in the order of the list."""
    rows = (
        Asked.objects.filter(hour__gte=since)
        .values("text")
        .annotate(
            times=Count("pk"),
            hours=Count("hour", distinct=True),
            opened=Count("position"),
            place=Avg("position"),
            slowest=Coalesce(Max("milliseconds"), 0),
            last=Max("pk"),
        )
    )
    frequent: Sequence[str] = ("-hours", "-times", "text")
    if name == UNANSWERED:
        # By its last answer: what is found today no longer wants a synonym.
        empty = Asked.objects.filter(hour__gte=since, total=0)
        return rows.filter(last__in=empty.values("pk")).order_by(*frequent)
    if name == ABANDONED:
        full = Asked.objects.filter(hour__gte=since, total__gt=0)
        return rows.filter(last__in=full.values("pk"), opened=0).order_by(*frequent)
    if name == SLOW:
        return rows.filter(slowest__gte=SLOW_MILLISECONDS).order_by("-slowest", "text")
    return rows.order_by(*frequent)
