"""What must happen when rows change that pages or records depend on."""

from django.db.models.signals import post_save, pre_delete
from django.dispatch import receiver
from wagtail.signals import page_unpublished

from practices import refreshing
from practices.models import (
    FundingProgramme,
    Municipality,
    Oblast,
    Organisation,
    PracticePage,
    Prerequisite,
    Region,
    TargetGroup,
    Theme,
)
from practices.models.published import PracticeRecord
from practices.records import bring_in_line, withdraw
from practices.signals import page_saved, record_written


@receiver(page_saved, sender=PracticePage)
def write_record(page: PracticePage, **kwargs) -> None:
    """Publishing, editing and unpublishing all save the page; none gets past its record."""
    bring_in_line(page)


@receiver(page_unpublished, sender=PracticePage)
def close_record(instance: PracticePage, **kwargs) -> None:
    """Wagtail's scheduler unpublishes plain `Page` rows, so `PracticePage.save` never hears of it.

    A live page that is being deleted is announced so too; it has its tombstone from below.
    """
    if PracticePage.objects.filter(pk=instance.pk, live=False).exists():
        bring_in_line(instance)


@receiver(pre_delete, sender=PracticePage)
def withdraw_deleted_practice(instance: PracticePage, **kwargs) -> None:
    """Leave a tombstone; Django deletes inside a transaction, so both happen or neither."""
    withdraw(instance, instance.withdrawal_reason)


@receiver(record_written, sender=PracticeRecord)
def refresh_practices_it_inspired(record: PracticeRecord, **kwargs) -> None:
    """They name this one, with its title and address, while it is public."""
    if PracticePage.objects.filter(inspired_by=record.page_id, live=True).exists():
        refreshing.remember(PracticePage, record.page_id)


def refresh_records_later(sender, instance, created, raw=False, **kwargs) -> None:
    """Remember that records show an older form of this register row."""
    if not created and not raw:
        refreshing.remember(sender, instance.pk)


for register in (
    *(Theme, Prerequisite, TargetGroup, FundingProgramme),
    *(Municipality, Oblast, Region, Organisation),
):
    post_save.connect(refresh_records_later, sender=register)
