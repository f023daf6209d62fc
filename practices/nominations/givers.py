"""Who gave a nomination, known just well enough to count by the printed rule (ADR 0005).

A giver is a browser, by the random secret of the cookie that guards our forms against forgery; a
place is an internet connection on one day. What is kept of both is a keyed hash bound to one
practice: two practices that one person supported cannot be linked through it.
"""

from datetime import date

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils import timezone
from django.utils.crypto import salted_hmac

from kb.protection.address import client_address

HASH_LENGTH = 32


def giver_of(request: HttpRequest, pid: str) -> str:
    """Return the hash of this browser for this practice; a browser without the cookie gets one."""
    get_token(request)
    return _hash("giver", pid, request.META["CSRF_COOKIE"])


def known_giver(request: HttpRequest, pid: str) -> str:
    """Return the same hash if the browser already has the cookie, else ""; sets no cookie."""
    secret = request.META.get("CSRF_COOKIE", "")
    return _hash("giver", pid, secret) if secret else ""


def place_of(request: HttpRequest, pid: str, day: date | None = None) -> str:
    """Return the hash of the internet connection for this practice on `day`, today if not given."""
    day = day or timezone.localdate()
    return _hash("place", pid, day.isoformat(), client_address(request))


def _hash(kind: str, *parts: str) -> str:
    salt = f"practices.nominations.{kind}"
    return salted_hmac(salt, "\n".join(parts), algorithm="sha256").hexdigest()[:HASH_LENGTH]
