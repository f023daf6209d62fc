"""What the worker does for proposed changes."""

from datetime import timedelta

from kb.jobs import job
from practices.changes import erasure


@job("changes.erase", every=timedelta(hours=12))
def erase_personal_data() -> int:
    """Erase addresses of changes decided long ago, and what was kept but never sent."""
    return erasure.erase_due()
