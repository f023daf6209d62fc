"""What follows from a publication, and what must stop one."""

from django.db.models.signals import pre_save
from django.dispatch import receiver

from practices.choices import RecordState
from practices.curation import readiness, transitions
from practices.models import PracticePage, PracticeRecord
from practices.signals import record_written


@receiver(pre_save, sender=PracticePage)
def refuse_incomplete_practice(
    instance: PracticePage, raw: bool = False, update_fields=None, **kwargs
) -> None:
    """The last door: whoever saves a live page, by whatever way, saves a complete one."""
    whole = update_fields is None or "live" in update_fields
    if instance.live and whole and not raw and (missing := readiness.missing_in(instance)):
        raise readiness.NotReadyError(instance, missing)


@receiver(record_written, sender=PracticeRecord)
def tell_who_proposed_it(record: PracticeRecord, **kwargs) -> None:
    """Mail the public address to whoever sent the proposal, in the publishing transaction."""
    if record.state == RecordState.LIVE and record.page_id:
        transitions.announce(record.page_id, record.document["url"])
