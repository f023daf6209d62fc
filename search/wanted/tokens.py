"""Signed links for whoever looks for a practice. They expire, and each opens one seeker only.

A token carries the seeker's id and secret, so neither a guessed number nor a leaked signing key
alone opens anything. Salts differ: a confirm link opens nothing else.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.core import signing
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import override

from search.wanted.models import Seeker

CONFIRM_LIFE = timedelta(days=14)  # what nobody confirmed is erased then
OWN_LIFE = timedelta(days=3 * 365)  # longer than a call stays open and its addresses are kept
_LIVES = {"confirm": CONFIRM_LIFE, "own": OWN_LIFE}


@dataclass(frozen=True, slots=True)
class Opened:
    """What a token led to: the seeker, or the reason why not ("expired", "unknown")."""

    seeker: Seeker | None = None
    fault: str = ""


def token_for(seeker: Seeker, purpose: str) -> str:
    """Return a token for `purpose`, "confirm" or "own", signed now."""
    return signing.dumps([seeker.pk, seeker.secret], salt=_salt(purpose))


def open_token(token: str, purpose: str) -> Opened:
    """Return the seeker behind a token, with the call. Reads only; nothing is used up by it."""
    try:
        key, secret = signing.loads(token, salt=_salt(purpose), max_age=_LIVES[purpose])
        key = int(key)
    except signing.SignatureExpired:
        return Opened(fault="expired")
    except (signing.BadSignature, ValueError, TypeError):
        return Opened(fault="unknown")
    seeker = Seeker.objects.select_related("call").filter(pk=key).first()
    if seeker is None:
        return Opened(fault="expired")
    if not constant_time_compare(seeker.secret, str(secret)):
        return Opened(fault="unknown")
    return Opened(seeker)


def confirm_path(seeker: Seeker) -> str:
    """Return the address of the page with the confirm button, in the seeker's language."""
    with override(seeker.language):
        return reverse("wanted_confirm", args=[token_for(seeker, "confirm")])


def own_path(seeker: Seeker) -> str:
    """Return the address of the seeker's own page of the call, in the seeker's language."""
    with override(seeker.language):
        return reverse("wanted_own", args=[token_for(seeker, "own")])


def _salt(purpose: str) -> str:
    return f"search.wanted.{purpose}"
