"""„Решено, необявено“: decisions wait and are announced together.

A held decision is a row beside the proposal. The proposal stays in its state, so that no page,
feed, search, address or mail can tell; announcing takes the very steps of transitions.py.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from practices.curation import transitions
from practices.curation.choices import OPEN_STATES, Step
from practices.curation.models import HeldDecision, Submission
from practices.curation.steps import (
    Outcome,
    TransitionError,
    WrongStateError,
    locked,
    note,
    reason_in,
    require,
)

HOLDABLE = (Step.ACCEPT, Step.REFUSE)


@dataclass(frozen=True, slots=True)
class Announced:
    """What one announcement did: how many were announced, and which have to be read again."""

    done: int
    changed_since: tuple[Submission, ...]


@transaction.atomic
def hold(
    submission: Submission, *, actor, decision: str, text: str = "", seen: int | None = None
) -> Outcome:
    """Decide now, tell later. Effects: held decision, version, audit line "hold". No mail.

    `decision` is one of HOLDABLE; the later of two replaces the earlier, and the same one taken
    again after the proposal changed holds for what was read now. A refusal needs a reason.
    """
    text = reason_in(text) if decision == Step.REFUSE else ""
    submission = locked(submission)
    held = HeldDecision.objects.filter(submission=submission).first()
    known = held and (held.decision, held.text, held.version)
    if known == (decision, text, submission.version):
        return Outcome(submission, changed=False)
    require(submission, OPEN_STATES, seen)
    submission.version += 1
    submission.save(update_fields=["version"])
    HeldDecision.objects.update_or_create(
        submission=submission,
        defaults={
            "decision": decision,
            "text": text,
            "actor": actor,
            "version": submission.version,
        },
    )
    told = f"{Step(decision).label}. {text}".strip()
    note(submission, Step.HOLD, before=submission.state, actor=actor, text=told)
    return Outcome(submission, changed=True)


@transaction.atomic
def unhold(submission: Submission, *, actor) -> Outcome:
    """Take an unannounced decision back. Effects: held decision gone, version, audit line."""
    submission = locked(submission)
    if not HeldDecision.objects.filter(submission=submission).delete()[0]:
        return Outcome(submission, changed=False)
    submission.version += 1
    submission.save(update_fields=["version"])
    note(submission, Step.UNHOLD, before=submission.state, actor=actor)
    return Outcome(submission, changed=True)


def announce_held(keys: Iterable[int], *, actor) -> Announced:
    """Announce the held decisions of the proposals `keys`: all of them or, after an error, none.

    Each is taken in the name of who made it. What changed after its decision stays held and is
    returned: somebody has to read it again. Effects: those of `accept` and `refuse`, mails with
    the usual ten minutes.
    """
    changed = []
    done = 0
    with transaction.atomic():
        held = HeldDecision.objects.filter(submission__in=list(keys)).select_related("actor")
        for row in held.select_for_update(of=("self",)).order_by("submission_id"):
            submission = locked(row.submission)
            if submission.version != row.version:
                changed.append(submission)
                continue
            _take(row, submission, row.actor or actor)
            done += 1
    return Announced(done=done, changed_since=tuple(changed))


def _take(row: HeldDecision, submission: Submission, actor) -> None:
    if row.decision == Step.ACCEPT:
        transitions.accept(submission, actor=actor)
    elif row.decision == Step.REFUSE:
        transitions.refuse(submission, actor=actor, reason=row.text)
    else:
        raise WrongStateError(_("This decision cannot be announced."), submission)


__all__ = ["HOLDABLE", "Announced", "TransitionError", "announce_held", "hold", "unhold"]
