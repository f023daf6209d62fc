"""The links by which a draft is opened: signed, one for each author, good as long as the draft.

The link is all one needs and no cookie says who comes, so a post of another site could do nothing
that whoever knows the link could not do: the views of this room need no CSRF token, and a form that
was open for a day still saves.
"""

from dataclasses import dataclass

from django.core import signing
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import override

from practices.drafts.models import Author

_SALT = "practices.drafts.author"


@dataclass(frozen=True, slots=True)
class Opened:
    """What a token led to: an author with the draft, or why not ("expired", "unknown")."""

    author: Author | None = None
    fault: str = ""


def token_for(author: Author) -> str:
    """Return the token of an author's link."""
    return signing.Signer(salt=_SALT).sign_object([author.pk, author.secret], compress=True)


def open_token(token: str) -> Opened:
    """Return the author behind a token. Reads only (1 query)."""
    try:
        key, secret = signing.Signer(salt=_SALT).unsign_object(token)
        key = int(key)
    except (signing.BadSignature, ValueError, TypeError):
        return Opened(fault="unknown")
    author = Author.objects.select_related("draft").filter(pk=key).first()
    if author is None:
        return Opened(fault="expired")
    if not constant_time_compare(author.secret, str(secret)):
        return Opened(fault="unknown")
    return Opened(author)


def draft_path(author: Author) -> str:
    """Return the address of an author's link, in the language of the draft."""
    with override(author.draft.language):
        return reverse("draft", args=[token_for(author)])
