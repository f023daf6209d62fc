"""One question in one round or two; a round is one request with several searches.

1. The first practices by what the words say, with merit counted here, and how many there are.
2. Only where that does not settle it: all of them by their whole score, or of very many the best
   of CANDIDATES, and facets by a sample.

Up to BOUND practices everything is exact. Beyond, hits are exact where the server could skip
enough to score no more than BOUND of them (see docs/decisions/0010).
"""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from search.fields import MERIT_SHARE
from search.query import Query

from . import elasticsearch_query as bodies
from .base import EngineHits, Hit

BOUND = 10_000  # practices that are looked at for one question
# Asked for at once. Merit moves a practice by a twentieth of its score: of 500 questions among
# 173,500 practices 95 % were settled by 363.
WINDOW = 300
CANDIDATES = 500  # that have the words best, of more than BOUND
MOST = 1000  # of both, for deep pages: the server's limit for one answer (`max_result_window`)
SHARE = 0.05  # of more than BOUND, whose facets are counted: 500 at least
TIES = 40  # more than a page needs, so that equal scores fall into their order
DIGITS = 2  # of an estimated count

Ask = Callable[[Sequence[dict]], list[Mapping]]


def answer(ask: Ask, query: Query, facets: Sequence[str], engine: str) -> EngineHits:
    """Answer a question; `ask` sends searches together and returns what was said to each."""
    first = _first_hits(query)
    said, counted = ask([first, bodies.counts(query, facets, BOUND + 1)])
    total = counted["hits"]["total"]["value"]
    many = total > BOUND
    hits = _settled(said, query)
    further = []
    if hits is None:
        further.append(_further_hits(query, many))
    if many and facets:
        further.append(bodies.sampled(query, facets, SHARE))
    more = ask(further) if further else []
    if hits is None:
        hits = _page(more[0], query, from_first=many)
    counts = counted.get("aggregations", {})
    if many and facets:
        counts = more[-1]["aggregations"]["sample"]
    return EngineHits(
        engine=engine,
        hits=tuple(hits),
        total=min(total, BOUND),
        facets={facet: _told(counts[facet], many) for facet in facets},
        at_least=many,
    )


def _first(query: Query) -> int:
    return (query.page - 1) * query.page_size


def _first_hits(query: Query) -> dict:
    if query.sort != "relevance":
        return bodies.in_order(query, _first(query), query.page_size)
    return bodies.by_score(query, _window(query), BOUND + 1)


def _window(query: Query) -> int:
    return WINDOW if _is_near(query) else MOST


def _is_near(query: Query) -> bool:
    """Whether a page is one of the first, for which the same is asked: they hold every hit once."""
    return query.page * query.page_size <= WINDOW // 3


def _further_hits(query: Query, many: bool) -> dict:
    if not many:
        return bodies.weighed(query, _first(query), query.page_size)
    candidates = CANDIDATES if _is_near(query) else MOST
    size = min(_first(query) + query.page_size + TIES, candidates)
    return bodies.of_candidates(query, candidates, size)


class _Scored(NamedTuple):
    """A hit in its place: the best score first, then the newer, then by number."""

    minus_score: float
    minus_published: int
    pid: str
    language: str

    def hit(self) -> Hit:
        return Hit(self.pid, self.language, -self.minus_score)


def _settled(said: Mapping, query: Query) -> list[Hit] | None:
    """Return the page if what was answered settles it: nothing further down can be on it."""
    found = _hits(said)
    if query.sort != "relevance":
        return _page(said, query)
    if said.get("terminated_early"):
        return None
    ranked = sorted(_scored(*hit["sort"]) for hit in found)
    end = _first(query) + query.page_size
    if len(found) == _window(query):
        # The next by score is at most as good as the last, with all the merit there is.
        best_below = _times(found[-1]["sort"][0], 100)
        if not -ranked[end - 1].minus_score > best_below:
            return None
    return [scored.hit() for scored in ranked[_first(query) : end]]


def _scored(score: float, published: int, pid: str, merit: int, language: str) -> _Scored:
    return _Scored(-_times(score, merit), -published, pid, language)


def _times(score: float, merit: int) -> float:
    """Return a score with merit as the server's function_score works it out, in its numbers."""
    share = float(np.float32(MERIT_SHARE / 100))
    return float(np.float32(float(np.float32(score)) * (1 + merit * share)))


def _hits(said: Mapping) -> list:
    """Return the hits of an answer, of which nothing is sent where there are none."""
    return said.get("hits", {}).get("hits", [])


def _page(said: Mapping, query: Query, *, from_first: bool = False) -> list[Hit]:
    """Return the page of an answer that is one, or that begins with the first hit of all."""
    found = [
        _Scored(
            -(hit["_score"] or 0.0),
            -hit["fields"]["published"][0],
            hit["fields"]["pid"][0],
            hit["fields"]["language"][0],
        )
        for hit in _hits(said)
    ]
    if from_first:
        found = sorted(found)[_first(query) : _first(query) + query.page_size]
    return [scored.hit() for scored in found]


def _told(counted: Mapping, rounded: bool) -> tuple[tuple[str, int], ...]:
    """Return the values of a facet with their counts, from what was answered to `_counts`."""
    buckets = counted.get("values", counted)["buckets"]
    return tuple(
        (bucket["key"], _rounded(bucket["doc_count"]) if rounded else bucket["doc_count"])
        for bucket in buckets
    )


def _rounded(count: int) -> int:
    return int(float(f"{count:.{DIGITS}g}"))
