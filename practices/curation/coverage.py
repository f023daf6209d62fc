"""Municipalities × themes: where the base knows nothing, and where what it knows is old. Reads only.

Counted from the public records, so the grid says what readers find.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from practices.models import Municipality, PracticeRecord, RecordFacet, Theme

STALE = timedelta(days=3 * 365)  # since the practice was last published anew


@dataclass(frozen=True, slots=True)
class Cell:
    """Practices of one municipality in one theme, and when the newest of them was published."""

    count: int = 0
    newest: date | None = None

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

    def rows(self) -> Iterator[tuple[Municipality, list[Cell]]]:
        for place in self.municipalities:
            yield place, [self.cells.get((place.code, t.slug), Cell()) for t in self.themes]


def grid(oblast: str = "") -> Grid:
    """Return the grid of the Bulgarian records, of one oblast by its code or of all: four queries."""
    themes = tuple(Theme.objects.filter(parent=None).order_by("pk"))
    places = Municipality.objects.select_related("oblast").order_by("oblast__name_bg", "name_bg")
    if oblast:
        places = places.filter(oblast__code=oblast)
    live = PracticeRecord.objects.live().filter(language="bg")
    published = dict(live.values_list("pk", "published_at"))
    facets = RecordFacet.objects.filter(
        record__in=live, facet__in=("municipality", "theme")
    ).values_list("record_id", "facet", "value")
    slugs = {theme.slug for theme in themes}
    return Grid(themes, tuple(places), _cells(facets, published, slugs))


def _cells(facets: Iterable, published: dict, slugs: set[str]) -> dict[tuple[str, str], Cell]:
    where: dict[int, list[str]] = {}
    about: dict[int, list[str]] = {}
    for record, facet, value in facets:
        if facet == "municipality":
            where.setdefault(record, []).append(value)
        elif value in slugs:
            about.setdefault(record, []).append(value)
    cells: dict[tuple[str, str], Cell] = {}
    for record, codes in where.items():
        day = timezone.localdate(published[record])
        for key in ((code, slug) for code in codes for slug in about.get(record, ())):
            known = cells.get(key, Cell())
            newest = max(day, known.newest) if known.newest else day
            cells[key] = Cell(known.count + 1, newest)
    return cells
