"""Every change of the state of a proposed change, one function each. Nothing else writes `state`.

Each takes the row's lock, is one transaction together with its audit line and its mail, and may be
called twice: the second call changes nothing and says so in its `Outcome`. `seen` is the version
that the editor read. The mistakes are those of practices.curation.steps.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from practices.changes import letters
from practices.changes.applying import apply
from practices.changes.choices import ChangeState as State
from practices.changes.choices import Role, Step
from practices.changes.merging import Wish, merge
from practices.changes.models import SOURCE, WHY, ChangeEvent, ProposedChange
from practices.changes.page_entry import entry_of
from practices.changes.tokens import Person
from practices.changes.wording import label_of
from practices.curation import publishing, readiness, transitions
from practices.curation.steps import (
    ReasonMissingError,
    StaleError,
    TransitionError,
    WrongStateError,
    name_of,
    reason_in,
)
from practices.curation.term import due_from
from practices.curation.transitions import KEEP_ACCEPTED, KEEP_CLOSED
from practices.curation.workdays import working_days_between
from practices.models import PracticePage

LOGGED = "changes.accept"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The change after the call, and whether this call is what changed it."""

    change: ProposedChange
    changed: bool


@transaction.atomic
def send(
    person: Person,
    wishes: Mapping[str, Wish],
    *,
    why: str,
    source: str = "",
    base_revision: int | None = None,
    form_key: str | None = None,
) -> Outcome:
    """Put what somebody wants changed into the editors' queue; the public text stays as it is.

    The same form (`form_key`) sent twice is one change. Effects: row with the changed fields, term
    begun, audit line; what this person had typed under a link that was over is forgotten.
    """
    values = {
        "page": person.page,
        "role": person.role,
        "email": person.email,
        "language": person.language,
        "submission": person.joined,
        "fields": {key: _stored(wish) for key, wish in wishes.items()},
        "base_revision": base_revision,
        "why": why[:WHY],
        "source": source[:SOURCE],
        "due_on": due_from(timezone.localdate()),
    }
    # Without a key nothing can be its twin; with one, two at the same moment are one row.
    if form_key is None:
        change, is_new = ProposedChange.objects.create(**values), True
    else:
        change, is_new = ProposedChange.objects.get_or_create(form_key=form_key, defaults=values)
    if not is_new:
        return Outcome(change, changed=False)
    ProposedChange.objects.filter(
        page=person.page, role=person.role, state=State.UNSENT, email__iexact=person.email
    ).delete()
    _note(change, Step.SEND)
    return Outcome(change, changed=True)


@transaction.atomic
def keep(person: Person, typed: dict[str, Any]) -> ProposedChange:
    """Keep what was typed under a link that is over; a mail brings its owner back to it.

    Effects: one unsent row for each person and page, mail "link".
    """
    rows = ProposedChange.objects.select_for_update()
    change = rows.filter(
        page=person.page, role=person.role, state=State.UNSENT, email__iexact=person.email
    ).first()
    change = change or ProposedChange(page=person.page, role=person.role, state=State.UNSENT)
    change.email, change.language, change.typed = person.email, person.language, typed
    change.created_at = timezone.now()
    change.save()
    letters.send_link(person, kept=True)
    return change


@transaction.atomic
def accept(
    change: ProposedChange,
    *,
    actor,
    keys: Collection[str],
    reason: str = "",
    seen: int | None = None,
    public: int | None = None,
) -> Outcome:
    """Publish the fields `keys` of it: waiting, asked → accepted. One revision, however many accept.

    `public` is the revision that was public on the editor's screen. Fields that are left out need
    a `reason`, which is mailed. Effects: a revision whose author is the proposer, published by
    practices.curation.publishing with `actor` as the second person (record, search and feeds follow
    from it), line in the page's history, audit line, mail "accepted".

    :raises TransitionError: not taken, and why: somebody was first, the public text or a draft of
        it moved, something is missing or too long, or `actor` proposed it.
    """
    change = _locked(change)
    if change.state == State.ACCEPTED:
        return Outcome(change, changed=False)
    _require(change, seen)
    page = _page_to_change(change, actor, public)
    merged = merge(change.wishes, entry_of(page))
    values = {k: v for k, v in (merged.clean | merged.both).items() if k in keys}
    left_out = [k for k in change.fields if k not in values and k not in merged.done]
    reason = reason.replace("\r\n", "\n").strip()
    if not values and left_out:
        raise ReasonMissingError(_("Choose at least one field, or refuse the change."))
    if left_out and not reason:
        raise ReasonMissingError(_("Say why the other fields stay as they are; it is mailed."))
    if values:
        _publish(page, values, author=_account(change), actor=actor)
    change.granted = [k for k in change.fields if k not in left_out]
    change.reason = reason
    _close(change, KEEP_ACCEPTED)
    names = [label_of(k) for k in change.granted]
    log(page, LOGGED, user=actor, data={"fields": names, "change": change.pk})
    letters.write(
        "accepted", change, fields=names, left_out=[label_of(k) for k in left_out], reason=reason
    )
    _move(change, State.ACCEPTED, Step.ACCEPT, actor=actor, text=reason)
    return Outcome(change, changed=True)


