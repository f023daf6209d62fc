"""What the worker throws away for this room."""

from datetime import timedelta

from kb.jobs import job
from kb.protection import challenges, human


@job("protection.codes", every=timedelta(minutes=10))
def erase_expired_codes() -> int:
    """Delete challenges that nobody can answer any more."""
    return challenges.erase_expired()


@job("protection.help", every=timedelta(hours=6))
def erase_old_help_requests() -> int:
    """Delete requests for help whose time is over."""
    return human.erase_old()
