"""Joining a published practice to another, and taking them apart. Nothing is deleted.

Nominations stay with the number they were given to: nobody asked those people about the other one.
"""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Revision

from practices import records
from practices.doubles.models import Merge
from practices.models import PracticePage, PracticeRecord
from practices.pids import parse_pid


class MergeError(Exception):
    """The two cannot be joined; the message says why, and what to do."""


@transaction.atomic
def merge(page: PracticePage, into: str, *, actor, reason: str) -> Merge:
    """Join a public practice to the one numbered `into`, in every language.

    Effects: its addresses and its number lead there (301), its pages are unpublished, a row of
    history with the reason. Joined to the same one already: no effect.

    :raises MergeError: for no reason, no public practice with the number, or itself.
    """
    reason = " ".join(reason.split())[:300]
    target = parse_pid(into) or ""
    if not reason:
        raise MergeError(_("Write why they are one practice; it stays in the history."))
    if target == page.pid:
        raise MergeError(_("There is no other public practice with this number."))
    # Both of them, in one order: of two editors who join each to the other, the second finds the
    # practice that should stay unpublished.
    both = Q(translation_key=page.translation_key) | Q(pid=target)
    rows = PracticePage.objects.filter(both).order_by("pk").select_for_update()
    pages = [row for row in rows if row.translation_key == page.translation_key]
    if not PracticeRecord.objects.live().filter(pid=target).exists():
        raise MergeError(_("There is no other public practice with this number."))
    known = standing(page.pid)
    live = [twin for twin in pages if twin.live]
    if not live:
        if known and known.into == target:
            return known
        raise MergeError(_("Only a public practice can be joined to another."))
    # Somebody published it again in the ordinary way: that took the two apart.
    Merge.objects.filter(pid=page.pid, undone_at=None).update(undone_at=timezone.now())
    row = Merge.objects.create(
        pid=page.pid,
        into=target,
        reason=reason,
        was_live=[{"page": twin.pk, "revision": twin.live_revision_id} for twin in live],
        actor=actor,
        actor_name=_name(actor),
    )
    for twin in live:
        records.move(twin.pid, twin.locale.language_code, target, reason)
        twin.unpublish(user=actor)
    return row


@transaction.atomic
def take_apart(row: Merge, *, actor) -> bool:
    """Make public again what was public before a merge, word for word; return whether it did.

    Effects: pages live, records written, addresses and number answer for themselves. Twice: no
    effect. Drafts written meanwhile stay drafts.
    """
    row = Merge.objects.select_for_update().get(pk=row.pk)
    if row.undone_at:
        return False
    for was in row.was_live:
        page = PracticePage.objects.filter(pk=was["page"]).first()
        if page is None or page.live:
            continue
        revision = Revision.objects.filter(pk=was["revision"]).first()
        if revision is not None:
            revision.publish(user=actor)
        else:
            page.live = True
            page.save()
    row.undone_by, row.undone_at = _name(actor), timezone.now()
    row.save(update_fields=["undone_by", "undone_at"])
    return True


def standing(pid: str) -> Merge | None:
    """Return the merge of a practice that nobody has taken apart."""
    return Merge.objects.filter(pid=pid, undone_at=None).first()


def history(pid: str) -> list[Merge]:
    """Return every merge of a practice and into it, the latest first."""
    return list(Merge.objects.filter(pid=pid) | Merge.objects.filter(into=pid))


def _name(actor) -> str:
    return (actor.get_full_name() or actor.get_username())[:150]
