"""What must happen when rows change that pages or records depend on."""

from django.db.models.signals import post_save, pre_delete
from django.dispatch import receiver

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
from practices.records import withdraw


@receiver(pre_delete, sender=PracticePage)
def withdraw_deleted_practice(instance: PracticePage, **kwargs) -> None:
    """Leave a tombstone; Django deletes inside a transaction, so both happen or neither."""
    withdraw(instance, instance.withdrawal_reason)


for register in (
    *(Theme, Prerequisite, TargetGroup, FundingProgramme),
    *(Municipality, Oblast, Region, Organisation),
):

    @receiver(post_save, sender=register, dispatch_uid=f"refresh-after-{register.__name__}")
    def refresh_records_later(sender, instance, created, raw=False, **kwargs) -> None:
        if not created and not raw:
            refreshing.remember(sender, instance.pk)
