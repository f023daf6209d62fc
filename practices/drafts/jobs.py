"""What the worker does for drafts."""

from datetime import timedelta

from kb.jobs import job
from practices.drafts import saving


@job("drafts.warn", every=timedelta(hours=12))
def warn_owners() -> int:
    """Write to the owners of drafts that are erased within two weeks."""
    return saving.warn_owners()


@job("drafts.erase", every=timedelta(hours=12))
def erase_overdue() -> int:
    """Erase drafts that nobody changed for 90 days, and sent ones after two weeks."""
    return saving.erase_overdue()
