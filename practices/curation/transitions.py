"""Every change of a proposal's state, one function each. Nothing else writes `state`.

Each takes the row's lock, is one transaction together with its audit line and its mail, and may be
called twice: the second call changes nothing and says so in its `Outcome`. `actor` is the editor,
or None for the person who sent the proposal. Mistakes are exceptions of this module:

- `ReasonMissingError`: a step that goes against somebody needs a reason, which is mailed.
- `WrongStateError`: the step leads nowhere from here; it knows the entry as it is now.
- `StaleError`: the caller decided on an older version (`seen`) than the one there is now.

Mails that tell of an editor's decision wait ten minutes, in which it can be taken back
(practices.curation.recall).
"""

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from practices.curation import letters
from practices.curation.choices import OPEN_STATES, EntrySize, Step, SubmissionState
from practices.curation.drafting import make_draft
from practices.curation.models import Submission, SubmissionFile
from practices.curation.steps import (
    Outcome,
    ReasonMissingError,
    StaleError,
    TransitionError,
    WrongStateError,
    locked,
    move,
    note,
    reason_in,
    require,
)
from practices.curation.term import due_from
from practices.curation.tokens import CONFIRM_LIFE
from practices.curation.workdays import working_days_between
from practices.signals import proposal_confirmed, proposal_published, proposal_sent

__all__ = ["Outcome", "ReasonMissingError", "StaleError", "TransitionError", "WrongStateError"]

State = SubmissionState
KEEP_CLOSED = timedelta(days=180)  # personal data of what was refused, spam or withdrawn
KEEP_ACCEPTED = timedelta(days=730)  # the address of who can be asked about the practice


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
    note(submission, Step.SUBMIT, before="", actor=actor)
    letters.ask_to_confirm(submission)
    proposal_sent.send(sender=Submission, number=submission.number, reference=reference)
    return submission


@transaction.atomic
def confirm(submission: Submission, *, actor=None) -> Outcome:
    """The address is proved: unconfirmed → new. Effects: term begun, audit line, mail "received",
    signal `proposal_confirmed`.
    """
    submission = locked(submission)
    if submission.state != State.UNCONFIRMED:
        return Outcome(submission, changed=False)
    submission.confirmed_at = timezone.now()
    submission.due_on = due_from(timezone.localdate())
    submission.erase_after = None
    move(submission, State.NEW, Step.CONFIRM, actor=actor)
    letters.write("received", submission)
    proposal_confirmed.send(sender=Submission, number=submission.number)
    return Outcome(submission, changed=True)


@transaction.atomic
def accept(submission: Submission, *, actor, seen: int | None = None) -> Outcome:
    """new, needs_info → accepted. However many accept at once, there is one page.

    Effects: draft page with first revision under the Bulgarian shelf, its workflow started, audit
    line, mail "accepted".
    """
    submission = locked(submission)
    if submission.state == State.ACCEPTED:
        return Outcome(submission, changed=False)
    require(submission, OPEN_STATES, seen)
    page = make_draft(submission, owner=actor)
    submission.page = page
    _close(submission, KEEP_ACCEPTED)
    letter = letters.write_decision("accepted", submission)
    move(submission, State.ACCEPTED, Step.ACCEPT, actor=actor, letter=letter)
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
    question = reason_in(question)
    submission = locked(submission)
    if submission.state == State.NEEDS_INFO and submission.reason == question:
        return Outcome(submission, changed=False)
    require(submission, OPEN_STATES, seen)
    letter = letters.write_decision("needs_info", submission, question=question)
    move(submission, State.NEEDS_INFO, Step.ASK, text=question, actor=actor, letter=letter)
    return Outcome(submission, changed=True)


@transaction.atomic
def answer(
    submission: Submission, *, text: str, files: Iterable[SubmissionFile] = (), actor=None
) -> Outcome:
    """The sender answers: needs_info → new, and the term runs on from where the question stopped it.

    Effects: files added, answer kept in the audit line.
    """
    text = reason_in(text)
    submission = locked(submission)
    last = submission.events.last()
    if submission.state == State.NEW and last.step == Step.ANSWER and last.text == text:
        return Outcome(submission, changed=False)
    require(submission, (State.NEEDS_INFO,))
    for file in files:
        file.submission = submission
        file.save()
    _go_on_with_term(submission)
    move(submission, State.NEW, Step.ANSWER, text=text, actor=actor, keep_reason=True)
    return Outcome(submission, changed=True)


