"""The signed link of the question „Жива ли е още?“: good for a year, or until the next question."""

from dataclasses import dataclass
from datetime import timedelta

from django.core import signing
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import override

from practices.upkeep.models import Standing

LIFE = timedelta(days=365)
_SALT = "practices.upkeep.standing"


@dataclass(frozen=True, slots=True)
class Opened:
    """What a token led to: a standing, or why not ("expired", "unknown")."""

    standing: Standing | None = None
    fault: str = ""


def open_token(token: str) -> Opened:
    """Return the standing behind a token. Reads only (1 query)."""
    try:
        key, secret = signing.loads(token, salt=_SALT, max_age=LIFE)
        key = int(key)
    except signing.SignatureExpired:
        return Opened(fault="expired")
    except (signing.BadSignature, ValueError, TypeError):
        return Opened(fault="unknown")
    standing = Standing.objects.filter(pk=key).first()
    # Every question has a secret of its own: the link of an earlier one is over.
    if standing is None or not constant_time_compare(standing.secret, str(secret)):
        return Opened(fault="expired")
    return Opened(standing)


def path_of(standing: Standing, language: str) -> str:
    """Return the address of the question, signed now, in a language."""
    token = signing.dumps([standing.pk, standing.secret], salt=_SALT)
    with override(language):
        return reverse("still_alive", args=[token])
