"""The step to the public by hand of an editor: complete, seen by two people, recorded.

Four eyes: who publishes is never the last author of the text. Two ways round it, both recorded: an
edit of a public practice that is small (later_edits.py), and an exception with a reason.
"""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Revision

from practices.curation import readiness
from practices.curation.later_edits import Edit, edit_of
from practices.curation.models import EditorReview, Override, Submission
from practices.curation.steps import TransitionError, name_of
from practices.models import PracticePage

SMALL_CHANGE, OVERRIDE, HIDE, RETURN = (
    *("curation.small_change", "curation.override", "curation.hide"),
    "curation.return",
)


class FourEyesError(TransitionError):
    """Whoever wrote last may not publish without saying why."""


def last_author(page: PracticePage) -> int | None:
    """Return the key of whoever last changed the words, None if no editor did.

    A form that is sent makes a revision even where nobody changed a word: such a one has no author
    of its own. The first revision of a draft made from a proposal is the sender's text.
    """
    revision = page.latest_revision
    if revision is None:
        return None
    while (before := _before(revision)) and not edit_of(
        before.as_object(), revision.as_object()
    ).changes:
        revision = before
    if before is None and Submission.objects.filter(page=page.pk).exists():
        return None
    return revision.user_id


def _before(revision: Revision) -> Revision | None:
    """Return the revision before this one, None for the first of its page."""
    earlier = Revision.objects.filter(
        base_content_type=revision.base_content_type,
        object_id=revision.object_id,
        pk__lt=revision.pk,
    )
    return earlier.order_by("-pk").first()


def pending_edit(page: PracticePage) -> Edit | None:
    """Return what the latest revision changes of a public practice; None if it is not public."""
    live = PracticePage.objects.get(pk=page.pk)
    return edit_of(live, live.get_latest_revision_as_object()) if live.live else None


def may_publish(page: PracticePage, user) -> bool:
    """Return whether `user` may publish the latest revision without a recorded exception."""
    if last_author(page) != user.pk:
        return True
    edit = pending_edit(page)
    if edit is not None and edit.is_small:
        return True
    return Override.objects.filter(page=page.pk, revision=page.latest_revision_id).exists()


def note_small_change(page: PracticePage, user) -> None:
    """Write the log line of a small change that goes live without a second look, if it is one."""
    edit = pending_edit(page)
    if edit is not None and edit.is_small and edit.changes and last_author(page) == user.pk:
        log(page, SMALL_CHANGE, user=user, revision=page.latest_revision)


@transaction.atomic
def publish(page: PracticePage, *, actor, reason: str = "") -> None:
    """Publish the latest revision. Effects: those of publication; workflow finished; log line.

    `reason` is why the last author publishes alone; it is recorded and never edited.

    :raises NotReadyError: a starred field is empty.
    :raises FourEyesError: `actor` wrote last, the change is not small, and there is no reason.
    """
    page = PracticePage.objects.select_for_update().get(pk=page.pk)
    draft = page.get_latest_revision_as_object()
    if missing := readiness.missing_in(draft):
        raise readiness.NotReadyError(draft, missing)
    if not may_publish(page, actor):
        record_override(page, actor=actor, reason=reason)
    note_small_change(page, actor)
    task, state = page.current_workflow_task, page.current_workflow_task_state
    if isinstance(task, EditorReview) and state is not None:
        state.approve(user=actor)
    else:
        page.latest_revision.publish(user=actor)


def record_override(page: PracticePage, *, actor, reason: str) -> Override:
    """Record why the last author publishes alone; raise FourEyesError without a reason."""
    reason = reason.strip()
    if not reason:
        raise FourEyesError(
            _("You wrote this text last. A colleague publishes it, or you say why you do it alone.")
        )
    log(page, OVERRIDE, user=actor, revision=page.latest_revision, data={"reason": reason})
    return Override.objects.create(
        page=page,
        revision=page.latest_revision_id,
        actor=actor,
        actor_name=name_of(actor),
        reason=reason[:3000],
    )


@transaction.atomic
def give_back(page: PracticePage, *, actor, reason: str) -> None:
    """Send a draft back to who works on it. Effects: review ended, log line with the reason."""
    reason = _reason(reason, _("Write what is to be mended."))
    state = page.current_workflow_task_state
    if state is not None:
        state.reject(user=actor, comment=reason)
    log(page, RETURN, user=actor, data={"reason": reason})


@transaction.atomic
def hide(page: PracticePage, *, actor, reason: str) -> bool:
    """Take a public practice down at once, in every language; return whether it was public.

    Effects: records withdrawn with the public `reason` (the addresses answer 410 and say it),
    pages unpublished, log lines. Publishing it again undoes it.
    """
    reason = _reason(reason, _("Write the reason; everybody will read it at the old address."))
    hidden = False
    shown = Q(live=True) | Q(expired=True)  # what is archived can be read too
    for twin in PracticePage.objects.filter(shown, translation_key=page.translation_key):
        PracticePage.objects.filter(pk=twin.pk).update(
            withdrawal_reason=reason[:300], expired=False
        )
        twin.refresh_from_db()
        if twin.live:
            twin.unpublish(user=actor)
        else:
            twin.save()
        log(twin, HIDE, user=actor, data={"reason": reason, "at": timezone.now().isoformat()})
        hidden = True
    return hidden


def _reason(text: str, demand: str) -> str:
    text = text.strip()
    if not text:
        raise TransitionError(demand)
    return text
