"""What is kept of people who point to practices and of whom we ask about them."""

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from practices.leads import transitions
from practices.leads.choices import LeadState
from practices.leads.models import Lead
from practices.personal import Fate

_COLUMNS = (
    *("number", "state", "reason", "title", "lead_text", "evidence_link", "language"),
    *("consent_version", "consent_at", "created_at", "confirmed_at", "decided_at", "erase_after"),
)


def leads_of(mail: str) -> list[dict]:
    """Return the leads that came from an address or went to it (1 query).

    A town hall is not told who pointed to its practice, nor an informant whom we asked.
    """
    rows = Lead.objects.filter(Q(email__iexact=mail) | Q(claim_email__iexact=mail)).order_by("pk")
    return [
        {name: getattr(row, name) for name in _COLUMNS}
        | ({"email": row.email} if row.email.lower() == mail.lower() else {})
        | (
            {"claim_email": row.claim_email, "claim_until": row.claim_until}
            if row.claim_email.lower() == mail.lower()
            else {}
        )
        for row in rows
    ]


@transaction.atomic
def erase_person(mail: str) -> list[Fate]:
    """Erase one person from leads. What nobody confirmed goes whole. Called again: nothing."""
    rows = Lead.objects.filter(Q(email__iexact=mail) | Q(claim_email__iexact=mail))
    fates = []
    for row in rows.select_for_update().order_by("pk"):
        item = _("Lead %(number)s “%(title)s”") % {"number": row.number, "title": row.title}
        if row.state == LeadState.UNCONFIRMED:
            row.delete()
            fates.append(Fate(item, _("All of it: nobody confirmed it.")))
            continue
        kept = _("The text and its trail: they name nobody.")
        if row.claim_email.lower() == mail.lower():
            transitions.forget_municipality(row)
            fates.append(Fate(item, _("The address of the municipality and its link."), kept))
        if row.email.lower() == mail.lower():
            Lead.objects.filter(pk=row.pk).update(email="")
            fates.append(Fate(item, _("The address of who pointed to it."), kept))
    return fates
