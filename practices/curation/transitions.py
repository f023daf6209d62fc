"""Every change of a proposal's state, one function each. Nothing else writes `state`.

Each takes the row's lock, is one transaction together with its audit line and its mail, and may be
called twice: the second call changes nothing and says so in its `Outcome`. `actor` is the editor,
or None for the person who sent the proposal. Mistakes are exceptions of this module:

- `ReasonMissingError`: a step that goes against somebody needs a reason, which is mailed.
- `WrongStateError`: the step leads nowhere from here; it knows the entry as it is now.
- `StaleError`: the caller decided on an older version (`seen`) than the one there is now.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from practices.curation import letters
from practices.curation.choices import OPEN_STATES, EntrySize, Step, SubmissionState
from practices.curation.drafting import make_draft
from practices.curation.models import Submission, SubmissionEvent, SubmissionFile
from practices.curation.tokens import CONFIRM_LIFE
from practices.signals import proposal_published, proposal_sent

State = SubmissionState
KEEP_CLOSED = timedelta(days=180)  # personal data of what was refused, spam or withdrawn
KEEP_ACCEPTED = timedelta(days=730)  # the address of who can be asked about the practice


@dataclass(frozen=True, slots=True)
class Outcome:
    """The entry after the call, and whether this call is what changed it."""

    submission: Submission
    changed: bool


class TransitionError(Exception):
    """A step that was not taken; `submission` is the entry as it is now."""

    def __init__(self, message: str, submission: Submission | None = None) -> None:
        super().__init__(message)
        self.submission = submission


class ReasonMissingError(TransitionError):
    pass


class WrongStateError(TransitionError):
    pass


class StaleError(TransitionError):
    pass


@transaction.atomic
def submit(
    *,
    values: dict,
    municipalities: Iterable,
    files: Iterable[SubmissionFile] = (),
    reference: str = "",
    size: str = EntrySize.SHORT,
    full: dict | None = None,
    actor=None,
) -> Submission:
    """Store a proposal that nobody has confirmed yet and return it.

    `values` are column values of Submission; `files` unsaved rows whose content is in the private
    storage already; `reference` names what it is sent for; `full` is the entry (practices.entry) of
    a proposal whose `size` is full. Effects: entry (unconfirmed), files,
    audit line, mail "confirm", signal `proposal_sent`.
    """
    submission = Submission(**values, size=size, full=full or {}, state=State.UNCONFIRMED)
    submission.is_suspicious = bool(submission.suspicion)
    submission.erase_after = timezone.localdate() + CONFIRM_LIFE
    submission.save(force_insert=True)
    submission.municipalities.set(municipalities)
    for file in files:
        file.submission = submission
        file.save()
    _note(submission, Step.SUBMIT, before="", actor=actor)
    letters.ask_to_confirm(submission)
    proposal_sent.send(sender=Submission, number=submission.number, reference=reference)
    return submission


@transaction.atomic
def confirm(submission: Submission, *, actor=None) -> Outcome:
    """The address is proved: unconfirmed → new. Effects: audit line, mail "received"."""
    submission = _locked(submission)
    if submission.state != State.UNCONFIRMED:
        return Outcome(submission, changed=False)
    submission.confirmed_at = timezone.now()
    submission.erase_after = None
    _move(submission, State.NEW, Step.CONFIRM, actor=actor)
    letters.write("received", submission)
    return Outcome(submission, changed=True)


@transaction.atomic
def accept(submission: Submission, *, actor, seen: int | None = None) -> Outcome:
    """new, needs_info → accepted. However many accept at once, there is one page.

    Effects: draft page with first revision under the Bulgarian shelf, its workflow started, audit
    line, mail "accepted".
    """
    submission = _locked(submission)
    if submission.state == State.ACCEPTED:
        return Outcome(submission, changed=False)
    _require(submission, OPEN_STATES, seen)
    page = make_draft(submission, owner=actor)
    submission.page = page
    _close(submission, KEEP_ACCEPTED)
    _move(submission, State.ACCEPTED, Step.ACCEPT, actor=actor)
    letters.write("accepted", submission)
    workflow = page.get_workflow()
    # A workflow without an active step would publish at once.
    if workflow and workflow.tasks.filter(active=True).exists():
        workflow.start(page, actor)
    return Outcome(submission, changed=True)


@transaction.atomic
def ask_for_more(
    submission: Submission, *, actor, question: str, seen: int | None = None
) -> Outcome:
    """new, needs_info → needs_info. Effects: question kept, audit line, mail "needs_info"."""
    question = _reason(question)
    submission = _locked(submission)
    if submission.state == State.NEEDS_INFO and submission.reason == question:
        return Outcome(submission, changed=False)
    _require(submission, OPEN_STATES, seen)
    _move(submission, State.NEEDS_INFO, Step.ASK, text=question, actor=actor)
    letters.write("needs_info", submission, question=question)
    return Outcome(submission, changed=True)


@transaction.atomic
def answer(
    submission: Submission, *, text: str, files: Iterable[SubmissionFile] = (), actor=None
) -> Outcome:
    """The sender answers: needs_info → new. Effects: files added, answer kept in the audit line."""
    text = _reason(text)
    submission = _locked(submission)
    last = submission.events.last()
    if submission.state == State.NEW and last.step == Step.ANSWER and last.text == text:
        return Outcome(submission, changed=False)
    _require(submission, (State.NEEDS_INFO,))
    for file in files:
        file.submission = submission
        file.save()
    _move(submission, State.NEW, Step.ANSWER, text=text, actor=actor, keep_reason=True)
    return Outcome(submission, changed=True)


@transaction.atomic
def refuse(submission: Submission, *, actor, reason: str, seen: int | None = None) -> Outcome:
    """new, needs_info → refused. Effects: reason kept, audit line, mail "refused"."""
    reason = _reason(reason)
    submission = _locked(submission)
    if submission.state == State.REFUSED:
        return Outcome(submission, changed=False)
    _require(submission, OPEN_STATES, seen)
    _close(submission, KEEP_CLOSED)
    _move(submission, State.REFUSED, Step.REFUSE, text=reason, actor=actor)
    letters.write("refused", submission, reason=reason)
    return Outcome(submission, changed=True)


@transaction.atomic
def mark_spam(submission: Submission, *, actor, reason: str, seen: int | None = None) -> Outcome:
    """new, needs_info → spam. Effects: reason kept, audit line, mail "spam".

    The address was confirmed, so a person may be behind it: they are told, and can object.
    """
    reason = _reason(reason)
    submission = _locked(submission)
    if submission.state == State.SPAM:
        return Outcome(submission, changed=False)
    _require(submission, OPEN_STATES, seen)
    _close(submission, KEEP_CLOSED)
    _move(submission, State.SPAM, Step.MARK_SPAM, text=reason, actor=actor)
    letters.write("spam", submission, reason=reason)
    return Outcome(submission, changed=True)


@transaction.atomic
def release(submission: Submission, *, actor, reason: str, seen: int | None = None) -> Outcome:
    """It was no spam: spam → new. Effects: shelf left, audit line, mail "released"."""
    reason = _reason(reason)
    submission = _locked(submission)
    if submission.state == State.NEW:
        return Outcome(submission, changed=False)
    _require(submission, (State.SPAM,), seen)
    submission.is_suspicious = False
    submission.decided_at = submission.erase_after = None
    _move(submission, State.NEW, Step.RELEASE, text=reason, actor=actor)
    letters.write("released", submission)
    return Outcome(submission, changed=True)


@transaction.atomic
def withdraw(submission: Submission, *, actor=None) -> Outcome:
    """Its sender takes it back: unconfirmed, new, needs_info → withdrawn. Effects: audit line.

    The sender pressed the button and sees the answer; no mail repeats it.
    """
    submission = _locked(submission)
    if submission.state == State.WITHDRAWN:
        return Outcome(submission, changed=False)
    _require(submission, (State.UNCONFIRMED, *OPEN_STATES))
    _close(submission, KEEP_CLOSED)
    _move(submission, State.WITHDRAWN, Step.WITHDRAW, actor=actor)
    return Outcome(submission, changed=True)


@transaction.atomic
def announce(page_id: int, address: str) -> Outcome | None:
    """The page of an accepted proposal is public for the first time. None if it has no proposal.

    Effects: time of publication, audit line, mail "published" with `address` (a path), signal
    `proposal_published`. Once.
    """
    rows = Submission.objects.select_for_update()
    submission = rows.filter(page_id=page_id, state=State.ACCEPTED).first()
    if submission is None:
        return None
    if submission.published_at:
        return Outcome(submission, changed=False)
    submission.published_at = timezone.now()
    _move(submission, State.ACCEPTED, Step.PUBLISH, actor=None)
    letters.write("published", submission, practice_link=letters.absolute(address))
    pid = submission.page.pid
    proposal_published.send(sender=Submission, number=submission.number, pid=pid)
    return Outcome(submission, changed=True)


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


def _locked(submission: Submission) -> Submission:
    return Submission.objects.select_for_update().get(pk=submission.pk)


def _reason(text: str) -> str:
    text = text.replace("\r\n", "\n").strip()
    if not text:
        raise ReasonMissingError(_("Write a reason; it is mailed to the person who sent this."))
    return text


def _require(submission: Submission, states: Iterable[str], seen: int | None = None) -> None:
    """Raise unless the step may be taken from here, by someone who saw the entry as it is."""
    if submission.state not in states:
        raise WrongStateError(
            _("Nothing was changed. State of the proposal now: %(state)s.")
            % {"state": submission.get_state_display()},
            submission,
        )
    if seen is not None and seen != submission.version:
        raise StaleError(
            _("Nothing was changed: somebody worked on this proposal after you opened it."),
            submission,
        )


def _close(submission: Submission, keep: timedelta) -> None:
    submission.decided_at = timezone.now()
    submission.erase_after = timezone.localdate() + keep


def _move(
    submission: Submission, state: str, step: str, *, actor, text: str = "", keep_reason=False
) -> None:
    before = submission.state
    submission.state = state
    submission.version += 1
    if not keep_reason:
        submission.reason = text
    submission.save()
    _note(submission, step, before=before, actor=actor, text=text)


def _note(submission: Submission, step: str, *, before: str, actor, text: str = "") -> None:
    SubmissionEvent.objects.create(
        submission=submission,
        step=step,
        before=before,
        after=submission.state,
        text=text,
        actor=actor,
        actor_name=(actor.get_full_name() or actor.get_username())[:150] if actor else "",
    )


def _erase_files(submission: Submission) -> None:
    """Delete rows now and contents when the transaction is committed."""
    for row in submission.files.all():
        storage, name = row.file.storage, row.file.name
        row.delete()
        transaction.on_commit(lambda storage=storage, name=name: storage.delete(name))
