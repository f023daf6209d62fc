"""Names with the number of practices behind them: themes, oblasti, municipalities, years."""

from collections.abc import Mapping
from urllib.parse import urlencode

from django.urls import reverse

from practices.listing import CountRow
from practices.models.register import Municipality, Oblast
from practices.models.taxonomy import Theme


def list_address(values: Mapping[str, str]) -> str:
    """Return the address of the list narrowed by `values` ({facet: value}), in a fixed order."""
    query = urlencode({name: values[name] for name in sorted(values)})
    return reverse("practice_list") + (f"?{query}" if query else "")


def themes(counts: Mapping[str, int], within: Mapping[str, str] | None = None) -> list[CountRow]:
    """Return all themes of the top level (1 query); within other facets they narrow the list."""
    return [theme(row, counts, within) for row in Theme.objects.filter(parent=None)]


def theme(row: Theme, counts: Mapping[str, int], within=None) -> CountRow:
    address = _narrowed("theme", row.slug, within) or reverse("theme_detail", args=[row.slug])
    return CountRow(row.name, address, counts.get(row.slug, 0), row.slug)


def oblasti(counts: Mapping[str, int], within: Mapping[str, str] | None = None) -> list[CountRow]:
    """Return the 28 oblasti by name (1 query)."""
    rows = [
        CountRow(
            row.name,
            _narrowed("oblast", row.code, within) or reverse("oblast_detail", args=[row.slug]),
            counts.get(row.code, 0),
            row.code,
        )
        for row in Oblast.objects.all()
    ]
    return sorted(rows, key=lambda row: row.name)


def municipality(row: Municipality, counts: Mapping[str, int]) -> CountRow:
    """Return a municipality whose oblast is already loaded."""
    address = reverse("municipality_detail", args=[row.oblast.slug, row.slug])
    return CountRow(row.name, address, counts.get(row.code, 0), row.code)


def years(counts: Mapping[str, int], within: Mapping[str, str] | None = None) -> list[CountRow]:
    """Return the years that have practices, the latest first."""
    return [
        CountRow(
            year,
            _narrowed("year", year, within) or reverse("year_detail", args=[int(year)]),
            counts[year],
            year,
        )
        for year in sorted(counts, key=int, reverse=True)
    ]


def _narrowed(facet: str, value: str, within: Mapping[str, str] | None) -> str:
    """The address of the list with one facet more; "" where there is nothing to narrow."""
    return list_address({**within, facet: value}) if within else ""
