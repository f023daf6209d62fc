"""The search form as it stands on the page: stable addresses, tabs, facets, chips, orders.

An address has its parameters in one fixed order and no defaults, so the same question always has
the same address. Links lead at most MAX_LINKED facet values deep; deeper choices are made by the
form, because robots walk trees of links to death.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from .facet_names import fixed_names, names
from .fields import FACETS, SECTIONS
from .query import MAX_VALUES, SORTS, Query

SHOWN = ("theme", "oblast", "municipality", "year", "funding", "has")
OPEN = ("theme", "oblast")  # unfolded where there is room
MAX_LINKED = 2
FIRST = 8  # values of a facet before „още“


@dataclass(frozen=True, slots=True)
class Option:
    """A value of a facet: how it is called, how many practices it would leave."""

    value: str
    name: str
    count: int
    chosen: bool
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet with the values that the answer has, the others folded away in `more`."""

    name: str
    label: str
    options: tuple[Option, ...]
    more: tuple[Option, ...]
    chosen: int
    open: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """A link to another section or order; `current` is the one we see."""

    name: str
    address: str
    current: bool


@dataclass(frozen=True, slots=True)
class Chip:
    """A chosen value. With no `address` it is taken off by the form, which sends `drop`."""

    name: str
    address: str
    drop: str


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


def without(query: Query, facet: str, value: str) -> dict[str, tuple[str, ...]]:
    """Return the chosen values without one of them."""
    left = {
        name: tuple(v for v in values if (name, v) != (facet, value))
        for name, values in query.filters.items()
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


def facets_and_chips(
    query: Query, counts: Mapping[str, Sequence[tuple[str, int]]]
) -> tuple[list[Facet], list[Chip]]:
    """Return the facets with their counts and the chosen values, named in one query."""
    wanted = {facet: {value for value, _count in pairs} for facet, pairs in counts.items()}
    for facet, chosen in query.filters.items():
        wanted.setdefault(facet, set()).update(chosen)
    named = names(wanted)
    fixed = fixed_names()

    def name(facet: str, value: str) -> str:
        return named.get((facet, value), ("", ""))[0] or fixed.get((facet, value), value)

    parents = {key: parent for key, (_name, parent) in named.items()}
    facets = [_facet(query, facet, counts.get(facet, ()), name, parents) for facet in SHOWN]
    return [facet for facet in facets if facet.options], _chips(query, name)


def _facet(query: Query, facet: str, pairs: Sequence[tuple[str, int]], name, parents) -> Facet:
    labels = {
        "theme": _("Theme"),
        "oblast": _("Oblast"),
        "municipality": _("Municipality"),
        "year": _("Year"),
        "funding": _("Funding"),
        "has": _("What can be checked"),
    }
    chosen = query.filters.get(facet, ())
    found = dict(pairs)
    # What was chosen stays in sight with a zero, so that it can be taken off.
    found.update({value: 0 for value in chosen if value not in found})
    options = [
        Option(value, name(facet, value), count, value in chosen) for value, count in found.items()
    ]
    if facet == "year":
        options.sort(key=lambda option: option.value, reverse=True)
    elif facet == "theme":
        options = _as_tree(options, parents)
    first = [option for option in options if option.chosen][:MAX_VALUES]
    rest = [option for option in options if not option.chosen]
    if facet == "theme" or len(options) <= FIRST + 2:
        shown, more = options, []
    else:
        shown, more = [*first, *rest[:FIRST]], rest[FIRST:]
    return Facet(
        facet, labels[facet], tuple(shown), tuple(more), len(chosen), facet in OPEN or bool(chosen)
    )


def _as_tree(options: list[Option], parents: Mapping[tuple[str, str], str]) -> list[Option]:
    """Put narrower themes under the theme they belong to, unfolded where that one is chosen.

    A short list is unfolded as a whole.
    """
    short = len(options) <= FIRST
    values = {option.value for option in options}
    children: dict[str, list[Option]] = {}
    for option in options:
        parent = parents.get(("theme", option.value), "")
        children.setdefault(parent if parent in values else "", []).append(option)
    tree = []
    for top in children.get("", []):
        family = children.get(top.value, [])
        unfolded = short or top.chosen or any(child.chosen for child in family)
        tree += [top, *(replace(child, depth=1) for child in family if unfolded)]
    return tree


def _chips(query: Query, name) -> list[Chip]:
    chosen = [(facet, value) for facet, values in query.filters.items() for value in values]
    linked = len(chosen) - 1 <= MAX_LINKED
    return [
        Chip(
            name(facet, value),
            address(query, filters=without(query, facet, value)) if linked else "",
            f"{facet}:{value}",
        )
        for facet, value in chosen
    ]


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
