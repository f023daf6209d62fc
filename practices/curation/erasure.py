"""Personal data goes when its time is up; the worker does it."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from practices.curation import transitions
from practices.curation.choices import OPEN_STATES
from practices.curation.choices import SubmissionState as State
from practices.curation.models import Submission
from practices.curation.tokens import CONFIRM_LIFE
from practices.doubles import choosing
from practices.personal import Fate


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
                _erase_whole(row)
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
            if row is not None:
                _erase_sender(row)
                erased += 1
    return erased


@transaction.atomic
def erase_person(mail: str) -> list[Fate]:
    """Erase one person, now: as sender of proposals, as the contact that others named in theirs.

    What nobody confirmed goes whole; what is open is withdrawn, as its sender could do. Nobody is
    mailed. Called again it finds nothing.
    """
    mine = Q(email__iexact=mail)
    rows = Submission.objects.filter(mine | Q(full__contact__email__iexact=mail))
    fates = []
    for row in rows.select_for_update().order_by("pk"):
        item = _("Proposal %(number)s “%(title)s”") % {"number": row.number, "title": row.title}
        if row.email.lower() != mail.lower():
            row.full["contact"] |= {"email": "", "phone": "", "fax": "", "consent": False}
            row.save(update_fields=["full"])
            gone = _("The telephone, fax and address of the contact.")
            fates.append(Fate(item, gone, _("The rest: somebody else sent it.")))
        elif row.state == State.UNCONFIRMED:
            _erase_whole(row)
            fates.append(Fate(item, _("All of it, with its files: nobody confirmed it.")))
        else:
            gone = _("The address, the name, the contact and the files.")
            if row.state in OPEN_STATES:
                row = transitions.withdraw(row).submission
                gone = _("The address, the name, the contact and the files; it is withdrawn.")
            _erase_sender(row)
            kept = _("The text and what was decided on it: they name nobody.")
            fates.append(Fate(item, gone, kept))
    return fates


def _erase_sender(row: Submission) -> None:
    _erase_files(row)
    row.email = row.innovator_name = ""
    if row.full:
        row.full |= {"contact": None, "innovator_name": ""}
    row.erased_at = timezone.now()
    row.save(update_fields=["email", "innovator_name", "full", "erased_at"])


def _erase_whole(row: Submission) -> None:
    _erase_files(row)
    choosing.forget(row.form_key)
    row.delete()


def _erase_files(submission: Submission) -> None:
    """Delete rows now and contents when the transaction is committed."""
    for row in submission.files.all():
        storage, name = row.file.storage, row.file.name
        row.delete()
        transaction.on_commit(lambda storage=storage, name=name: storage.delete(name))
