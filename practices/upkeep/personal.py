"""What is kept of the contacts of practices: what they said of their practice."""

from django.db import transaction
from django.utils.translation import gettext as _

from practices.models.pages import PracticePage
from practices.personal import Fate
from practices.upkeep.models import Standing, new_secret


def answers_of(mail: str) -> list[dict]:
    """Return what an address is asked and said about the practices it is the contact of."""
    columns = ("pid", "state", "note", "confirmed_on", "asked_at", "reminded_at", "answered_at")
    return list(_standings(mail).values(*columns))


@transaction.atomic
def erase_person(mail: str) -> list[Fate]:
    """Erase the sentences of one contact, and their open links. Called again: nothing.

    Runs before the address goes from the pages: it is found by them.
    """
    fates = []
    for row in _standings(mail).select_for_update():
        Standing.objects.filter(pk=row.pk).update(note="", is_waiting=False, secret=new_secret())
        fates.append(
            Fate(
                _("Whether %(pid)s still works") % {"pid": row.pid},
                _("The contact's sentence and the link of the question."),
                _("The answer and its day, which the public page shows."),
            )
        )
    return fates


def _standings(mail: str):
    pages = PracticePage.objects.filter(contact_email__iexact=mail)
    return Standing.objects.filter(pid__in=pages.values("pid")).order_by("pid")
