"""The last part of a practice's address: Latin letters by the Transliteration Act, unique."""

from django.utils.text import slugify
from wagtail.models import Page

from search.bulgarian.characters import OFFICIAL_LATIN

LONGEST = 80


def latin_slug(text: str) -> str:
    """Return `text` as Latin words joined by hyphens; "praktika" where nothing is left of it."""
    latin = "".join(OFFICIAL_LATIN.get(letter, letter) for letter in text.upper()).lower()
    return slugify(latin)[:LONGEST].strip("-") or "praktika"


def free_slug(shelf: Page, text: str, *, besides: int | None = None) -> str:
    """Return a Latin address for `text` that no page under `shelf` has, but for page `besides`."""
    base = latin_slug(text)
    others = Page.objects.child_of(shelf).exclude(pk=besides)
    taken = set(others.filter(slug__startswith=base).values_list("slug", flat=True))
    slug, number = base, 1
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug
