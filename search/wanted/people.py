"""What is kept of people who look for practices: for them to read, and to erase."""

from django.db import transaction
from django.utils.translation import gettext as _

from practices.personal import Fate
from search.wanted import following, transitions
from search.wanted.choices import OWN_STATES, CallState
from search.wanted.models import Call, Seeker

_COLUMNS = ("email", "language", "consent_version", "consent_at", "created_at", "confirmed_at")
_CALL = ("number", "state", "reason", "title", "text", "asker", "created_at", "erase_after")
_TYPED = ("typed_title", "typed_text", "asked", "words")


def calls_of(mail: str) -> list[dict]:
    """Return the calls that an address made or follows (1 query); typed texts to authors only."""
    rows = Seeker.objects.filter(email__iexact=mail).select_related("call").order_by("pk")
    return [
        {name: getattr(row, name) for name in (*_COLUMNS, "is_author", "muted_at")}
        | {"call": {name: getattr(row.call, name) for name in _CALL}}
        | ({name: getattr(row.call, name) for name in _TYPED} if row.is_author else {})
        for row in rows
    ]


@transaction.atomic
def erase_person(mail: str) -> list[Fate]:
    """Erase one person: a follower leaves, an author's call is withdrawn. Called again: nothing.

    A call that has an answer, or was closed, stays to be read, without its author; what nobody
    confirmed goes whole. Followers of an open call are told that it is withdrawn.
    """
    fates = []
    for seeker in Seeker.objects.filter(email__iexact=mail).order_by("pk"):
        call = Call.objects.select_for_update().get(pk=seeker.call_id)
        item = _("Call № %(number)s “%(title)s”") % {"number": call.number, "title": call.title}
        if not seeker.is_author:
            following.leave(seeker)
            fates.append(Fate(item, _("The address of a follower."), _("The call of others.")))
        elif call.state == CallState.UNCONFIRMED:
            call.delete()
            fates.append(Fate(item, _("All of it: nobody confirmed it.")))
        elif call.state in (CallState.WAITING, CallState.OPEN) and call.state in OWN_STATES:
            transitions.withdraw(call)
            _erase_author(seeker)
            gone = _("The address and what was typed; the call is withdrawn.")
            fates.append(Fate(item, gone, _("Its trail, which names nobody.")))
        else:
            _erase_author(seeker)
            gone = _("The address and what was typed.")
            fates.append(Fate(item, gone, _("The public text: it names nobody.")))
    return fates


def _erase_author(seeker: Seeker) -> None:
    Seeker.objects.filter(pk=seeker.pk).update(email="")
    Call.objects.filter(pk=seeker.call_id).update(typed_title="", typed_text="", asked="")
