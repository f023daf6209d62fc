"""What the worker does for the practices."""

from datetime import timedelta

from kb.jobs import job
from practices import refreshing


@job("practices.refresh_records", every=timedelta(seconds=20))
def refresh_renamed() -> int:
    """Carry renamed themes, programmes and places into the public records."""
    return refreshing.carry_out()
