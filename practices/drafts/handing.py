"""Drafts of an organisation: its people come and go, the draft stays. Each call is one transaction.

No mail is sent: who comes this way is logged in (practices.organisations).
"""

from collections.abc import Iterable

from django.db import transaction

from practices.curation.models import new_secret
from practices.drafts.models import Author, Draft


@transaction.atomic
def author_for(key: str, email: str) -> Author | None:
    """Return who writes under `email` in the unsent draft `key`, made if need be; None without one."""
    draft = Draft.objects.select_for_update().filter(key=key, number="").first()
    if draft is None:
        return None
    known = draft.authors.filter(email__iexact=email).order_by("-is_owner", "pk").first()
    return known or Author.objects.create(draft=draft, email=email)


@transaction.atomic
def name_owner(author: Author, email: str) -> None:
    """Keep the proved address of who began a draft, unless one is known."""
    Author.objects.filter(pk=author.pk, is_owner=True, email="").update(email=email)


@transaction.atomic
def take_back(keys: Iterable[str], email: str, heir: str) -> None:
    """Kill the links of `email` to the unsent drafts `keys`; drafts it owned are `heir`'s now."""
    drafts = Draft.objects.select_for_update().filter(key__in=list(keys), number="")
    authors = Author.objects.filter(draft__in=list(drafts), email__iexact=email)
    authors.filter(is_owner=False).delete()
    for author in authors:
        author.draft.authors.filter(is_owner=False, email__iexact=heir).delete()
        author.email, author.secret = heir, new_secret()
        author.save(update_fields=["email", "secret"])
