"""Personal data goes when its time is up; the worker does it."""

from django.db import transaction
from django.utils import timezone

from practices.curation.choices import SubmissionState as State
from practices.curation.models import Submission
from practices.curation.tokens import CONFIRM_LIFE
from practices.doubles import choosing


def erase_unconfirmed() -> int:
    """Delete proposals that nobody confirmed in time, with their files; return how many.

    One transaction each: a killed worker leaves whole entries, never files without rows.
    """
    overdue = Submission.objects.filter(
        state=State.UNCONFIRMED, created_at__lt=timezone.now() - CONFIRM_LIFE
    )
    erased = 0
    for key in list(overdue.values_list("pk", flat=True)):
        with transaction.atomic():
            row = overdue.select_for_update().filter(pk=key).first()
            if row is not None:
                _erase_files(row)
                choosing.forget(row.form_key)
                row.delete()
                erased += 1
    return erased


def erase_personal_data() -> int:
    """Erase address, name and files of decided proposals whose time is up; return how many.

    The audit trail and the text remain: they say why, and name nobody.
    """
    overdue = Submission.objects.exclude(state=State.UNCONFIRMED).filter(
        erase_after__lt=timezone.localdate(), erased_at=None
    )
    erased = 0
    for key in list(overdue.values_list("pk", flat=True)):
        with transaction.atomic():
            row = overdue.select_for_update().filter(pk=key).first()
            if row is None:
                continue
            _erase_files(row)
            row.email = row.innovator_name = ""
            if row.full:
                row.full |= {"contact": None, "innovator_name": ""}
            row.erased_at = timezone.now()
            row.save(update_fields=["email", "innovator_name", "full", "erased_at"])
            erased += 1
    return erased


def _erase_files(submission: Submission) -> None:
    """Delete rows now and contents when the transaction is committed."""
    for row in submission.files.all():
        storage, name = row.file.storage, row.file.name
        row.delete()
        transaction.on_commit(lambda storage=storage, name=name: storage.delete(name))
