"""What a page says of the life of a practice. Reads only."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.utils import timezone

from practices.ports import Standing as Shown
from practices.upkeep.choices import LifeState
from practices.upkeep.models import Standing

AGEING = timedelta(days=2 * 365)
_FIELDS = ("pid", "state", "confirmed_on", "answered_at", "changed_at")


def standings_of(pids: Collection[str]) -> dict[str, Shown]:
    """Return {pid: what was said of it}, without those nobody was asked about (1 query)."""
    rows = Standing.objects.filter(pid__in=pids).only(*_FIELDS)
    return {row.pid: _shown(row) for row in rows if _is_known(row)}


def changed_since(moment: datetime) -> list[str]:
    """Return the numbers of practices whose standing changed since then (1 query)."""
    return list(Standing.objects.filter(changed_at__gte=moment).values_list("pid", flat=True))


def _is_known(row: Standing) -> bool:
    return row.state != LifeState.UNKNOWN or row.confirmed_on is not None


def _shown(row: Standing) -> Shown:
    said = timezone.localdate(row.answered_at) if row.answered_at else None
    return Shown(row.state, row.confirmed_on, said, _is_old(row), _day(row, said))


def _day(row: Standing, said: date | None) -> date | None:
    """Return since when the state is known; an answer has the day it was given."""
    if row.state == LifeState.RUNNING:
        return row.confirmed_on
    if row.state == LifeState.SILENT:
        return timezone.localdate(row.changed_at) if row.changed_at else None
    return said


def _is_old(row: Standing) -> bool:
    return row.confirmed_on is not None and timezone.localdate() - row.confirmed_on > AGEING
