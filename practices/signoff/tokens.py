"""Signed links: one for each person asked, good for 60 days, and one for the author's protocol.

The link is all one needs and no cookie says who comes, so the views of this room ask for no CSRF
token: another site could post nothing that whoever knows the link could not post.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.core import signing
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import override

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
    try:
        key, secret = signing.loads(token, salt=_PERSON, max_age=LIFE)
        key = int(key)
    except signing.SignatureExpired:
        return Opened(fault="expired")
    except (signing.BadSignature, ValueError, TypeError):
        return Opened(fault="unknown")
    person = Person.objects.select_related("round").filter(pk=key).first()
    if person is None:
        return Opened(fault="expired")
    if not constant_time_compare(person.secret, str(secret)):
        return Opened(fault="unknown")
    return Opened(person)


def open_protocol(token: str) -> Round | None:
    """Return the round whose protocol a token opens. Reads only (1 query)."""
    try:
        key, secret = signing.Signer(salt=_PROTOCOL).unsign_object(token)
        found = Round.objects.filter(pk=int(key)).first()
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return found if found and constant_time_compare(found.secret, str(secret)) else None


def person_path(person: Person) -> str:
    """Return the address of a person's link, signed now, in the language of the round."""
    token = signing.dumps([person.pk, person.secret], salt=_PERSON)
    with override(person.round.language):
        return reverse("signoff_review", args=[token])


def protocol_path(asked: Round) -> str:
    """Return the address of the protocol; it is good as long as the round is kept."""
    token = signing.Signer(salt=_PROTOCOL).sign_object([asked.pk, asked.secret])
    with override(asked.language):
        return reverse("signoff_protocol", args=[token])
