"""The counter beside a practice: who may raise it, when, and the proof that it is right.

The rule, as it is printed (templates/nominations/_rule.html, ADR 0005): one code read rightly is
one nomination; a browser supports a practice once; from one internet connection up to PER_PLACE a
day are counted at once, and whatever is more, or looks odd, waits for an editor. Every function
that writes first locks the practice's counter, then counts the rows anew, so the number and the
rows can never differ, whoever comes at the same time.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from kb.protection import human
from kb.protection.models import HelpRequest
from practices.nominations.models import Nomination, NominationCount, NominationState
from practices.nominations.signals import nominations_changed

# Offices of a municipality share one connection; a handful of colleagues count at once.
PER_PLACE = 5
# Codes of suspicion beside those of kb.protection.suspicion.
PLACE_IS_FULL = "place_is_full"
ASKED_PERSON = "asked_person"
# What requests for help with this form are called.
SCOPE = "nominate"
# How long it is known who gave a nomination, well enough not to count them twice.
GIVER_KEPT = timedelta(days=365)


class Result(StrEnum):
    """What became of one confirmed action."""

    COUNTED = "counted"
    ALREADY = "already"
    FOR_REVIEW = "review"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of it, and the number of counted nominations of the practice now."""

    result: Result
    count: int


@dataclass(frozen=True, slots=True)
class Support:
    """One confirmed action: `code` is the key of the solved challenge.

    `giver` and `place` come from practices.nominations.givers; `suspicion` are codes of
    kb.protection.suspicion, or of this module. Any of them sends it to the shelf.
    """

    pid: str
    language: str
    giver: str
    place: str
    code: str
    reason: str = ""
    suspicion: tuple[str, ...] = ()
    help_number: str = ""


@transaction.atomic
def nominate(support: Support) -> Outcome:
    """Keep a confirmed action and count it if the rule lets it; the same one again is ALREADY.

    Call it inside the transaction in which the code was redeemed: then a code is either spent and
    its nomination kept, or neither. The caller has seen that the practice is public.
    """
    counter = _locked(support.pid)
    if known := _known(support.pid, support.giver, support.code):
        if support.reason and not known.reason:
            Nomination.objects.filter(pk=known.pk).update(reason=support.reason)
        return _outcome_of(known, counter.count)
    suspicion = [*support.suspicion, *_crowding(support)]
    kept = Nomination.objects.create(
        pid=support.pid,
        language=support.language,
        reason=support.reason,
        giver=support.giver,
        place=support.place,
        code=support.code,
        help_number=support.help_number,
        suspicion=suspicion,
        state=NominationState.FOR_REVIEW if suspicion else NominationState.COUNTED,
    )
    count = _recount(counter)
    waits = kept.state == NominationState.FOR_REVIEW
    return Outcome(Result.FOR_REVIEW if waits else Result.COUNTED, count)


@transaction.atomic
def hand_over(support: Support, payload: dict[str, list[str]]) -> str | None:
    """Put the support of somebody who could not read the code on the shelf.

    Returns the number of their request for help, the same one if they ask again, or None when
    their nomination is already kept without one. `payload` is what they typed, field by field.
    """
    _locked(support.pid)
    if known := _known(support.pid, support.giver):
        return known.help_number or None
    asked = human.take(f"{SCOPE}:{support.pid}", payload, [*support.suspicion, ASKED_PERSON])
    nominate(
        Support(
            pid=support.pid,
            language=support.language,
            giver=support.giver,
            place=support.place,
            code="",
            reason=support.reason,
            suspicion=(*support.suspicion, ASKED_PERSON),
            help_number=asked.number,
        )
    )
    return asked.number


def earlier(pid: str, giver: str = "", code: str = "") -> Outcome | None:
    """Return what this browser, or this very code, has already brought the practice, if anything."""
    known = _known(pid, giver, code)
    return _outcome_of(known, counts([pid]).get(pid, 0)) if known else None


def approve(nomination_id: int, editor: Any) -> Nomination:
    """Count a nomination by an editor's decision; one that counts already stays as it is."""
    return _decide(nomination_id, NominationState.COUNTED, editor)


def reject(nomination_id: int, editor: Any) -> Nomination:
    """Leave a nomination out of the count by an editor's decision; the row stays."""
    return _decide(nomination_id, NominationState.REJECTED, editor)


def counts(pids: Iterable[str]) -> dict[str, int]:
    """Return {pid: counted nominations} (1 query); those never nominated are missing."""
    return dict(NominationCount.objects.filter(pid__in=list(pids)).values_list("pid", "count"))


def differences() -> list[tuple[str, int, int]]:
    """Return (pid, number kept, number of rows that count) wherever the two are not equal."""
    kept = dict(NominationCount.objects.values_list("pid", "count"))
    counted = Nomination.objects.filter(state=NominationState.COUNTED).order_by()
    real = dict(counted.values_list("pid").annotate(Count("pk")))
    return [
        (pid, kept.get(pid, 0), real.get(pid, 0))
        for pid in sorted(kept.keys() | real.keys())
        if kept.get(pid, 0) != real.get(pid, 0)
    ]


@transaction.atomic
def repair(pid: str) -> int:
    """Count the rows of a practice anew and return their number."""
    return _recount(_locked(pid))


def forget_givers() -> int:
    """Erase the hashes of givers after GIVER_KEPT; return how many. Reasons and counts stay."""
    old = Nomination.objects.filter(created__lt=timezone.now() - GIVER_KEPT)
    return old.exclude(giver="", place="", code="").update(giver="", place="", code="")


def _locked(pid: str) -> NominationCount:
    """Return the counter of a practice, held until the transaction ends."""
    NominationCount.objects.get_or_create(pid=pid)
    return NominationCount.objects.select_for_update().get(pid=pid)


def _known(pid: str, giver: str = "", code: str = "") -> Nomination | None:
    """The nomination of this practice by this browser or by this code."""
    same = Q()
    if giver:
        same |= Q(giver=giver)
    if code:
        same |= Q(code=code)
    return Nomination.objects.filter(same, pid=pid).first() if same else None


def _outcome_of(known: Nomination, count: int) -> Outcome:
    waits = known.state == NominationState.FOR_REVIEW
    return Outcome(Result.FOR_REVIEW if waits else Result.ALREADY, count)


def _crowding(support: Support) -> list[str]:
    same_place = Nomination.objects.filter(pid=support.pid, place=support.place)
    full = same_place.filter(state=NominationState.COUNTED).count() >= PER_PLACE
    return [PLACE_IS_FULL] if full else []


def _recount(counter: NominationCount) -> int:
    """Write the number of rows that count into the locked counter, and tell if it changed."""
    rows = Nomination.objects.filter(pid=counter.pid, state=NominationState.COUNTED)
    count = rows.count()
    if count != counter.count:
        NominationCount.objects.filter(pid=counter.pid).update(count=count)
        nominations_changed.send(Nomination, pid=counter.pid, count=count)
    return count


@transaction.atomic
def _decide(nomination_id: int, state: NominationState, editor: Any) -> Nomination:
    counter = _locked(Nomination.objects.values_list("pid", flat=True).get(pk=nomination_id))
    nomination = Nomination.objects.select_for_update(of=("self",)).get(pk=nomination_id)
    if nomination.state == state:
        return nomination
    nomination.state = state
    nomination.decided_by = editor
    nomination.decided_at = timezone.now()
    nomination.save(update_fields=["state", "decided_by", "decided_at"])
    _recount(counter)
    if nomination.help_number:
        asked = HelpRequest.objects.filter(number=nomination.help_number)
        asked.update(state=HelpRequest.State.DONE)
    return nomination
