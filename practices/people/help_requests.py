"""Requests for help with the picture code: what somebody typed into a form."""

from django.db import transaction
from django.utils.translation import gettext as _

from kb.protection.models import HelpRequest
from practices.people.mentions import mentions
from practices.personal import Fate


def requests_of(mail: str) -> list[dict]:
    """Return the requests that name an address. There are a few: rows live for a month."""
    return [
        {"number": row.number, "form": row.scope, "typed": row.payload, "created": row.created}
        for row in _rows(mail)
    ]


@transaction.atomic
def erase_person(mail: str) -> list[Fate]:
    """Delete the requests that name an address. Called again: nothing."""
    fates = []
    for row in _rows(mail):
        item = _("Request for help № %(number)s") % {"number": row.number}
        row.delete()
        fates.append(Fate(item, _("All of it.")))
    return fates


def _rows(mail: str) -> list[HelpRequest]:
    rows = HelpRequest.objects.order_by("pk")
    return [row for row in rows if mentions(str(row.payload), mail)]
