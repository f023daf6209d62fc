"""What follows for the calls when a practice is published or a proposal is sent: rows, at once."""

from django.dispatch import receiver

from practices.choices import RecordState
from practices.models import PracticeRecord
from practices.signals import proposal_published, proposal_sent, record_written
from search.wanted import matches, occasions


@receiver(record_written, sender=PracticeRecord)
def remember_publication(record: PracticeRecord, **kwargs) -> None:
    """Leave a row for the worker, in the publishing transaction."""
    if record.state == RecordState.LIVE:
        matches.note(record.pid)


@receiver(proposal_sent)
def tie_proposal(number: str, reference: str, **kwargs) -> None:
    """Somebody followed „Предложете я“ from a call and sent a proposal."""
    occasions.tie(number, reference)


@receiver(proposal_published)
def tie_practice(number: str, pid: str, **kwargs) -> None:
    """That proposal became a practice: whoever looks for it hears of it, whatever its words."""
    occasions.publish(number, pid)
