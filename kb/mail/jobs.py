"""What the worker does with mail."""

from datetime import timedelta

from kb.jobs import job
from kb.mail import sending


@job("mail.send", every=timedelta(seconds=3), lease=timedelta(minutes=5))
def send_queued_mail() -> int:
    """Send what is due."""
    return sending.send_due()


@job("mail.erase", every=timedelta(hours=12))
def erase_old_mail() -> int:
    """Delete what has been kept long enough."""
    return sending.erase_old()
