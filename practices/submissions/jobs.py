"""What the worker does for unfinished forms."""

from datetime import timedelta

from kb.jobs import job
from practices.submissions import holding


@job("submissions.erase_held", every=timedelta(hours=6))
def erase_held_files() -> int:
    """Erase uploads of forms that were never finished."""
    return holding.erase_old()
