"""Signed links: one opens an account (nothing is kept before), one lets an invited address join.

Each names the address it was sent to; whoever holds it proves that mailbox. Opening changes nothing.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.core import signing
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from kb.links import EXPIRED, UNKNOWN, row_of, token_of
from practices.models import Municipality
from practices.organisations.models import Invitation

OPEN_LIFE = timedelta(days=3)
INVITATION_LIFE = timedelta(days=14)
_OPEN, _JOIN = "practices.organisations.open", "practices.organisations.join"


@dataclass(frozen=True, slots=True)
class Wish:
    """An account that somebody asked for: from which address, under which name, for whom."""

    email: str
    name: str
    municipality: Municipality | None
    language: str


@dataclass(frozen=True, slots=True)
class Opened:
    """What a link led to: a wish or an invitation, or why not ("expired", "unknown")."""

    wish: Wish | None = None
    invitation: Invitation | None = None
    fault: str = ""


def open_path(wish: Wish) -> str:
    """Return the address that opens the account, in the language of the wish."""
    code = wish.municipality.code if wish.municipality else ""
    token = signing.dumps([wish.email, wish.name, code, wish.language], salt=_OPEN, compress=True)
    with override(wish.language):
        return reverse("organisation_open", args=[token])


def join_path(invitation: Invitation) -> str:
    """Return the address of an invitation, in the language of the organisation."""
    with override(invitation.account.language):
        return reverse("organisation_join", args=[token_of(invitation, _JOIN, dated=False)])


def open_wish(token: str) -> Opened:
    """Return the wish behind a token; at most 1 query."""
    try:
        email, name, code, language = signing.loads(token, salt=_OPEN, max_age=OPEN_LIFE)
    except signing.SignatureExpired:
        return Opened(fault=EXPIRED)
    except (signing.BadSignature, ValueError, TypeError):
        return Opened(fault=UNKNOWN)
    municipality = Municipality.objects.filter(code=code).first() if code else None
    return Opened(wish=Wish(email, name, municipality, language))


def open_invitation(token: str) -> Opened:
    """Return the invitation behind a token, as long as it stands (1 query)."""
    rows = Invitation.objects.select_related("account")
    row, fault = row_of(token, _JOIN, rows, renewed=True)
    if row is not None and row.expires_at < timezone.now():
        return Opened(fault=EXPIRED)
    return Opened(invitation=row, fault=fault)
