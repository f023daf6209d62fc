"""Signed links: one for each person asked, good for 60 days, and one for the author's protocol.

The link is all one needs and no cookie says who comes, so the views of this room ask for no CSRF
token: another site could post nothing that whoever knows the link could not post.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse
from django.utils.translation import override

from kb.links import row_of, token_of
from practices.signoff.models import Person, Round

LIFE = timedelta(days=60)
_PERSON, _PROTOCOL = "practices.signoff.person", "practices.signoff.protocol"


@dataclass(frozen=True, slots=True)
class Opened:
    """What a token led to: a person with the round, or why not ("expired", "unknown")."""

    person: Person | None = None
    fault: str = ""


def open_person(token: str) -> Opened:
    """Return the person behind a token. Reads only (1 query)."""
    rows = Person.objects.select_related("round")
    return Opened(*row_of(token, _PERSON, rows, life=LIFE))


def open_protocol(token: str) -> Round | None:
    """Return the round whose protocol a token opens. Reads only (1 query)."""
    return row_of(token, _PROTOCOL, Round.objects)[0]


def person_path(person: Person) -> str:
    """Return the address of a person's link, signed now, in the language of the round."""
    with override(person.round.language):
        return reverse("signoff_review", args=[token_of(person, _PERSON)])


def protocol_path(asked: Round) -> str:
    """Return the address of the protocol; it is good as long as the round is kept."""
    with override(asked.language):
        return reverse("signoff_protocol", args=[token_of(asked, _PROTOCOL, dated=False)])
