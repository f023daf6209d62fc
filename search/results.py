"""What the page of results shows: frozen dataclasses, made from records and engine hits."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.utils.translation import get_language, ngettext

from kb.paging import Pages
from practices import wording
from practices.document import facets as facets_of
from practices.listing import Card, card_of
from practices.models.published import PracticeRecord
from practices.ports import Standing, standings

from .attachments.texts import texts_of_all, titles_of
from .available import Answer
from .documents import life_facet
from .explaining import Explanation, Snip, explain, from_files, labels
from .facet_names import standing_names
from .facets import Chip, Facet, facets_and_chips
from .forms import Choice, address, hidden, orders, tabs
from .matching import Matcher
from .ports import promoted
from .query import MAX_PAGE, Query

FEW = 4  # hits below which the reader is offered to ask for a practice
MAX_PROMOTED = 3


@dataclass(frozen=True, slots=True)
class Result:
    """One hit: the card of the practice and why it is here.

    `position` is its place among all hits; 0 for one that editors put on top. `absent` are the
    words of the question that it does not have.
    """

    card: Card
    snips: tuple[Snip, ...]
    position: int = 0
    absent: tuple[str, ...] = ()

    @property
    def summary_too(self) -> bool:
        """Whether the sentences are all from attached files, and say little of the practice."""
        return all(snip.in_file for snip in self.snips)


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
    promoted: Sequence[Result] = field(default=())
    at_least: bool = False  # more than `total` answer, and the facets are estimated

    @property
    def counted(self) -> bool:
        """Whether practices are counted and shown; a page behind the last shows none."""
        return bool(self.total and (self.results or self.promoted))

    @property
    def few(self) -> bool:
        """Whether the answer is so short that the reader may want more than there is."""
        return self.query.asks and 0 < self.total < FEW

    @property
    def unfiltered(self) -> str:
        """The address of the same question without filters."""
        return address(self.query, filters={})

    @property
    def rare_chosen(self) -> int:
        """How many values are chosen among the filters that are folded together."""
        return sum(facet.chosen for facet in self.facets if facet.rare)

    @property
    def has_rare(self) -> bool:
        """Whether there is any filter to fold."""
        return any(facet.rare for facet in self.facets)


def result_page(query: Query, answer: Answer, nominations: Mapping[str, int]) -> ResultPage:
    """Return the page of an answer; reads the records of the hits and the names of the facets."""
    facets, chips = facets_and_chips(query, answer.hits.facets)
    last = min(max(1, -(-answer.hits.total // query.page_size)), MAX_PAGE)
    chosen, results = _results(query, answer, nominations)
    return ResultPage(
        query=query,
        results=tuple(results),
        total=answer.hits.total,
        pages=Pages(query.page, last),
        degraded=answer.degraded,
        tabs=tabs(query),
        orders=orders(query),
        facets=facets,
        chips=chips,
        hidden=hidden(query),
        promoted=tuple(chosen),
        at_least=answer.hits.at_least,
    )


def _results(
    query: Query, answer: Answer, nominations: Mapping[str, int]
) -> tuple[list[Result], list[Result]]:
    """Return what editors chose for this question, and the hits without it.

    One query reads all records, one whether they still work; what is no longer public is left out.
    """
    pids = [hit.pid for hit in answer.hits.hits]
    above = list(dict.fromkeys(promoted(query)))[:MAX_PROMOTED] if _takes_promoted(query) else []
    records = _documents({*pids, *above})
    lives = standings(records)
    before = (query.page - 1) * query.page_size
    places = {pid: before + place for place, pid in enumerate(pids, 1)}
    chosen = [
        Result(_with_life(card_of(records[pid]), lives.get(pid)), ())
        for pid in above
        if pid in records and _fits(records[pid], lives.get(pid), query)
    ]
    shown = {result.card.pid for result in chosen}
    documents = [records[pid] for pid in pids if pid in records and pid not in shown]
    cards = [
        _with_life(_card(document, query, nominations), lives.get(document["pid"]))
        for document in documents
    ]
    return chosen, list(_hits(documents, cards, query, places))


def _explained(
    documents: Sequence[Mapping], cards: Sequence[Card], query: Query, matcher: Matcher
) -> list[Explanation]:
    """Return why each hit is one.

    One query reads the texts of attached files, where a hit may be explained by nothing else.
    """
    called = labels()
    found = [
        explain(document, card, query, matcher, called)
        for document, card in zip(documents, cards, strict=True)
    ]
    if query.section != "all":
        return found
    open_questions = {
        place: titles
        for place, explanation in enumerate(found)
        if explanation.missing and (titles := titles_of(documents[place]))
    }
    attached = texts_of_all(documents[place] for place in open_questions)
    for (place, titles), by_path in zip(open_questions.items(), attached, strict=True):
        found[place] = from_files(titles, by_path, found[place], matcher)
    return found


def _hits(
    documents: Sequence[Mapping],
    cards: Sequence[Card],
    query: Query,
    places: Mapping[str, int],
) -> Iterator[Result]:
    """Yield the hits with what explains them."""
    if not query.asks:
        yield from (Result(card, (), places[card.pid]) for card in cards)
        return
    matcher = Matcher(query)
    for card, why in zip(cards, _explained(documents, cards, query, matcher), strict=True):
        absent = ()
        if query.section == "all":
            absent = tuple(dict.fromkeys(matcher.texts[word] for word in sorted(why.absent)))
        marked = replace(card, title=why.title, summary=why.summary)
        yield Result(marked, why.snips, places[card.pid], absent)


def _card(document: Mapping, query: Query, nominations: Mapping[str, int]) -> Card:
    """Return a card that shows what the list is sorted by."""
    card = card_of(document, query.sort)
    if query.sort != "nominated":
        return card
    count = nominations.get(document["pid"], 0)
    said = ngettext("%(n)s nomination", "%(n)s nominations", count) % {"n": count}
    return replace(card, facts=(*card.facts, said))


def _with_life(card: Card, life: Standing | None) -> Card:
    """Return a card that says whether the practice still works and since when that is known."""
    said = standing_names().get(life.state) if life else None
    if not said:
        return card
    if life.day:
        said = f"{said} ({wording.date_text(life.day)})"
    return replace(card, facts=(*card.facts, said))


def _documents(pids: Collection[str]) -> dict[str, Mapping]:
    """Return the public documents of these practices, in the reader's language where there is one.

    The rule is `practices.listing.visible`, applied to a handful of rows after they are read.
    """
    if not pids:
        return {}
    language = get_language() or "bg"
    rows = PracticeRecord.objects.live().filter(pid__in=pids)
    documents: dict[str, Mapping] = {}
    for pid, own, document in rows.values_list("pid", "language", "document"):
        if own == language or pid not in documents:
            documents[pid] = document
    return documents


def _takes_promoted(query: Query) -> bool:
    """Whether this is the first page of a question in the order of how well it is answered."""
    return query.asks and query.page == 1 and query.sort == "relevance" and query.section == "all"


def _fits(document: Mapping, life: Standing | None, query: Query) -> bool:
    """Whether a practice has what the filters ask for."""
    if not query.filters:
        return True
    has = {*facets_of(document), *(("life", value) for value in life_facet(life).get("life", ()))}
    return all(
        any((facet, value) in has for value in values) for facet, values in query.filters.items()
    )
