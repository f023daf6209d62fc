"""What the worker does for the nominations."""

import logging
from datetime import timedelta

from kb.jobs import job
from practices.nominations import counting

logger = logging.getLogger(__name__)


@job("nominations.forget_givers", every=timedelta(days=1))
def forget_givers() -> int:
    """Erase who gave the nominations older than a year."""
    return counting.forget_givers()


@job("nominations.recount", every=timedelta(hours=6))
def recount() -> int:
    """Prove every counter against its rows; repair and report what somebody changed by hand."""
    found = counting.differences()
    for pid, kept, real in found:
        logger.warning("The counter of %s said %d for %d nominations", pid, kept, real)
        counting.repair(pid)
    return len(found)