@transaction.atomic
def refuse(submission: Submission, *, actor, reason: str, seen: int | None = None) -> Outcome:
    """new, needs_info → refused. Effects: reason kept, audit line, mail "refused"."""
    reason = reason_in(reason)
    submission = locked(submission)
    if submission.state == State.REFUSED:
        return Outcome(submission, changed=False)
    require(submission, OPEN_STATES, seen)
    _close(submission, KEEP_CLOSED)
    letter = letters.write_decision("refused", submission, reason=reason)
    move(submission, State.REFUSED, Step.REFUSE, text=reason, actor=actor, letter=letter)
    return Outcome(submission, changed=True)


@transaction.atomic
def mark_spam(submission: Submission, *, actor, reason: str, seen: int | None = None) -> Outcome:
    """new, needs_info → spam. Effects: reason kept, audit line, mail "spam".

    The address was confirmed, so a person may be behind it: they are told, and can object.
    """
    reason = reason_in(reason)
    submission = locked(submission)
    if submission.state == State.SPAM:
        return Outcome(submission, changed=False)
    require(submission, OPEN_STATES, seen)
    _close(submission, KEEP_CLOSED)
    letter = letters.write_decision("spam", submission, reason=reason)
    move(submission, State.SPAM, Step.MARK_SPAM, text=reason, actor=actor, letter=letter)
    return Outcome(submission, changed=True)


@transaction.atomic
def release(submission: Submission, *, actor, reason: str, seen: int | None = None) -> Outcome:
    """It was no spam: spam → new. Effects: shelf left, audit line, mail "released"."""
    reason = reason_in(reason)
    submission = locked(submission)
    if submission.state == State.NEW:
        return Outcome(submission, changed=False)
    require(submission, (State.SPAM,), seen)
    submission.is_suspicious = False
    submission.decided_at = submission.erase_after = None
    submission.due_on = due_from(timezone.localdate())
    letter = letters.write_decision("released", submission)
    move(submission, State.NEW, Step.RELEASE, text=reason, actor=actor, letter=letter)
    return Outcome(submission, changed=True)


@transaction.atomic
def withdraw(submission: Submission, *, actor=None) -> Outcome:
    """Its sender takes it back: unconfirmed, new, needs_info → withdrawn.

    Effects: audit line; a question that has not left yet is not sent. The sender pressed the button
    and sees the answer; no mail repeats it.
    """
    submission = locked(submission)
    if submission.state == State.WITHDRAWN:
        return Outcome(submission, changed=False)
    require(submission, (State.UNCONFIRMED, *OPEN_STATES))
    letters.drop_waiting(submission)
    _close(submission, KEEP_CLOSED)
    move(submission, State.WITHDRAWN, Step.WITHDRAW, actor=actor)
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
    move(submission, State.ACCEPTED, Step.PUBLISH, actor=None)
    letters.write("published", submission, practice_link=letters.absolute(address))
    pid = submission.page.pid
    proposal_published.send(sender=Submission, number=submission.number, pid=pid)
    return Outcome(submission, changed=True)


@transaction.atomic
def join(
    submission: Submission, *, practice: str, address: str, actor=None, seen: int | None = None
) -> Outcome:
    """It is the same as a published practice: new, needs_info → joined.

    Its words wait as a proposed change of `practice` (title and number), public at `address` (a
    path); whoever made that calls this. Effects: audit line, mail "joined".
    """
    submission = locked(submission)
    if submission.state == State.JOINED:
        return Outcome(submission, changed=False)
    require(submission, OPEN_STATES, seen)
    _close(submission, KEEP_CLOSED)
    link = letters.absolute(address)
    letters.write("joined", submission, practice=practice, practice_link=link)
    move(submission, State.JOINED, Step.JOIN, text=practice, actor=actor)
    return Outcome(submission, changed=True)


@transaction.atomic
def part(submission: Submission, *, actor, reason: str) -> Outcome:
    """It is a practice of its own after all: joined → new, with a new term.

    `reason` says why its words were not added. Effects: audit line, mail "parted".
    """
    reason = reason_in(reason)
    submission = locked(submission)
    if submission.state == State.NEW:
        return Outcome(submission, changed=False)
    require(submission, (State.JOINED,))
    submission.decided_at = submission.erase_after = None
    submission.due_on = due_from(timezone.localdate())
    letters.write("parted", submission, reason=reason)
    move(submission, State.NEW, Step.PART, text=reason, actor=actor)
    return Outcome(submission, changed=True)


def _go_on_with_term(submission: Submission) -> None:
    asked = submission.events.filter(step=Step.ASK).last()
    if asked is not None and submission.due_on is not None:
        left = working_days_between(timezone.localdate(asked.at), submission.due_on)
        submission.due_on = due_from(timezone.localdate(), left)


def _close(submission: Submission, keep: timedelta) -> None:
    submission.decided_at = timezone.now()
    submission.erase_after = timezone.localdate() + keep
