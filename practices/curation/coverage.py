"""Municipalities × themes: where the base knows nothing, and where what it knows needs care. Reads only.

Counted from the public records, so the grid says what readers find.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from django.utils import timezone

from practices.models import Municipality, PracticeRecord, RecordFacet, Theme
from practices.ports import standings
from practices.textcheck import linking

STALE = timedelta(days=3 * 365)  # since the practice was last published anew


@dataclass(frozen=True, slots=True)
class Cell:
    """Practices of one municipality in one theme, and when the newest of them was published.

    `silent`: how many of them have a contact who did not answer; `broken`: a dead link.
    """

    count: int = 0
    newest: date | None = None
    silent: int = 0
    broken: int = 0

    def standing(self, today: date) -> str:
        """Return "none", "stale" or "some"."""
        if not self.count or self.newest is None:
            return "none"
        return "stale" if today - self.newest > STALE else "some"


@dataclass(frozen=True, slots=True)
class Grid:
    """The whole table: top themes across, municipalities down, cells by (code, theme slug)."""

    themes: tuple[Theme, ...]
    municipalities: tuple[Municipality, ...]
    cells: dict[tuple[str, str], Cell]
    # By municipality; a practice of three themes is one.
    places: dict[str, Cell] = field(default_factory=dict)

    def rows(self) -> Iterator[tuple[Municipality, list[Cell]]]:
        for place in self.municipalities:
            yield place, [self.cells.get((place.code, t.slug), Cell()) for t in self.themes]


def grid(oblast: str = "") -> Grid:
    """Return the grid of the Bulgarian records, of one oblast by its code or of all.

    Six queries; a seventh reads the documents if the worker knows of any dead link.
    """
    themes = tuple(Theme.objects.filter(parent=None).order_by("pk"))
    places = Municipality.objects.select_related("oblast").order_by("oblast__name_bg", "name_bg")
    if oblast:
        places = places.filter(oblast__code=oblast)
    live = PracticeRecord.objects.live().filter(language="bg")
    rows = list(live.values_list("pk", "pid", "published_at"))
    lives = standings([pid for _pk, pid, _at in rows])
    silent = {pk for pk, pid, _at in rows if pid in lives and lives[pid].state == "silent"}
    broken = _broken(live)
    each = {
        pk: Cell(1, timezone.localdate(at), pk in silent, pk in broken) for pk, _pid, at in rows
    }
    facets = RecordFacet.objects.filter(
        record__in=live, facet__in=("municipality", "theme")
    ).values_list("record_id", "facet", "value")
    slugs = {theme.slug for theme in themes}
    return Grid(themes, tuple(places), *_cells(facets, each, slugs))


def _broken(live) -> set[int]:
    """Return the keys of the records that name an address which the worker found dead."""
    dead = linking.dead_addresses()
    if not dead:
        return set()
    return {
        pk
        for pk, document in live.values_list("pk", "document").iterator(chunk_size=100)
        if any(row.text in dead for row in linking.links_of(document))
    }


def _cells(
    facets: Iterable, each: dict[int, Cell], slugs: set[str]
) -> tuple[dict[tuple[str, str], Cell], dict[str, Cell]]:
    """Return the cells by (code, theme) and by code, from what each record is by itself."""
    where: dict[int, list[str]] = {}
    about: dict[int, list[str]] = {}
    for record, facet, value in facets:
        if facet == "municipality":
            where.setdefault(record, []).append(value)
        elif value in slugs:
            about.setdefault(record, []).append(value)
    cells: dict[tuple[str, str], Cell] = {}
    places: dict[str, Cell] = {}
    for record, codes in where.items():
        for code in codes:
            places[code] = _sum(places.get(code), each[record])
            for slug in about.get(record, ()):
                cells[code, slug] = _sum(cells.get((code, slug)), each[record])
    return cells, places


def _sum(known: Cell | None, one: Cell) -> Cell:
    if known is None:
        return replace(one, silent=int(one.silent), broken=int(one.broken))
    return Cell(
        known.count + one.count,
        max(known.newest, one.newest),
        known.silent + one.silent,
        known.broken + one.broken,
    )
