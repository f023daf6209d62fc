"""The signed link of the question „Жива ли е още?“: good for a year, or until the next question."""

from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse
from django.utils.translation import override

from kb.links import row_of, token_of
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
    return Opened(*row_of(token, _SALT, Standing.objects, life=LIFE, renewed=True))


def path_of(standing: Standing, language: str) -> str:
    """Return the address of the question, signed now, in a language."""
    with override(language):
        return reverse("still_alive", args=[token_of(standing, _SALT)])
