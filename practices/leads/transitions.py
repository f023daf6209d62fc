"""Every change of a lead's state, one function each. Nothing else writes `state`.

Each takes the row's lock, is one transaction together with its line of the trail and its mail, and
may be called twice: the second call changes nothing and says so in its `Outcome`. `actor` is the
editor, or None for the informant, the municipality and the clock. Mistakes:

- `ReasonMissingError`: a no needs a reason, which is mailed.
- `WrongStateError`: the step leads nowhere from here.
- `StaleError`: the editor decided on an older version (`seen`) than the one there is now.
- `UnlistedDomainError`: nobody has said yet whose domain the address is at.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from practices.curation.models import Submission, new_secret
from practices.curation.steps import name_of
from practices.drafts import saving
from practices.drafts.models import Author
from practices.leads import domains, letters
from practices.leads.choices import OPEN_STATES, LeadState, LeadStep
from practices.leads.models import Lead, LeadEvent
from practices.leads.tokens import CLAIM_LIFE, CONFIRM_LIFE

State = LeadState
KEEP = timedelta(days=180)  # addresses, after the lead is decided on
REMIND_AFTER = timedelta(days=30)
REMIND_LATER = timedelta(days=14)  # before the end, for who asked for time


@dataclass(frozen=True, slots=True)
class Outcome:
    """The lead after the call, and whether this call is what changed it."""

    lead: Lead
    changed: bool


class LeadError(Exception):
    """A step that was not taken; the message says why in a sentence."""


class ReasonMissingError(LeadError):
    pass


class WrongStateError(LeadError):
    pass


class StaleError(LeadError):
    pass


class UnlistedDomainError(LeadError):
    pass


@transaction.atomic
def point(*, values: dict, municipalities: Iterable) -> Lead:
    """Store a lead that nobody has confirmed yet. `values` are column values of Lead.

    Effects: lead (unconfirmed), trail, mail "confirm".
    """
    lead = Lead(**values, erase_after=timezone.localdate() + CONFIRM_LIFE)
    lead.save(force_insert=True)
    lead.municipalities.set(municipalities)
    _note(lead, LeadStep.POINT, before="")
    letters.ask_to_confirm(lead)
    return lead


@transaction.atomic
def confirm(lead: Lead) -> Outcome:
    """The informant's address is proved: unconfirmed → new. Effects: trail."""
    lead = _locked(lead)
    if lead.state != State.UNCONFIRMED:
        return Outcome(lead, changed=False)
    lead.confirmed_at = timezone.now()
    lead.erase_after = None
    return _move(lead, State.NEW, LeadStep.CONFIRM)


@transaction.atomic
def send_link(
    lead: Lead, *, actor, address: str, unofficial: bool = False, seen: int | None = None
) -> Outcome:
    """new, sent → sent: the municipality gets a link good for 60 days; an earlier link is dead.

    The same address again changes nothing. Effects: trail (the domain, not the address), mail
    "invitation".

    :param unofficial: an editor knows that the domain is not registered and sends all the same.
    :raises UnlistedDomainError: if the domain is not registered and nobody said so.
    """
    lead = _locked(lead)
    if lead.state == State.SENT and lead.claim_email.lower() == address.lower():
        return Outcome(lead, changed=False)
    _require(lead, OPEN_STATES, seen)
    if not unofficial and not domains.is_official(lead, address):
        raise UnlistedDomainError(
            _("%(domain)s is not kept as the official domain of a municipality of this lead.")
            % {"domain": domains.domain_of(address)}
        )
    lead.claim_email, lead.claim_secret = address, new_secret()
    lead.claim_until = timezone.now() + CLAIM_LIFE
    lead.remind_on = timezone.localdate() + REMIND_AFTER
    lead.reminded_at = None
    outcome = _move(
        lead, State.SENT, LeadStep.SEND, actor=actor, text=domains.domain_of(address), why=""
    )
    letters.ask_municipality("invitation", lead)
    return outcome


