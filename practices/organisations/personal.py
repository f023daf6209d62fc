"""What is kept of the people of organisations: for them to read, and to erase."""

from django.db import transaction
from django.utils.translation import gettext as _

from practices.organisations import accounts
from practices.organisations.models import Invitation, Member
from practices.personal import Fate


def memberships_of(mail: str) -> list[dict]:
    """Return the organisations of an address and the invitations to it (2 queries)."""
    members = Member.objects.filter(email__iexact=mail).select_related("account").order_by("pk")
    invited = Invitation.objects.filter(email__iexact=mail).select_related("account")
    return [
        {
            "organisation": row.account.name,
            "email": row.email,
            "keeps_the_list_of_people": row.is_owner,
            "joined_at": row.joined_at,
            "confirmed_at": row.account.confirmed_at,
        }
        for row in members
    ] + [
        {
            "invited_to": row.account.name,
            "email": row.email,
            "invited_at": row.invited_at,
            "expires_at": row.expires_at,
        }
        for row in invited.order_by("pk")
    ]


@transaction.atomic
def erase_person(mail: str) -> list[Fate]:
    """Take a person out of their organisation. Called again: nothing."""
    fates = []
    for row in Member.objects.filter(email__iexact=mail).select_related("account", "user"):
        gone = _("The membership, and the login that was made for it.")
        kept = _("The list of the organisation, if somebody else is there.")
        fates.append(Fate(_("Organisation “%(name)s”") % {"name": row.account.name}, gone, kept))
        accounts.leave(row)
    for row in Invitation.objects.filter(email__iexact=mail).select_related("account"):
        item = _("Invitation to “%(name)s”") % {"name": row.account.name}
        fates.append(Fate(item, _("All of it.")))
        row.delete()
    return fates
