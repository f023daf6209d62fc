"""Every change of a call's state, one function each. Nothing else writes `state`.

Each takes the row's lock, is one transaction together with its audit line and its mails, and may be
called twice: the second call changes nothing and says so in its `Outcome`. `actor` is the editor,
or None for the author. Mistakes are exceptions of this module:

- `ReasonMissingError`: a step that goes against somebody needs a reason, which is mailed.
- `WrongStateError`: the step leads nowhere from here; it knows the call as it is now.
- `StaleError`: the caller decided on an older version (`seen`) than the one there is now.
- `NotPublicError`: an answer is a practice that everybody can read.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from practices.models import PracticeRecord
from search.wanted import letters
from search.wanted.choices import OWN_STATES, CallState, Step
from search.wanted.models import Answer, Call, CallEvent, Match, Seeker, new_number

State = CallState
KEEP = timedelta(days=183)  # addresses of a call that has ended; the consent text says 6 months
OPEN_LIFE = timedelta(days=2 * 365)  # nobody waits longer for a mail they no longer expect
WORDING = ("title", "text", "words", "theme")


@dataclass(frozen=True, slots=True)
class Outcome:
    """The call after the step, and whether this step is what changed it."""

    call: Call
    changed: bool


class TransitionError(Exception):
    """A step that was not taken; `call` is the call as it is now."""

    def __init__(self, message: str, call: Call | None = None) -> None:
        super().__init__(message)
        self.call = call


class ReasonMissingError(TransitionError):
    pass


class WrongStateError(TransitionError):
    pass


class StaleError(TransitionError):
    pass


class NotPublicError(TransitionError):
    pass


@transaction.atomic
def submit(*, values: dict, author: dict, municipalities: Iterable = ()) -> Call:
    """Store a call that nobody has confirmed yet and return it.

    `values` are columns of Call, `author` those of its first Seeker. Effects: call (unconfirmed),
    author, the wording as typed, audit line, mail "confirm".
    """
    call = Call(**values, number=_free_number(), state=State.UNCONFIRMED)
    call.typed_title, call.typed_text = call.title, call.text
    call.words = call.words or call.asked or call.title
    call.is_suspicious = bool(call.suspicion)
    call.save(force_insert=True)
    call.municipalities.set(municipalities)
    seeker = Seeker.objects.create(call=call, is_author=True, **author)
    _note(call, Step.SUBMIT, before="", actor=None)
    letters.ask_to_confirm(seeker)
    return call


@transaction.atomic
def confirm(call: Call) -> Outcome:
    """The address is proved: unconfirmed → waiting. Effects: audit line, mail "received"."""
    call = _locked(call)
    if call.state != State.UNCONFIRMED:
        return Outcome(call, changed=False)
    call.confirmed_at = timezone.now()
    call.seekers.filter(is_author=True).update(confirmed_at=call.confirmed_at)
    _move(call, State.WAITING, Step.CONFIRM, actor=None)
    letters.write_to_author("received", call)
    return Outcome(call, changed=True)


@transaction.atomic
def reword(
    call: Call, *, actor, wording: dict, municipalities: Iterable, seen: int | None = None
) -> Outcome:
    """Edit what is or will be public; the state stays. Effects: wording, audit line; no mail.

    `wording` has WORDING; what the author typed is kept beside it. The audit line does not repeat
    the old text: it may be what had to go.
    """
    call = _locked(call)
    places = sorted(place.pk for place in municipalities)
    same = {name: getattr(call, name) for name in WORDING} == wording
    if same and places == sorted(call.municipalities.values_list("pk", flat=True)):
        return Outcome(call, changed=False)
    _require(call, (State.WAITING, State.OPEN, State.ANSWERED, State.CLOSED), seen)
    for name in WORDING:
        setattr(call, name, wording[name])
    call.municipalities.set(places)
    _move(call, call.state, Step.REWORD, actor=actor, keep_reason=True)
    return Outcome(call, changed=True)


@transaction.atomic
def approve(call: Call, *, actor, seen: int | None = None) -> Outcome:
    """waiting → open: everybody can read it. Effects: audit line, mail "published".

    What the author saw before sending and did not take for the answer is noted as found, told to
    nobody: a small change to it later is no news.
    """
    call = _locked(call)
    if call.state == State.OPEN:
        return Outcome(call, changed=False)
    _require(call, (State.WAITING,), seen)
    call.published_at = timezone.now()
    _move(call, State.OPEN, Step.APPROVE, actor=actor)
    Match.objects.bulk_create([Match(call=call, pid=pid) for pid in call.shown])
    letters.write_to_author("published", call)
    return Outcome(call, changed=True)


@transaction.atomic
def refuse(call: Call, *, actor, reason: str, seen: int | None = None) -> Outcome:
    """waiting, open → refused. Effects: reason kept, audit line, mail "refused" to all seekers.

    A call that was public answers 410 from now on.
    """
    reason = _reason(reason)
    call = _locked(call)
    if call.state == State.REFUSED:
        return Outcome(call, changed=False)
    _require(call, (State.WAITING, State.OPEN), seen)
    _end(call)
    _move(call, State.REFUSED, Step.REFUSE, text=reason, actor=actor)
    letters.write_to_all("refused", call, reason=reason)
    return Outcome(call, changed=True)


@transaction.atomic
def join(call: Call, *, actor, into: Call, seen: int | None = None) -> Outcome:
    """Another call looks for the same: waiting → joined; the author follows that one.

    Effects: the author becomes a follower of `into` (once, whoever follows it already), audit
    line, mail "joined".
    """
    first, second = sorted([call.pk, into.pk])
    rows = {row.pk: row for row in Call.objects.select_for_update().filter(pk__in=[first, second])}
    call, into = rows[call.pk], rows[into.pk]
    if call.state == State.JOINED and call.joined_to_id == into.pk:
        return Outcome(call, changed=False)
    _require(call, (State.WAITING,), seen)
    _require(into, (State.OPEN,))
    author = call.seekers.get(is_author=True)
    already = into.seekers.filter(email=author.email).first()
    if already:
        Seeker.objects.filter(pk=already.pk, confirmed_at=None).update(confirmed_at=timezone.now())
        author.delete()
        author = already
    else:
        author.is_author, author.call = False, into
        author.save(update_fields=["is_author", "call"])
    call.joined_to = into
    _end(call)
    _move(call, State.JOINED, Step.JOIN, text=f"№ {into.number}", actor=actor)
    author.call = into
    letters.write("joined", author, asked_title=call.title)
    return Outcome(call, changed=True)


@transaction.atomic
def answer(
    call: Call, *, pids: Iterable[str], actor=None, text: str = "", seen: int | None = None
) -> Outcome:
    """open, answered → answered by these practices. Effects: answers, audit line, mail "answered".

    Practices that answer it already are left out; with none new nothing changes. The mail goes to
    all seekers and names the new ones; `text` is a word of the editor's in it.
    """
    call = _locked(call)
    known = set(call.answers.values_list("pid", flat=True))
    new = [pid for pid in dict.fromkeys(pids) if pid not in known]
    if call.state == State.ANSWERED and not new:
        return Outcome(call, changed=False)
    _require(call, (State.OPEN, State.ANSWERED), seen)
    _require_public(call, new)
    Answer.objects.bulk_create([Answer(call=call, pid=pid) for pid in new])
    if call.state == State.OPEN:
        _end(call)
    said = "\n".join(filter(None, [", ".join(new), text.strip()]))
    _move(call, State.ANSWERED, Step.ANSWER, text=said, actor=actor)
    letters.write_to_all("answered", call, practices=letters.practices(new), text=text.strip())
    return Outcome(call, changed=True)


@transaction.atomic
def close(call: Call, *, actor, reason: str, seen: int | None = None) -> Outcome:
    """open → closed, still to be read. Effects: reason shown, audit line, mail "closed" to all."""
    reason = _reason(reason)
    call = _locked(call)
    if call.state == State.CLOSED:
        return Outcome(call, changed=False)
    _require(call, (State.OPEN,), seen)
    _end(call)
    _move(call, State.CLOSED, Step.CLOSE, text=reason, actor=actor)
    letters.write_to_all("closed", call, reason=reason)
    return Outcome(call, changed=True)


@transaction.atomic
def expire(call: Call) -> Outcome:
    """It was open for OPEN_LIFE: open → closed. Effects: audit line, mail "closed" to all."""
    call = _locked(call)
    if call.state != State.OPEN or call.published_at > timezone.now() - OPEN_LIFE:
        return Outcome(call, changed=False)
    _end(call)
    _move(call, State.CLOSED, Step.EXPIRE, actor=None)
    letters.write_to_all("closed", call, reason="")
    return Outcome(call, changed=True)


@transaction.atomic
def reopen(call: Call, *, actor, reason: str, seen: int | None = None) -> Outcome:
    """It goes on: answered, closed → open, while its addresses are kept.

    Effects: its answers are taken back, its time begins anew, audit line with the reason, mail
    "reopened" to all seekers.
    """
    reason = _reason(reason)
    call = _locked(call)
    if call.state == State.OPEN:
        return Outcome(call, changed=False)
    _require(call, (State.ANSWERED, State.CLOSED), seen)
    if call.erased_at:
        raise WrongStateError(_("The addresses are erased; nobody would hear of an answer."), call)
    call.answers.all().delete()
    call.ended_at = call.erase_after = None
    call.published_at = timezone.now()
    _move(call, State.OPEN, Step.REOPEN, text=reason, actor=actor)
    letters.write_to_all("reopened", call)
    return Outcome(call, changed=True)


@transaction.atomic
def withdraw(call: Call) -> Outcome:
    """Its author takes it back, whatever became of it. Effects: audit line, addresses erased.

    Followers of an open call get the mail "withdrawn" first. What was public answers 410. The
    author pressed the button and sees the answer; no mail repeats it.
    """
    call = _locked(call)
    if call.state == State.WITHDRAWN:
        return Outcome(call, changed=False)
    _require(call, OWN_STATES)
    if call.state == State.OPEN:
        letters.write_to_followers("withdrawn", call)
    call.seekers.update(email="")
    _end(call)
    _move(call, State.WITHDRAWN, Step.WITHDRAW, actor=None)
    return Outcome(call, changed=True)


def _free_number() -> str:
    number = new_number()
    while Call.objects.filter(number=number).exists():
        number = new_number()
    return number


def _locked(call: Call) -> Call:
    return Call.objects.select_for_update().get(pk=call.pk)


def _reason(text: str) -> str:
    text = text.replace("\r\n", "\n").strip()
    if not text:
        raise ReasonMissingError(_("Write a reason; it is mailed to those who look for it."))
    return text


def _require(call: Call, states: Iterable[str], seen: int | None = None) -> None:
    """Raise unless the step may be taken from here, by someone who saw the call as it is."""
    if call.state not in states:
        raise WrongStateError(
            _("Nothing was changed. State of the call now: %(state)s.")
            % {"state": call.get_state_display()},
            call,
        )
    if seen is not None and seen != call.version:
        raise StaleError(
            _("Nothing was changed: somebody worked on this call after you opened it."), call
        )


def _require_public(call: Call, pids: list[str]) -> None:
    live = PracticeRecord.objects.live().filter(pid__in=pids).values_list("pid", flat=True)
    missing = [pid for pid in pids if pid not in set(live)]
    if missing or not pids:
        raise NotPublicError(
            _("No such public practice: %(numbers)s.") % {"numbers": ", ".join(missing) or "–"},
            call,
        )


def _end(call: Call) -> None:
    call.ended_at = timezone.now()
    call.erase_after = timezone.localdate() + KEEP


def _move(
    call: Call, state: str, step: str, *, actor, text: str = "", keep_reason: bool = False
) -> None:
    before = call.state
    call.state = state
    call.version += 1
    if not keep_reason:
        call.reason = text
    call.save()
    _note(call, step, before=before, actor=actor, text=text)


def _note(call: Call, step: str, *, before: str, actor, text: str = "") -> None:
    CallEvent.objects.create(
        call=call,
        step=step,
        before=before,
        after=call.state,
        text=text,
        actor=actor,
        actor_name=(actor.get_full_name() or actor.get_username())[:150] if actor else "",
    )