@transaction.atomic
def claim(lead: Lead) -> Outcome:
    """„Наша е“: sent → claimed, with a draft of the full description that the address owns.

    Called again it makes no second draft, unless the first is erased and was never sent. Effects:
    draft, its link by mail ("drafts/link"), whether the address is official, trail, mail "claimed".
    """
    lead = _locked_by_link(lead)
    if lead.state == State.CLAIMED:
        if owner_of_draft(lead) or proposal_of(lead):
            return Outcome(lead, changed=False)
        _make_draft(lead)
        lead.save(update_fields=["draft_key"])
        return Outcome(lead, changed=True)
    _require(lead, (State.SENT,))
    _make_draft(lead)
    lead.claim_official = domains.is_official(lead, lead.claim_email)
    _decide(lead)
    outcome = _move(lead, State.CLAIMED, LeadStep.CLAIM)
    letters.tell_outcome("claimed", lead)
    return outcome


@transaction.atomic
def decline(lead: Lead, *, reason: str) -> Outcome:
    """„Не е наша / не можем сега“: sent → declined. Effects: trail, mail "declined" with the reason."""
    reason = _reason_in(reason)
    lead = _locked_by_link(lead)
    if lead.state == State.DECLINED:
        return Outcome(lead, changed=False)
    _require(lead, (State.SENT,))
    _decide(lead)
    outcome = _move(lead, State.DECLINED, LeadStep.DECLINE, text=reason)
    letters.tell_outcome("declined", lead, reason=reason)
    return outcome


@transaction.atomic
def postpone(lead: Lead) -> Outcome:
    """„По-късно“: sent stays sent; the one reminder, if still to come, comes 14 days before the end.

    Effects: date of the reminder, trail.
    """
    lead = _locked_by_link(lead)
    _require(lead, (State.SENT,))
    if lead.events.last().step == LeadStep.POSTPONE:
        return Outcome(lead, changed=False)
    if lead.reminded_at is None:
        lead.remind_on = timezone.localdate(lead.claim_until - REMIND_LATER)
    return _move(lead, State.SENT, LeadStep.POSTPONE)


@transaction.atomic
def close(lead: Lead, *, actor, reason: str, seen: int | None = None) -> Outcome:
    """new, sent → closed; the municipality's link is dead. Effects: trail, mail "closed"."""
    reason = _reason_in(reason)
    lead = _locked(lead)
    if lead.state == State.CLOSED:
        return Outcome(lead, changed=False)
    _require(lead, OPEN_STATES, seen)
    _decide(lead)
    lead.claim_secret = ""
    outcome = _move(lead, State.CLOSED, LeadStep.CLOSE, actor=actor, text=reason)
    letters.tell_outcome("closed", lead, reason=reason)
    return outcome


@transaction.atomic
def remind(lead: Lead) -> Outcome:
    """Write to a municipality that has not answered, once for a link. Effects: trail, mail."""
    lead = _locked(lead)
    due = lead.remind_on is not None and lead.remind_on <= timezone.localdate()
    if lead.state != State.SENT or lead.reminded_at or not due:
        return Outcome(lead, changed=False)
    lead.reminded_at = timezone.now()
    outcome = _move(lead, State.SENT, LeadStep.REMIND)
    letters.ask_municipality("reminder", lead)
    return outcome


@transaction.atomic
def lapse(lead: Lead) -> Outcome:
    """The link is over without an answer: sent → new, so that an editor sees it. Effects: trail."""
    lead = _locked(lead)
    if lead.state != State.SENT or lead.claim_until > timezone.now():
        return Outcome(lead, changed=False)
    lead.claim_email = lead.claim_secret = ""
    return _move(lead, State.NEW, LeadStep.LAPSE)


