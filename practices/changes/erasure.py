"""Personal data of proposed changes goes when its time is up, or when its person asks."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from practices.changes import deciding
from practices.changes.choices import ChangeState, Role
from practices.changes.models import ProposedChange
from practices.personal import Fate

UNSENT = timedelta(days=14)


def erase_due() -> int:
    """Erase addresses of changes decided long ago, and what was never sent; return how many."""
    unsent = ProposedChange.objects.filter(
        state=ChangeState.UNSENT, created_at__lt=timezone.now() - UNSENT
    )
    gone = unsent.count()
    unsent.delete()
    over = Q(erase_after__lt=timezone.localdate(), erased_at=None)
    return gone + ProposedChange.objects.filter(over).update(email="", erased_at=timezone.now())


@transaction.atomic
def erase_person(mail: str) -> list[Fate]:
    """Erase one person, now. What was never sent goes whole; what is open is withdrawn.

    Nobody is mailed. Words of a proposal that wait to be added stay in the queue: what becomes of
    the proposal, practices.curation says. Called again it finds nothing.
    """
    rows = ProposedChange.objects.filter(email__iexact=mail).select_related("page")
    fates = []
    for row in rows.order_by("pk"):
        item = _("Proposed change of “%(title)s”") % {"title": row.page.title}
        if row.state == ChangeState.UNSENT:
            row.delete()
            fates.append(Fate(item, _("All of it: it was never sent.")))
            continue
        gone = _("The address.")
        if row.is_open and row.role != Role.DOUBLE:
            row = deciding.withdraw(row).change
            gone = _("The address; it is withdrawn.")
        row.email, row.erased_at = "", timezone.now()
        row.save(update_fields=["email", "erased_at"])
        fates.append(Fate(item, gone, _("The text and what was decided on it: they name nobody.")))
    return fates
