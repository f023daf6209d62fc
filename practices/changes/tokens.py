"""The signed link by which a known person proposes changes of one practice; good for 30 days.

Its first letter says by what right: the proposal that they sent, the standing of the practice that
they are the contact of (a newer question „Жива ли е още?“ ends the link), or the proposal whose words
are to be added to a practice. A link that is over by its age alone still tells whose it was, so that
what was typed under it can be kept for them; it opens nothing.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse
from django.utils.translation import override

from kb.links import EXPIRED, UNKNOWN, row_of, token_of
from practices.changes.choices import Role
from practices.changes.models import ProposedChange
from practices.curation.models import Submission
from practices.models import PracticePage
from practices.upkeep.asking import contacts
from practices.upkeep.models import Standing

LIFE = timedelta(days=30)
_LONG_AGO = timedelta(days=3650)
_ROWS = {Role.SENDER: Submission, Role.CONTACT: Standing, Role.DOUBLE: Submission}
_LETTERS = {role.value[0]: role for role in Role}


@dataclass(frozen=True, slots=True)
class Person:
    """Who may propose changes of a page: by what right, how to answer them.

    `row` holds the secret of their link; it is a Submission or, for a contact, a Standing.
    """

    page: PracticePage
    role: Role
    email: str
    language: str
    row: Submission | Standing

    @property
    def joined(self) -> Submission | None:
        """Return the proposal whose words are to be added to the page, if that is what it is."""
        return self.row if self.role == Role.DOUBLE else None


@dataclass(frozen=True, slots=True)
class Opened:
    """What a token led to: a person, or why not ("expired", "unknown").

    An expired link has its person too, when it was right.
    """

    person: Person | None = None
    fault: str = ""


def path_for(page_id: int, role: str) -> str:
    """Return the address of the form for the sender or contact of a page, signed now; "" for none."""
    page = PracticePage.objects.live().filter(pk=page_id).first()
    person = person_of(page, Role(role)) if page else None
    return path_of(person) if person else ""


def path_of(person: Person, name: str = "propose_change", *more: int) -> str:
    """Return an address below the link of a person, signed now, in their language."""
    token = f"{person.role.value[0]}.{token_of(person.row, _salt(person.role))}"
    with override(person.language):
        return reverse(name, args=[token, *more])


def open_token(token: str) -> Opened:
    """Return the person behind a token. Reads only (up to 5 queries)."""
    letter, _dot, signed = token.partition(".")
    role = _LETTERS.get(letter)
    if role is None:
        return Opened(fault=UNKNOWN)
    is_contact = role == Role.CONTACT
    rows, salt = _ROWS[role].objects, _salt(role)
    row, fault = row_of(signed, salt, rows, life=LIFE, renewed=is_contact)
    if fault == EXPIRED:
        row, _fault = row_of(signed, salt, rows, life=_LONG_AGO, renewed=is_contact)
    person = _person(row, role) if row else None
    if person is None:
        return Opened(fault=fault or EXPIRED)
    return Opened(person, fault)


def person_of(page: PracticePage, role: Role) -> Person | None:
    """Return who has this right on a page; None where nobody has, or we cannot write to them."""
    if role == Role.SENDER:
        row = Submission.objects.filter(page=page.pk).first()
    else:
        row = Standing.objects.filter(pid=page.pid).first()
    return _person(row, role, page) if row else None


def person_behind(change: ProposedChange) -> Person | None:
    """Return whom to answer about a change, as long as they have the right they proposed it by."""
    if change.role != Role.DOUBLE:
        return person_of(change.page, Role(change.role))
    row = change.submission
    if row is None or not change.email:
        return None
    return Person(change.page, Role.DOUBLE, change.email, change.language, row)


def invite(page: PracticePage, email: str) -> Person | None:
    """Return the person with this address who may propose changes; a contact gets a standing."""
    contact = contacts([page.pid]).get(page.pid)
    if contact and contact.email.lower() == email.lower():
        Standing.objects.get_or_create(pid=page.pid)
    people = (person_of(page, role) for role in (Role.SENDER, Role.CONTACT))
    return next((one for one in people if one and one.email.lower() == email.lower()), None)


def _person(
    row: Submission | Standing, role: Role, page: PracticePage | None = None
) -> Person | None:
    """Return the person that a row stands for while its practice is public; `page`, if known."""
    if role == Role.DOUBLE:
        change = ProposedChange.objects.filter(submission=row.pk).order_by("-pk").first()
        return person_behind(change) if change else None
    if role == Role.SENDER:
        page = page or PracticePage.objects.live().filter(pk=row.page_id).first()
        return Person(page, role, row.email, row.language, row) if page and row.email else None
    pages = PracticePage.objects.live().filter(pid=row.pid).order_by("locale__language_code")
    page, contact = page or pages.first(), contacts([row.pid]).get(row.pid)
    return Person(page, role, contact.email, contact.language, row) if page and contact else None


def _salt(role: Role) -> str:
    return f"practices.changes.{role.value}"
