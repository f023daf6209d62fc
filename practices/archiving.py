"""Into the archive and back, by hand of an editor, at once or on a day. Nothing is deleted.

A page that is not live and expired is archived (records.bring_in_line), so Wagtail's own schedule
(„Изтича на“) leads there too. The reason is the page's `withdrawal_reason`.
"""

from datetime import date, datetime, time

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from practices.models import PracticePage

ARCHIVE, SCHEDULE, RESTORE = "practices.archive", "practices.schedule", "practices.restore"
REASON = 300


class ArchiveError(Exception):
    """It cannot be archived so; the message says what to do."""


@transaction.atomic
def archive(page: PracticePage, *, actor, reason: str, on: date | None = None) -> bool:
    """Archive a public practice in all its languages, now or at the beginning of the day `on`.

    Effects now: records archived with the public reason, pages unpublished, log lines. Effects of a
    later day: the pages' expiry, in the drafts too, so that publishing them keeps it; log lines.
    Returns whether anything changed; twice is once.

    :raises ArchiveError: without a reason, or for a day that has come.
    """
    reason = " ".join(reason.split())[:REASON]
    if not reason:
        raise ArchiveError(_("Write the reason; everybody will read it on the page."))
    if on is not None and on <= timezone.localdate():
        raise ArchiveError(_("Choose a day that is still to come, or leave it empty for today."))
    expiry = timezone.make_aware(datetime.combine(on, time.min)) if on else None
    changed = False
    for twin in _twins(page).filter(live=True):
        if expiry and (twin.expire_at, twin.withdrawal_reason) == (expiry, reason):
            continue
        _keep(twin, expire_at=expiry, withdrawal_reason=reason)
        if expiry is None:
            twin.unpublish(user=actor, set_expired=True)
        data = {"reason": reason, "on": on.isoformat() if on else ""}
        log(twin, SCHEDULE if on else ARCHIVE, user=actor, data=data)
        changed = True
    return changed


@transaction.atomic
def restore(page: PracticePage, *, actor) -> bool:
    """Make archived pages public again, word for word, and call off a day that was set.

    Effects: pages live, records written, no expiry, no reason, log lines. Drafts stay drafts.
    Returns whether anything changed; twice is once.
    """
    changed = False
    for twin in _twins(page):
        was_archived = twin.expired and not twin.live
        if not was_archived and twin.expire_at is None:
            continue
        _keep(twin, expire_at=None, withdrawal_reason="")
        if was_archived:
            twin.live, twin.expired = True, False
            twin.save()
        log(twin, RESTORE, user=actor)
        changed = True
    return changed


def _twins(page: PracticePage):
    """Return the page and its translations, locked in one order."""
    rows = PracticePage.objects.filter(translation_key=page.translation_key)
    return rows.select_related("locale").order_by("pk").select_for_update(of=("self",))


def _keep(page: PracticePage, **values) -> None:
    """Set fields that are no words of the text on a page and in the drafts it may publish next."""
    for name, value in values.items():
        setattr(page, name, value)
    PracticePage.objects.filter(pk=page.pk).update(**values)
    kept = {k: v.isoformat() if isinstance(v, datetime) else v for k, v in values.items()}
    wanted = {page.latest_revision_id, page.live_revision_id} - {None}
    planned = Q(approved_go_live_at__isnull=False)  # a newer draft may lie over it
    for revision in page.revisions.filter(Q(pk__in=wanted) | planned):
        revision.content |= kept
        revision.save(update_fields=["content"])
