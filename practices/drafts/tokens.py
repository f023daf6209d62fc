"""The links by which a draft is opened: signed, one for each author, good as long as the draft.

The link is all one needs and no cookie says who comes, so a post of another site could do nothing
that whoever knows the link could not do: the views of this room need no CSRF token, and a form that
was open for a day still saves.
"""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import override

from kb.links import row_of, token_of
from practices.drafts.models import Author

_SALT = "practices.drafts.author"


@dataclass(frozen=True, slots=True)
class Opened:
    """What a token led to: an author with the draft, or why not ("expired", "unknown")."""

    author: Author | None = None
    fault: str = ""


def token_for(author: Author) -> str:
    """Return the token of an author's link."""
    return token_of(author, _SALT, dated=False)


def open_token(token: str) -> Opened:
    """Return the author behind a token. Reads only (1 query)."""
    return Opened(*row_of(token, _SALT, Author.objects.select_related("draft")))


def draft_path(author: Author) -> str:
    """Return the address of an author's link, in the language of the draft."""
    with override(author.draft.language):
        return reverse("draft", args=[token_for(author)])