@transaction.atomic
def ask(change: ProposedChange, *, actor, question: str, seen: int | None = None) -> Outcome:
    """waiting, asked → asked. Effects: question kept, audit line, mail "question"."""
    question = reason_in(question)
    change = _locked(change)
    if change.state == State.ASKED and change.reason == question:
        return Outcome(change, changed=False)
    _require(change, seen)
    if not change.email:
        raise WrongStateError(_("Nobody can be asked: the address has been erased."))
    change.reason = question
    letters.write("question", change, question=question)
    _move(change, State.ASKED, Step.ASK, actor=actor, text=question)
    return Outcome(change, changed=True)


@transaction.atomic
def answer(change: ProposedChange, *, text: str) -> Outcome:
    """The proposer answers: asked → waiting. Effects: audit line with the answer; the term goes on."""
    text = reason_in(text)
    change = _locked(change)
    last = change.events.last()
    if change.state == State.WAITING and last.step == Step.ANSWER and last.text == text:
        return Outcome(change, changed=False)
    if change.state != State.ASKED:
        raise _wrong_state(change)
    asked = change.events.filter(step=Step.ASK).last()
    left = working_days_between(timezone.localdate(asked.at), change.due_on)
    change.due_on = due_from(timezone.localdate(), left)
    _move(change, State.WAITING, Step.ANSWER, text=text)
    return Outcome(change, changed=True)


@transaction.atomic
def refuse(change: ProposedChange, *, actor, reason: str, seen: int | None = None) -> Outcome:
    """waiting, asked → refused. The public text stays as it is.

    Effects: reason kept, audit line, mail "refused"; words of a proposal go back to the queue with
    it instead (practices.curation.transitions.part, whose mail says so).
    """
    reason = reason_in(reason)
    change = _locked(change)
    if change.state == State.REFUSED:
        return Outcome(change, changed=False)
    _require(change, seen)
    change.reason = reason
    _close(change, KEEP_CLOSED)
    if change.role == Role.DOUBLE and change.submission is not None:
        transitions.part(change.submission, actor=actor, reason=reason)
    else:
        letters.write("refused", change, reason=reason)
    _move(change, State.REFUSED, Step.REFUSE, actor=actor, text=reason)
    return Outcome(change, changed=True)


@transaction.atomic
def withdraw(change: ProposedChange) -> Outcome:
    """The proposer takes it back: waiting, asked → withdrawn. Effects: audit line. No mail."""
    change = _locked(change)
    if change.state == State.WITHDRAWN:
        return Outcome(change, changed=False)
    if not change.is_open:
        raise _wrong_state(change)
    _close(change, KEEP_CLOSED)
    _move(change, State.WITHDRAWN, Step.WITHDRAW)
    return Outcome(change, changed=True)


def _stored(wish: Wish) -> dict[str, Any]:
    return {"old": wish.old, "new": wish.new, "add": wish.add}


def _locked(change: ProposedChange) -> ProposedChange:
    return ProposedChange.objects.select_for_update().get(pk=change.pk)


def _page_to_change(change: ProposedChange, actor, public: int | None) -> PracticePage:
    """Return the page, locked, if the accepted fields and nothing else would go public with it."""
    page = PracticePage.objects.select_for_update().get(pk=change.page_id)
    if not page.live:
        raise WrongStateError(_("The practice is not public now, so nothing can be added to it."))
    if not page.permissions_for_user(actor).can_publish():
        raise PermissionDenied
    if public is not None and public != (page.live_revision_id or 0):
        raise StaleError(_("The public text changed after you opened this. Read it again below."))
    edit = publishing.pending_edit(page)
    if page.workflow_in_progress or (edit is not None and edit.changes):
        raise WrongStateError(
            _(
                "The page has an edit that is not published yet, and accepting would publish it "
                "too. Publish or undo that edit first."
            )
        )
    return page


def _publish(page: PracticePage, values: dict[str, Any], *, author, actor) -> None:
    """Make the revision of `author` and publish it in the name of `actor`."""
    draft = page.get_latest_revision_as_object()
    apply(draft, values)
    try:
        draft.save_revision(user=author, log_action=True)
        publishing.publish(page, actor=actor)
    except ValidationError as error:
        raise TransitionError(" ".join(error.messages)) from error
    except readiness.NotReadyError as error:
        raise TransitionError(str(error)) from error


def _account(change: ProposedChange):
    """Return the account behind the proposer's address: four eyes see who sits at both ends."""
    users = get_user_model().objects
    return users.filter(email__iexact=change.email).first() if change.email else None


def _require(change: ProposedChange, seen: int | None) -> None:
    if not change.is_open:
        raise _wrong_state(change)
    if seen is not None and seen != change.version:
        raise StaleError(_("Somebody worked on this change after you opened it."))


def _wrong_state(change: ProposedChange) -> WrongStateError:
    return WrongStateError(
        _("Nothing was done. State of the change now: %(state)s.")
        % {"state": change.get_state_display()}
    )


def _close(change: ProposedChange, keep_for) -> None:
    change.decided_at = timezone.now()
    change.erase_after = timezone.localdate() + keep_for


def _move(change: ProposedChange, state: str, step: str, *, actor=None, text: str = "") -> None:
    change.state = state
    change.version += 1
    change.save()
    _note(change, step, actor=actor, text=text)


def _note(change: ProposedChange, step: str, *, actor=None, text: str = "") -> None:
    ChangeEvent.objects.create(
        change=change,
        step=step,
        text=text,
        actor=actor,
        actor_name=name_of(actor) if actor else "",
    )
