"""Questions that listings ask of the records: which, in what order, how many of each."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from kb.paging import Pages
from practices import wording
from practices.completeness import is_measured_result
from practices.models.published import PracticeRecord, RecordFacet

PER_PAGE = 20
# Deeper pages are for robots; people narrow the list instead.
LAST_PAGE = 500
FACETS = ("theme", "oblast", "municipality", "year")
SORTS = {
    "newest": ("-first_published_on", "-id"),
    "updated": ("-published_at", "-id"),
    "title": ("title", "id"),
}


@dataclass(frozen=True, slots=True)
class Card:
    """A practice in a list: what templates/components/practice_card.html needs."""

    pid: str
    url: str
    title: str
    summary: str
    language: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a list of practices."""

    cards: list[Card]
    total: int
    pages: Pages


@dataclass(frozen=True, slots=True)
class CountRow:
    """A name, its address and how many practices stand behind it."""

    name: str
    url: str
    count: int
    code: str = ""


def visible(language: str) -> QuerySet[PracticeRecord]:
    """Live records, one for each practice: in `language`, or else in the language it has."""
    better = PracticeRecord.objects.live().filter(pid=OuterRef("pid"), language=language)
    return PracticeRecord.objects.live().filter(Q(language=language) | ~Exists(better))


def chosen(language: str, values: Mapping[str, str]) -> QuerySet[PracticeRecord]:
    """The visible records that have every facet value of `values` ({facet: value})."""
    records = visible(language)
    for facet, value in values.items():
        matching = RecordFacet.objects.filter(record=OuterRef("pk"), facet=facet, value=value)
        records = records.filter(Exists(matching))
    return records


def page_of(records: QuerySet[PracticeRecord], number: int, sort: str = "newest") -> Listing | None:
    """Return page `number` of `records` (2 queries), or None when there is no such page."""
    total = records.count()
    last = min(max(1, -(-total // PER_PAGE)), LAST_PAGE)
    if not 1 <= number <= last:
        return None
    start = (number - 1) * PER_PAGE
    rows = records.order_by(*SORTS[sort])[start : start + PER_PAGE]
    cards = [card_of(row.document, sort, row.published_at.date()) for row in rows]
    return Listing(cards, total, Pages(number, last))


def newest(language: str, limit: int) -> list[Card]:
    rows = visible(language).order_by(*SORTS["newest"])[:limit]
    return [card_of(row.document, "newest") for row in rows]


def cards_of(pids: list[str], language: str) -> list[Card]:
    """Return the cards of these practices in the given order; those not public are left out."""
    if not pids:
        return []
    found = {row.pid: row for row in visible(language).filter(pid__in=pids)}
    return [card_of(found[pid].document) for pid in pids if pid in found]


def card_of(document: dict, sort: str = "", updated: date | None = None) -> Card:
    """Return the card of a record's document; the date is shown when the list is sorted by it."""
    shown = [
        wording.places_text(document),
        wording.years_text(document["period"]) or _("period not stated"),
        wording.name_of(document["themes"][0]) if document["themes"] else "",
        wording.price_text(document["cost"]),
        _measured(document),
    ]
    if sort == "newest":
        shown.append(
            _("published %(date)s") % {"date": wording.date_text(document["first_published_on"])}
        )
    elif sort == "updated" and updated:
        shown.append(_("updated %(date)s") % {"date": wording.date_text(updated)})
    return Card(
        pid=document["pid"],
        url=address_of(document, get_language() or "bg"),
        title=wording.keep_together(document["title"]),
        summary=wording.keep_together(document["summary"]),
        language=document["language"],
        facts=tuple(fact for fact in shown if fact),
    )


def address_of(document: dict, language: str) -> str:
    """Return the address of a practice on the site in `language`, whatever language its text has.

    A Bulgarian record shown to a reader of English stays inside /en/, so that the rest of the
    page is in English.
    """
    prefix = "" if language == "bg" else f"/{language}"
    return f"{prefix}/praktiki/{document['slug']}/"


def counts(records: QuerySet[PracticeRecord], facets: tuple[str, ...]) -> dict[str, dict[str, int]]:
    """Return {facet: {value: records}} for several facets in one query."""
    rows = (
        RecordFacet.objects.filter(facet__in=facets, record__in=records.values("pk"))
        .values_list("facet", "value")
        .annotate(number=Count("pk"))
    )
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for facet, value, number in rows:
        found[facet][value] = number
    return found


def _measured(document: dict) -> str:
    number = sum(map(is_measured_result, document["measures"]))
    if not number:
        return ""
    return ngettext("%(n)s measured result", "%(n)s measured results", number) % {"n": number}
