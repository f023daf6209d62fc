"""The public list of calls: which, in what order, on how many pages."""

from dataclasses import dataclass

from django.db.models import Count, QuerySet
from django.urls import reverse

from kb.paging import Pages
from practices import wording
from practices.models import Municipality, Oblast, Theme
from search.wanted.choices import CallState
from search.wanted.models import Call

PER_PAGE = 20
LAST_PAGE = 200
ON_HOME = 3
FACETS = ("oblast", "municipality", "theme")
STATES = {"": CallState.OPEN, "namereni": CallState.ANSWERED}
_LOOKUPS = {
    "oblast": "municipalities__oblast_id",
    "municipality": "municipalities__code",
    "theme": "theme__slug",
}


@dataclass(frozen=True, slots=True)
class CallList:
    """One page of the list; `calls` have `followers`."""

    calls: list[Call]
    total: int
    pages: Pages


@dataclass(frozen=True, slots=True)
class Row:
    """A way to narrow the list."""

    name: str
    url: str
    count: int


def chosen(state: str, values: dict[str, str]) -> QuerySet[Call]:
    """Return the calls of a state that have every value of `values` ({facet: value})."""
    calls = Call.objects.filter(state=STATES[state])
    for facet, value in values.items():
        calls = calls.filter(pk__in=Call.objects.filter(**{_LOOKUPS[facet]: value}).values("pk"))
    return calls


def newest(calls: QuerySet[Call]) -> QuerySet[Call]:
    """Return calls, the newest first, with all that a card shows."""
    rows = calls.with_followers().select_related("theme")
    return rows.prefetch_related("municipalities__oblast").order_by("-published_at", "-id")


def page_of(calls: QuerySet[Call], number: int) -> CallList | None:
    """Return page `number`, or None when there is no such page. Costs three queries at most."""
    total = calls.count()
    last = min(max(1, -(-total // PER_PAGE)), LAST_PAGE)
    if not 1 <= number <= last:
        return None
    start = (number - 1) * PER_PAGE
    return CallList(list(newest(calls)[start : start + PER_PAGE]), total, Pages(number, last))


def narrowing(calls: QuerySet[Call], values: dict[str, str], state: str) -> dict[str, list[Row]]:
    """Return {facet: rows} of the oblasti and themes that the calls have; none chosen already."""
    rows: dict[str, list[Row]] = {}
    keys = calls.values("pk")
    if "oblast" not in values and "municipality" not in values:
        oblasti = Oblast.objects.filter(municipalities__calls__in=keys)
        counted = oblasti.annotate(n=Count("municipalities__calls", distinct=True))
        rows["oblast"] = [
            Row(row.name, address({**values, "oblast": row.code}, state), row.n)
            for row in counted.order_by("name_bg")
        ]
    if "theme" not in values:
        themes = Theme.objects.filter(calls__in=keys).annotate(n=Count("calls", distinct=True))
        rows["theme"] = [
            Row(row.name, address({**values, "theme": row.slug}, state), row.n)
            for row in themes.order_by("order", "name_bg")
        ]
    return {facet: found for facet, found in rows.items() if found}


def chips(values: dict[str, str], state: str) -> list[tuple[str, str]]:
    """Return (name of what is chosen, address without it); one query for each."""
    registers = {
        "oblast": (Oblast, "code"),
        "municipality": (Municipality, "code"),
        "theme": (Theme, "slug"),
    }
    found = []
    for facet, value in values.items():
        model, key = registers[facet]
        row = model.objects.filter(**{key: value}).first()
        rest = {name: kept for name, kept in values.items() if name != facet}
        found.append((row.name if row else value, address(rest, state)))
    return found


def address(values: dict[str, str], state: str = "") -> str:
    """Return the address of the list; parameters in one fixed order."""
    pairs = [("sastoyanie", state)] if state else []
    pairs += [(facet, values[facet]) for facet in FACETS if facet in values]
    query = "&".join(f"{name}={value}" for name, value in pairs)
    return reverse("wanted_list") + (f"?{query}" if query else "")


def places_text(call: Call) -> str:
    """Return the municipalities of a call in one line, "" for none."""
    return ", ".join(place.name for place in call.municipalities.all())


def published_text(call: Call) -> str:
    """Return the day of publication in words."""
    return wording.date_text(call.published_at.date()) if call.published_at else ""
