"""Signed links for whoever looks for a practice. They expire, and each opens one seeker only."""

from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse
from django.utils.translation import override

from kb.links import row_of, token_of
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
    return token_of(seeker, _salt(purpose))


def open_token(token: str, purpose: str) -> Opened:
    """Return the seeker behind a token, with the call. Reads only; nothing is used up by it."""
    rows = Seeker.objects.select_related("call")
    return Opened(*row_of(token, _salt(purpose), rows, life=_LIVES[purpose]))


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
