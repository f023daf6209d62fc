"""Sending what is queued: tried again when it fails, never by two workers at once.

A row is claimed by one conditional UPDATE that moves its `scheduled_time` ahead; who changed the
row sends it. A worker killed between the mail server's yes and our note of it leaves a row that is
sent again after the claim is over: nobody can know whether it went. It has the same Message-ID
then, by which mail programs show it once.
"""

import logging
from datetime import timedelta

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from post_office.connections import connections
from post_office.models import STATUS, Email
from post_office.utils import cleanup_expired_mails

logger = logging.getLogger(__name__)

BATCH = 50
CLAIM = timedelta(minutes=10)  # far above any mail server's time-out
FIRST_RETRY = timedelta(minutes=1)
LAST_RETRY = timedelta(hours=6)
TRIES = 10  # the last one comes about a day after the first
WAITING = (STATUS.queued, STATUS.requeued)


def send_due() -> int:
    """Send the queued mails that are due, oldest first; return how many went out."""
    sent = 0
    due = _due().order_by("-priority", "created").values_list("pk", flat=True)[:BATCH]
    try:
        for key in list(due):
            if _claim(key):
                sent += _send(Email.objects.get(pk=key))
    finally:
        connections.close()
    return sent


def erase_old() -> int:
    """Delete mails older than ``settings.MAIL_RETENTION_DAYS``, with their attachments."""
    limit = timezone.now() - timedelta(days=settings.MAIL_RETENTION_DAYS)
    erased, _attachments = cleanup_expired_mails(limit)
    return erased


def _due():
    now = timezone.now()
    return Email.objects.filter(
        Q(scheduled_time__isnull=True) | Q(scheduled_time__lte=now), status__in=WAITING
    )


def _claim(key: int) -> bool:
    """Take one mail for this worker; False if another one was quicker."""
    return _due().filter(pk=key).update(scheduled_time=timezone.now() + CLAIM) == 1


def _send(email: Email) -> bool:
    """Hand one claimed mail to the mail server and note the outcome."""
    if email.expires_at and email.expires_at <= timezone.now():
        Email.objects.filter(pk=email.pk).update(status=STATUS.failed)
        return False
    try:
        email.dispatch(log_level=0, disconnect_after_delivery=False, commit=False)
    except Exception as error:  # noqa: BLE001  backends raise what they like; noted and tried again
        _put_back(email, error)
        return False
    Email.objects.filter(pk=email.pk).update(status=STATUS.sent, last_updated=timezone.now())
    return True


def _put_back(email: Email, error: Exception) -> None:
    """Plan the next try, or give up after the last. The log names no address and no content."""
    tries = (email.number_of_retries or 0) + 1
    if tries >= TRIES:
        outcome = {"status": STATUS.failed, "number_of_retries": tries}
        logger.error("mail %s given up after %s tries: %s", email.pk, tries, type(error).__name__)
    else:
        pause = min(FIRST_RETRY * 4 ** (tries - 1), LAST_RETRY)
        outcome = {
            "status": STATUS.requeued,
            "number_of_retries": tries,
            "scheduled_time": timezone.now() + pause,
        }
        logger.warning("mail %s not sent (%s), again in %s", email.pk, type(error).__name__, pause)
    # A connection that failed once is not used for the next mail.
    connections.close()
    Email.objects.filter(pk=email.pk).update(last_updated=timezone.now(), **outcome)
