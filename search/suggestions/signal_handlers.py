"""What happens to the suggestions when a record or a register changes, in the same transaction."""

from django.db.models.signals import post_delete, post_save

from practices.models.published import PracticeRecord
from practices.models.register import Municipality, Oblast
from practices.models.taxonomy import FundingProgramme, Theme
from practices.signals import record_written

from . import sync, writing
from .models import Entry


def connect() -> None:
    """Listen to the practices and their registers. Called once, when the site starts."""
    record_written.connect(index_record, sender=PracticeRecord, dispatch_uid="suggestions.record")
    for register in sync.KINDS:
        post_save.connect(index_register, sender=register, dispatch_uid="suggestions.saved")
        post_delete.connect(forget_register, sender=register, dispatch_uid="suggestions.deleted")


def index_record(record: PracticeRecord, **_kwargs: object) -> None:
    """Bring a practice in line; its other languages too, for who meets which changes with it."""
    sync.index_practice(record.pid)


def index_register(sender: type, instance, raw: bool = False, **_kwargs: object) -> None:
    """Write the entry of a register row, and of the rows that name it beside their own name.

    What practices say of the row follows with their records (practices/refreshing.py).
    """
    if raw:
        return
    own = {sender: [instance.pk]}
    if sender is Oblast:
        own[Municipality] = list(instance.municipalities.values_list("pk", flat=True))
    elif sender is Theme:
        own[Theme] += instance.children.values_list("pk", flat=True)
    for register, numbers in own.items():
        rows = sync.register_rows(register, numbers)
        writing.write(rows)
        if register is sender and not any(row.key == _key(instance) for row in rows):
            _forget(instance)


def forget_register(instance, **_kwargs: object) -> None:
    """Delete the entry of a register row that is gone."""
    _forget(instance)


def _key(instance: Theme | Municipality | Oblast | FundingProgramme) -> str:
    return str(
        getattr(instance, "slug" if isinstance(instance, Theme | FundingProgramme) else "code")
    )


def _forget(instance) -> None:
    kind = sync.KINDS[type(instance)]
    held = Entry.objects.filter(kind=kind, key=_key(instance))
    writing.delete(held.values_list("pk", flat=True))


def prepare(**_kwargs: object) -> None:
    """After a migration of an empty site, write what the registers hold.

    Where there are records already, the check and the worker's job see that the index is missing.
    """
    if not PracticeRecord.objects.exists() and not sync.is_current():
        sync.begin()
