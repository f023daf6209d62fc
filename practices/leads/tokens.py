"""Signed links of a lead: one confirms the informant's address, one is the municipality's.

A token carries the lead's id and a secret of its own, so neither a guessed number nor a leaked
signing key alone opens anything. Opening a link changes nothing.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.core import signing
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import override

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
    try:
        key, secret = signing.loads(token, salt=_CONFIRM, max_age=CONFIRM_LIFE)
        key = int(key)
    except signing.SignatureExpired:
        return Opened(fault="expired")
    except (signing.BadSignature, ValueError, TypeError):
        return Opened(fault="unknown")
    return _opened(key, secret, "secret")


def open_claim(token: str) -> Opened:
    """Return the lead whose municipality follows the link. Reads only (1 query).

    How long it is good is kept with the lead: a reminder carries the same link, not a longer one.
    """
    try:
        key, secret = signing.Signer(salt=_CLAIM).unsign_object(token)
        key = int(key)
    except (signing.BadSignature, ValueError, TypeError):
        return Opened(fault="unknown")
    opened = _opened(key, secret, "claim_secret")
    lead = opened.lead
    if lead and (lead.claim_until is None or lead.claim_until < timezone.now()):
        return Opened(fault="expired")
    return opened


def confirm_path(lead: Lead) -> str:
    """Return the address of the page with the confirm button, in the informant's language."""
    token = signing.dumps([lead.pk, lead.secret], salt=_CONFIRM)
    with override(lead.language):
        return reverse("lead_confirm", args=[token])


def claim_path(lead: Lead) -> str:
    """Return the address of the municipality's page, in Bulgarian."""
    token = signing.Signer(salt=_CLAIM).sign_object([lead.pk, lead.claim_secret])
    with override("bg"):
        return reverse("lead_claim", args=[token])


def _opened(key: int, secret: str, column: str) -> Opened:
    lead = Lead.objects.filter(pk=key).first()
    if lead is None:
        return Opened(fault="expired")
    expected = getattr(lead, column)
    if not expected or not constant_time_compare(expected, str(secret)):
        return Opened(fault="unknown" if column == "secret" else "expired")
    return Opened(lead)
