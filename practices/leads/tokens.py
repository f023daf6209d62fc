"""Signed links of a lead: one confirms the informant's address, one is the municipality's."""

from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from kb.links import EXPIRED, row_of, token_of
from practices.leads.models import Lead

CONFIRM_LIFE = timedelta(days=14)  # an unconfirmed lead is erased then
CLAIM_LIFE = timedelta(days=60)
_CONFIRM, _CLAIM = "practices.leads.confirm", "practices.leads.claim"


@dataclass(frozen=True, slots=True)
class Opened:
    """What a token led to: the lead, or why not ("expired", "unknown")."""

    lead: Lead | None = None
    fault: str = ""


def open_confirm(token: str) -> Opened:
    """Return the lead whose informant follows the link. Reads only (1 query)."""
    return Opened(*row_of(token, _CONFIRM, Lead.objects, life=CONFIRM_LIFE))


def open_claim(token: str) -> Opened:
    """Return the lead whose municipality follows the link. Reads only (1 query).

    How long it is good is kept with the lead: a reminder carries the same link, not a longer one.
    """
    opened = Opened(*row_of(token, _CLAIM, Lead.objects, column="claim_secret", renewed=True))
    lead = opened.lead
    if lead and (lead.claim_until is None or lead.claim_until < timezone.now()):
        return Opened(fault=EXPIRED)
    return opened


def confirm_path(lead: Lead) -> str:
    """Return the address of the page with the confirm button, in the informant's language."""
    with override(lead.language):
        return reverse("lead_confirm", args=[token_of(lead, _CONFIRM)])


def claim_path(lead: Lead) -> str:
    """Return the address of the municipality's page, in Bulgarian."""
    token = token_of(lead, _CLAIM, dated=False, column="claim_secret")
    with override("bg"):
        return reverse("lead_claim", args=[token])
