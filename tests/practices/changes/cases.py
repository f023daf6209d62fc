"""Public practices with a sender and a contact, and changes proposed of them, made as in life."""

from practices.changes import deciding
from practices.changes.choices import Role
from practices.changes.merging import Wish
from practices.changes.models import ProposedChange
from practices.changes.page_entry import entry_of
from practices.changes.tokens import Person, person_of
from practices.models import PracticePage
from practices.upkeep.models import Standing
from tests.practices.pages import published

CONTACT = "obshtina@example.org"
WHY = "Отчетът за 2025 г. е готов."


def practice(**fields) -> PracticePage:
    """A public practice whose contact may propose changes."""
    page = published(contact_email=CONTACT, contact_organisation="Община Габрово", **fields)
    Standing.objects.get_or_create(pid=page.pid)
    return page


def contact(page: PracticePage) -> Person:
    return person_of(page, Role.CONTACT)


def proposed(page: PracticePage, **fields) -> ProposedChange:
    """A change by the contact: keys of an entry to new values."""
    now = entry_of(page)
    wishes = {key: Wish(now[key], value) for key, value in fields.items()}
    return deciding.send(contact(page), wishes, why=WHY, base_revision=page.live_revision_id).change
