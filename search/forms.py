"""The search form as it stands on the page: stable addresses, tabs, orders.

An address has its parameters in one fixed order and no defaults, so the same question always has
the same address. Links lead at most MAX_LINKED facet values deep; deeper choices are made by the
form, because robots walk trees of links to death.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from .fields import FACETS, SECTIONS
from .query import SORTS, Query

# The order of the filters on the page.
SHOWN = (
    *("theme", "oblast", "municipality", "size_band", "year", "cost", "has", "life"),
    *("kind", "stage", "funding", "region"),
)
MAX_LINKED = 2


@dataclass(frozen=True, slots=True)
class Choice:
    """A link to another section or order; `current` is the one we see."""

    name: str
    address: str
    current: bool


def address(query: Query, **changes: object) -> str:
    """Return the one address of a question, changed so."""
    changed = replace(query, **{"page": 1, **changes})
    pairs: list[tuple[str, object]] = []
    if changed.text:
        pairs.append(("q", changed.text))
    if changed.section != "all":
        pairs.append(("section", changed.section))
    for facet in FACETS:
        pairs += [(facet, value) for value in changed.filters.get(facet, ())]
    if changed.sort != (SORTS[0] if changed.asks else SORTS[1]):
        pairs.append(("sort", changed.sort))
    if changed.exact:
        pairs.append(("exact", "1"))
    if changed.page > 1:
        pairs.append(("page", changed.page))
    return reverse("search") + (f"?{urlencode(pairs)}" if pairs else "")


def alternates(query: Query) -> dict[str, str]:
    """Return the address of the same question in every language of the site."""
    found = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            found[code] = address(query)
    return found


def without(query: Query, facet: str, values: Collection[str]) -> dict[str, tuple[str, ...]]:
    """Return the chosen values without these of a facet."""
    left = {
        name: tuple(value for value in chosen if name != facet or value not in values)
        for name, chosen in query.filters.items()
    }
    return {name: values for name, values in left.items() if values}


def tabs(query: Query) -> list[Choice]:
    """Return the sections that may be asked."""
    labels = {
        "all": _("Everywhere"),
        "background": _("Background"),
        "practice": _("Practice"),
        "results": _("Results"),
    }
    return [
        Choice(labels[section], address(query, section=section), section == query.section)
        for section in SECTIONS
    ]


def orders(query: Query) -> list[Choice]:
    """Return the orders; relevance only where something is asked."""
    labels = {
        "relevance": _("best match"),
        "newest": _("newest"),
        "nominated": _("most nominated"),
    }
    offered = SORTS if query.asks else SORTS[1:]
    return [Choice(labels[sort], address(query, sort=sort), sort == query.sort) for sort in offered]


def hidden(query: Query) -> list[tuple[str, str]]:
    """Return what the form carries along besides the box and the facets on the page."""
    pairs = [("section", query.section)] if query.section != "all" else []
    if query.sort != (SORTS[0] if query.asks else SORTS[1]):
        pairs.append(("sort", query.sort))
    if query.exact:
        pairs.append(("exact", "1"))
    return pairs + [
        (facet, value)
        for facet, values in query.filters.items()
        if facet not in SHOWN
        for value in values
    ]
