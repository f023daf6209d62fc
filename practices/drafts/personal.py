"""What is kept of people who write full descriptions: for them to read, and to erase."""

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from practices.drafts import saving
from practices.drafts.models import Author, Draft
from practices.personal import Fate

# The owner's own address and the contact are personal; a co-author gets the text without them.
_PRIVATE = ("email", "contact_email", "contact_phone", "contact_fax", "contact_consent")


def drafts_of(mail: str) -> list[dict]:
    """Return the drafts that an address writes, with the names of their files (2 queries)."""
    authors = Author.objects.filter(email__iexact=mail).order_by("pk")
    rows = authors.select_related("draft").prefetch_related("draft__files")
    return [
        {
            "email": row.email,
            "is_owner": row.is_owner,
            "invited_at": row.invited_at,
            "number": row.draft.number,
            "started_at": row.draft.created_at,
            "changed_at": row.draft.changed_at,
            "erased_after": row.draft.expires_at,
            "typed": {
                name: value
                for name, value in row.draft.values.items()
                if row.is_owner or name not in _PRIVATE
            },
            "files": [file.name for file in row.draft.files.all()],
        }
        for row in rows
    ]


@transaction.atomic
def erase_person(mail: str) -> list[Fate]:
    """Erase one person: a draft of theirs alone goes whole, from one with others they are taken out.

    Called again it finds nothing.
    """
    theirs = Q(authors__email__iexact=mail)
    named = Q(values__contact_email__iexact=mail) | Q(values__email__iexact=mail)
    keys = Draft.objects.filter(theirs | named).values("pk")
    fates = []
    for draft in Draft.objects.filter(pk__in=keys).select_for_update().order_by("pk"):
        item = _("Draft “%(title)s”") % {"title": draft}
        me = draft.authors.filter(email__iexact=mail)
        owns = me.filter(is_owner=True).exists()
        if owns and not draft.authors.filter(is_owner=False).exclude(email__iexact=mail).exists():
            saving.erase_draft(draft)
            fates.append(Fate(item, _("All of it, with its files and links.")))
            continue
        me.filter(is_owner=False).delete()
        me.filter(is_owner=True).update(email="")
        _blank(draft, mail)
        kept = _("The text: other people write it too, or somebody else began it.")
        fates.append(Fate(item, _("The address and the link of this person."), kept))
    return fates


def _blank(draft: Draft, mail: str) -> None:
    """Take an address out of what was typed, with the telephone and fax beside it."""
    values = draft.values
    if values.get("email", "").lower() == mail.lower():
        values["email"] = ""
    if values.get("contact_email", "").lower() == mail.lower():
        values |= dict.fromkeys(("contact_email", "contact_phone", "contact_fax"), "")
        values["contact_consent"] = False
    draft.save(update_fields=["values"])
