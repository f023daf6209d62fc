"""What the worker does for rounds of agreement."""

from datetime import timedelta

from kb.jobs import job
from practices.signoff import rounds


@job("signoff.close", every=timedelta(hours=12))
def close_overdue() -> int:
    """Close rounds whose last link has expired."""
    return rounds.close_overdue()


@job("signoff.erase", every=timedelta(hours=12))
def erase_personal() -> int:
    """Erase names, addresses and comments 180 days after a round was closed."""
    return rounds.erase_personal()
