"""The filters beside the results: which, in what order, with which values, and the chips above.

A facet answers one question of a reader; those asked most stand first and the rarely used ones are
folded together. Inside a facet values are joined by OR, facets by AND. The counts are the engine's:
a value says how many practices it would give beside the other facets' choices.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from django.utils.translation import gettext as _

from .facet_names import fixed_names, names
from .forms import MAX_LINKED, SHOWN, address, without
from .query import MAX_VALUES, Query

RARE = ("kind", "stage", "funding", "region")  # folded in „more filters“
OPEN = ("theme", "has")  # unfolded where there is room
FIRST = 8  # values of a facet before „more“
LONG = 12  # values from which on a box to find one among them helps
WHOLE = ("size_band", "year", "cost", "has", "life", "kind", "stage", "region")  # never cut
SCALES = ("size_band", "cost", "life", "stage")
RANGE = 3  # years in a row that are one chip

Name = Callable[[str, str], str]


@dataclass(frozen=True, slots=True)
class Option:
    """A value of a facet: how it is called, how many practices it would give.

    `narrower` are the values below it, `unfolded` where one of them is chosen.
    """

    value: str
    name: str
    count: int
    chosen: bool
    narrower: tuple["Option", ...] = ()
    unfolded: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet with the values that the answer has, the others folded away in `more`."""

    name: str
    label: str
    options: tuple[Option, ...]
    more: tuple[Option, ...]
    chosen: int
    open: bool
    rare: bool
    long: bool


@dataclass(frozen=True, slots=True)
class Chip:
    """What was chosen. With no `address` it is taken off by the form, which sends `drop`."""

    name: str
    address: str
    drop: str


def labels() -> dict[str, str]:
    """Return what each facet is called."""
    return {
        "theme": _("Theme"),
        "oblast": _("Oblast"),
        "region": _("Planning region"),
        "municipality": _("Municipality"),
        "size_band": _("Size of the municipality"),
        "year": _("Year"),
        "cost": _("What it cost"),
        "has": _("The practice has"),
        "life": _("Does it still work"),
        "kind": _("Kind of practice"),
        "stage": _("Stage"),
        "funding": _("Who paid"),
    }


def facets_and_chips(
    query: Query, counts: Mapping[str, Sequence[tuple[str, int]]]
) -> tuple[list[Facet], list[Chip]]:
    """Return the facets with their counts and the chosen values, named in one query."""
    fixed = fixed_names()
    wanted = {facet: {value for value, _count in pairs} for facet, pairs in counts.items()}
    for facet, chosen in query.filters.items():
        wanted.setdefault(facet, set()).update(chosen)
    unknown = {
        facet: {value for value in values if (facet, value) not in fixed and facet != "year"}
        for facet, values in wanted.items()
    }
    named = names({facet: values for facet, values in unknown.items() if values})

    def name(facet: str, value: str) -> str:
        return named.get((facet, value), ("", ""))[0] or fixed.get((facet, value), value)

    parents = {value: parent for (facet, value), (_n, parent) in named.items() if facet == "theme"}
    places = {value: place for place, value in enumerate(fixed)}
    called = labels()
    facets = [
        _facet(query, facet, called[facet], _options(query, facet, counts, name, parents, places))
        for facet in SHOWN
    ]
    return [facet for facet in facets if facet.options], chips(query, name)


def _options(
    query: Query,
    facet: str,
    counts: Mapping[str, Sequence[tuple[str, int]]],
    name: Name,
    parents: Mapping[str, str],
    places: Mapping[tuple[str, str], int],
) -> list[Option]:
    """Return the values of a facet as a reader expects them.

    Scales go by size, years from now back, themes as a tree, all others by how many they give.
    """
    chosen = query.filters.get(facet, ())
    found = {value: count for value, count in counts.get(facet, ()) if count}
    # What was chosen stays in sight with a zero, so that it can be taken off.
    found.update({value: 0 for value in chosen if value not in found})
    options = [
        Option(value, name(facet, value), count, value in chosen) for value, count in found.items()
    ]
    if facet == "year":
        return sorted(options, key=lambda option: option.value, reverse=True)
    if facet == "theme":
        return _as_tree(options, parents)
    if facet in SCALES:
        return sorted(options, key=lambda option: places.get((facet, option.value), len(places)))
    return options


def _facet(query: Query, facet: str, label: str, options: list[Option]) -> Facet:
    chosen = len(query.filters.get(facet, ()))
    shown, more = options, []
    if facet not in WHOLE and len(options) > FIRST + 2:
        first = [option for option in options if option.chosen or option.unfolded][:MAX_VALUES]
        rest = [option for option in options if option not in first]
        shown, more = [*first, *rest[:FIRST]], rest[FIRST:]
    return Facet(
        name=facet,
        label=label,
        options=tuple(shown),
        more=tuple(more),
        chosen=chosen,
        open=facet in OPEN or bool(chosen),
        rare=facet in RARE,
        long=facet not in (*WHOLE, "theme") and len(options) > LONG,
    )


def _as_tree(options: list[Option], parents: Mapping[str, str]) -> list[Option]:
    """Put narrower themes under the theme they belong to."""
    values = {option.value for option in options}
    below: dict[str, list[Option]] = {}
    for option in options:
        parent = parents.get(option.value, "")
        below.setdefault(parent if parent in values else "", []).append(option)
    return [
        replace(
            top,
            narrower=tuple(below.get(top.value, ())),
            unfolded=any(option.chosen for option in below.get(top.value, ())),
        )
        for top in below.get("", [])
    ]


def chips(query: Query, name: Name) -> list[Chip]:
    """Return the chosen values; several years in a row are one chip."""
    linked = sum(len(values) for values in query.filters.values()) - 1 <= MAX_LINKED
    return [
        Chip(
            _chip_name(facet, values, name),
            address(query, filters=without(query, facet, values)) if linked else "",
            f"{facet}:{','.join(values)}",
        )
        for facet, values in _groups(query)
    ]


def _groups(query: Query) -> list[tuple[str, tuple[str, ...]]]:
    groups = []
    for facet, values in query.filters.items():
        if facet == "year" and all(value.isascii() and value.isdigit() for value in values):
            groups += [(facet, run) for run in _in_a_row(values)]
        else:
            groups += [(facet, (value,)) for value in values]
    return groups


def _in_a_row(years: Sequence[str]) -> list[tuple[str, ...]]:
    """Split sorted years into runs; a short run falls into single years."""
    runs = []
    for _offset, run in groupby(enumerate(years), lambda pair: int(pair[1]) - pair[0]):
        values = tuple(year for _place, year in run)
        runs += [values] if len(values) >= RANGE else [(value,) for value in values]
    return runs


def _chip_name(facet: str, values: tuple[str, ...], name: Name) -> str:
    """Return what a chip says; an oblast and its town would else look alike."""
    if len(values) > 1:
        return f"{values[0]}–{values[-1]}"
    said = name(facet, values[0])
    if facet == "oblast" and not said.endswith(("област", "Province")):
        return _("oblast of %(place)s") % {"place": said}
    if facet == "municipality":
        return _("municipality of %(place)s") % {"place": said}
    if facet == "region":
        return _("%(name)s region") % {"name": said}
    return said
