"""What stands on an organisation's list, one function for each change."""

from dataclasses import dataclass

from django.db import transaction

from practices.curation.choices import SubmissionState
from practices.curation.models import Submission
from practices.drafts.models import Author, Draft
from practices.organisations.models import Item, Member


@dataclass(frozen=True, slots=True)
class Claimable:
    """Something sent or begun from the member's own address that is on no list yet."""

    key: str
    title: str
    number: str  # "" for a draft


def claimable(member: Member) -> list[Claimable]:
    """Return what the member may put on the list, proposals first, the newest first (2 queries).

    Only what came from exactly the address that the member proved: proposals whose mail was
    confirmed, and drafts whose link was sent there.
    """
    proposals = Submission.objects.filter(email__iexact=member.email, form_key__isnull=False)
    proposals = proposals.exclude(state=SubmissionState.UNCONFIRMED).exclude(
        form_key__in=Item.objects.values("key")
    )
    owned = Author.objects.filter(email__iexact=member.email, is_owner=True, draft__number="")
    owned = owned.exclude(draft__key__in=Item.objects.values("key")).select_related("draft")
    found = [
        Claimable(key, title, number)
        for key, title, number in proposals.values_list("form_key", "title", "number")
    ]
    return found + [
        Claimable(author.draft.key, str(author.draft.values.get("title") or ""), "")
        for author in owned.order_by("-draft__changed_at")
    ]


@transaction.atomic
def claim(member: Member, key: str) -> bool:
    """Put something claimable on the list; False if it is not the member's or on a list already."""
    if key not in {row.key for row in claimable(member)}:
        return False
    _row, made = Item.objects.get_or_create(key=key, defaults={"account_id": member.account_id})
    return made


def add_begun(member: Member, draft: Draft) -> None:
    """Put a draft that the member has just begun on the list."""
    Item.objects.get_or_create(key=draft.key, defaults={"account_id": member.account_id})


def drop(item: Item) -> None:
    """Take something off the list; it stays with who has its link or its mails."""
    item.delete()


def drop_erased() -> int:
    """Take off all lists what there is no more, neither draft nor proposal; return how many."""
    gone = Item.objects.exclude(key__in=Draft.objects.values("key")).exclude(
        key__in=Submission.objects.filter(form_key__isnull=False).values("form_key")
    )
    return gone.delete()[0]
