"""What the page of results shows: frozen dataclasses, made from records and engine hits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from kb.paging import Pages
from practices.listing import Card, card_of, visible

from .available import Answer
from .documents import texts
from .forms import Chip, Choice, Facet, address, facets_and_chips, hidden, orders, tabs
from .highlight import Matcher, best_sentence, whole
from .query import MAX_PAGE, Query

# The sections that explain a hit; „other“ only where nothing else does.
EXPLAINING = ("background", "practice", "results")


@dataclass(frozen=True, slots=True)
class Result:
    """One hit: the card of the practice and a sentence of every section that matched."""

    card: Card
    snips: tuple[tuple[str, SafeString], ...]


@dataclass(frozen=True, slots=True)
class ResultPage:
    """Everything the template needs."""

    query: Query
    results: tuple[Result, ...]
    total: int
    pages: Pages
    degraded: bool
    tabs: Sequence[Choice]
    orders: Sequence[Choice]
    facets: Sequence[Facet]
    chips: Sequence[Chip]
    hidden: Sequence[tuple[str, str]]
    wider: Sequence[Choice]


def result_page(query: Query, answer: Answer, nominations: Mapping[str, int]) -> ResultPage:
    """Return the page of an answer; reads the records of the hits and the names of the facets."""
    facets, chips = facets_and_chips(query, answer.hits.facets)
    last = min(max(1, -(-answer.hits.total // query.page_size)), MAX_PAGE)
    return ResultPage(
        query=query,
        results=tuple(_results(query, answer, nominations)),
        total=answer.hits.total,
        pages=Pages(query.page, last),
        degraded=answer.degraded,
        tabs=tabs(query),
        orders=orders(query),
        facets=facets,
        chips=chips,
        hidden=hidden(query),
        wider=_wider(query),
    )


def _results(query: Query, answer: Answer, nominations: Mapping[str, int]) -> list[Result]:
    """Read the records of the hits in one query; one that is no longer public is left out."""
    pids = [hit.pid for hit in answer.hits.hits]
    rows = visible(get_language() or "bg").filter(pid__in=pids) if pids else []
    records = {row.pid: row.document for row in rows}
    matcher = Matcher(query)
    return [
        result(records[pid], query, matcher, nominations.get(pid, 0))
        for pid in pids
        if pid in records
    ]


def result(document: Mapping, query: Query, matcher: Matcher, nominations: int = 0) -> Result:
    """Return one hit, made from the record's document."""
    card = card_of(document, query.sort)
    if query.sort == "nominated":
        said = ngettext("%(n)s nomination", "%(n)s nominations", nominations) % {"n": nominations}
        card = replace(card, facts=(*card.facts, said))
    if not query.asks:
        return Result(card, ())
    found = texts(document)
    names = {
        "background": _("Background"),
        "practice": _("Practice"),
        "results": _("Results"),
        "other": _("Also"),
    }
    sections = EXPLAINING if query.section == "all" else (query.section,)
    snips = _snips(found, sections, names, matcher)
    card = replace(card, title=whole(card.title, matcher))
    if not snips and query.section == "all":
        summary = whole(card.summary, matcher)
        card = replace(card, summary=summary)
        if "<mark>" not in summary + card.title:
            snips = _snips(found, ("other",), names, matcher)
    return Result(card, snips)


def _snips(
    found: Mapping[str, str], sections: Sequence[str], names: Mapping[str, str], matcher: Matcher
) -> tuple[tuple[str, SafeString], ...]:
    return tuple(
        (names[section], sentence)
        for section in sections
        if (sentence := best_sentence(found[section], matcher))
    )


def _wider(query: Query) -> list[Choice]:
    """Return the ways out of an empty answer: the same question, less narrow."""
    ways = []
    if query.section != "all":
        ways.append(Choice(_("Search in the whole text"), address(query, section="all"), False))
    if query.filters:
        ways.append(Choice(_("Search without filters"), address(query, filters={}), False))
    if query.excluded or query.excluded_phrases or query.phrases:
        plain = "".join(c for c in query.text if c not in '„“”"«»')
        words = " ".join(word.lstrip("-−") for word in plain.split())
        ways.append(Choice(_("Search for the words alone"), _plain_address(query, words), False))
    return ways


def _plain_address(query: Query, text: str) -> str:
    return address(query, text=text)
