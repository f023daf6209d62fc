"""Mails with the link of an author: queued with the change that causes them."""

from django.utils.translation import override

from kb.mail import absolute, queue
from practices.drafts.models import Author
from practices.drafts.tokens import draft_path
from practices.wording import date_text


def write(name: str, author: Author, **more) -> None:
    """Queue the mail drafts/<name>: "link", "invitation" or "expiring"."""
    draft = author.draft
    with override(draft.language):
        day = date_text(draft.expires_at.date())
    context = {
        "title": str(draft.values.get("title") or ""),
        "draft_link": absolute(draft_path(author)),
        "day": day,
        **more,
    }
    queue(f"drafts/{name}", author.email, context, draft.language)
