"""Mails in the queue: to an address, and those to others that name it."""

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from post_office.models import STATUS, Email

from practices.people.mentions import mentions
from practices.personal import Fate

_LEFT = (STATUS.sent, STATUS.failed)


def letters_of(mail: str) -> list[dict]:
    """Return the mails that were queued for an address, as they were written."""
    return [
        {"subject": row.subject, "text": row.message, "queued_at": row.created}
        for row in _naming(mail)
        if _is_to(row, mail)
    ]


@transaction.atomic
def erase_person(mail: str) -> list[Fate]:
    """Delete mails to an address, sent or not, and those to others that name it and have left.

    From a mail to several only the address is taken out. Called again: nothing, but for mails to
    others that are still about to leave.
    """
    fates = []
    for row in _naming(mail):
        item = _("Mail “%(subject)s”") % {"subject": row.subject}
        others = [to for to in row.to if to.lower() != mail.lower()]
        if _is_to(row, mail) and others:
            Email.objects.filter(pk=row.pk).update(to=others)
            fates.append(Fate(item, _("The address."), _("The mail to the others.")))
        elif _is_to(row, mail) or row.status in _LEFT:
            row.delete()
            fates.append(Fate(item, _("All of it.")))
        else:
            kept = _("It is about to leave for somebody else; the queue is erased in time.")
            fates.append(Fate(item, "", kept))
    return fates


def _naming(mail: str) -> list[Email]:
    """Return the mails that are to an address or name it; the database looks, regexes make sure."""
    named = Q(to__icontains=mail) | Q(message__icontains=mail) | Q(subject__icontains=mail)
    rows = Email.objects.filter(named).order_by("pk")
    return [
        row
        for row in rows
        if _is_to(row, mail) or mentions(f"{row.subject}\n{row.message}\n{row.html_message}", mail)
    ]


def _is_to(row: Email, mail: str) -> bool:
    return mail.lower() in (to.lower() for to in row.to)