@transaction.atomic
def forget_municipality(lead: Lead) -> Outcome:
    """The address that was asked is erased: its link is dead, sent → new. Effects: trail."""
    lead = _locked(lead)
    lead.claim_email = lead.claim_secret = ""
    if lead.state != State.SENT:
        lead.save(update_fields=["claim_email", "claim_secret"])
        return Outcome(lead, changed=True)
    why = _("The address of the municipality was erased on request.")
    return _move(lead, State.NEW, LeadStep.LAPSE, text=why, why="")


@transaction.atomic
def announce(number: str, pid: str) -> Outcome | None:
    """The proposal `number` is public as `pid`. None if it was made from no lead.

    Effects: `pid`, trail, mail "published". Once.
    """
    key = Submission.objects.filter(number=number).values_list("form_key", flat=True).first()
    lead = Lead.objects.select_for_update().filter(draft_key=key).first() if key else None
    if lead is None:
        return None
    if lead.pid:
        return Outcome(lead, changed=False)
    lead.pid = pid
    outcome = _move(lead, State.CLAIMED, LeadStep.PUBLISH)
    letters.tell_published(lead)
    return outcome


def owner_of_draft(lead: Lead) -> Author | None:
    """Return the owner of the draft that a claim made, while the draft is there."""
    if not lead.draft_key:
        return None
    authors = Author.objects.select_related("draft")
    return authors.filter(draft__key=lead.draft_key, is_owner=True).first()


def proposal_of(lead: Lead) -> Submission | None:
    """Return the proposal that was sent from the draft."""
    return Submission.objects.filter(form_key=lead.draft_key).first() if lead.draft_key else None


def _make_draft(lead: Lead) -> None:
    values = {
        "title": lead.title,
        "municipalities": list(lead.municipalities.values_list("pk", flat=True)),
        "lead_text": lead.lead_text,
        "evidence_link": lead.evidence_link,
        "email": lead.claim_email,
    }
    owner = saving.start("bg", values)
    saving.remember_email(owner, lead.claim_email)
    lead.draft_key = owner.draft.key


def _locked(lead: Lead) -> Lead:
    return Lead.objects.select_for_update().get(pk=lead.pk)


def _locked_by_link(lead: Lead) -> Lead:
    """Lock the lead that a link opened, unless another link was sent meanwhile."""
    now = _locked(lead)
    if now.claim_secret != lead.claim_secret:
        raise WrongStateError(_("Nothing was changed: this link was replaced by another."))
    return now


def _require(lead: Lead, states: Iterable[str], seen: int | None = None) -> None:
    if lead.state not in states:
        raise WrongStateError(
            _("Nothing was changed. State of the lead now: %(state)s.")
            % {"state": lead.get_state_display()}
        )
    if seen is not None and seen != lead.version:
        raise StaleError(_("Nothing was changed: the lead changed after you opened it."))


def _reason_in(text: str) -> str:
    text = text.replace("\r\n", "\n").strip()
    if not text:
        raise ReasonMissingError(_("Write a reason; it is mailed to who pointed to the practice."))
    return text


def _decide(lead: Lead) -> None:
    lead.decided_at = timezone.now()
    lead.erase_after = timezone.localdate() + KEEP


def _move(
    lead: Lead, state: str, step: str, *, actor=None, text: str = "", why: str | None = None
) -> Outcome:
    """Change the state of a locked lead; `text` goes to the trail and, unless `why` is given, to it."""
    before, lead.state = lead.state, state
    lead.version += 1
    lead.reason = text if why is None else why
    lead.save()
    _note(lead, step, before=before, actor=actor, text=text)
    return Outcome(lead, changed=True)


def _note(lead: Lead, step: str, *, before: str, actor=None, text: str = "") -> None:
    LeadEvent.objects.create(
        lead=lead,
        step=step,
        before=before,
        after=lead.state,
        text=text,
        actor=actor,
        actor_name=name_of(actor) if actor else "",
    )
