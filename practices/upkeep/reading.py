"""What the page of a practice says of its life. Reads only."""

from datetime import timedelta

from django.utils import timezone

from practices.ports import Standing as Shown
from practices.upkeep.choices import LifeState
from practices.upkeep.models import Standing

AGEING = timedelta(days=2 * 365)


def standing_of(pid: str) -> Shown | None:
    """Return what was said of a practice, None if nobody was asked or answered (1 query)."""
    row = Standing.objects.filter(pid=pid).only("state", "confirmed_on", "answered_at").first()
    if row is None or (row.state == LifeState.UNKNOWN and row.confirmed_on is None):
        return None
    said = timezone.localdate(row.answered_at) if row.answered_at else None
    return Shown(row.state, row.confirmed_on, said, _is_old(row))


def _is_old(row: Standing) -> bool:
    return row.confirmed_on is not None and timezone.localdate() - row.confirmed_on > AGEING
