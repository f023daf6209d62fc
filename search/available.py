"""The one door to the engines for readers, and the one place that knows Elasticsearch's errors.

Elasticsearch answers where there is one and it is well. When it fails, the reader is served by
the engine of the site's own database, and is told; after FAILURES failures in a row nobody waits
for it for OPEN_SECONDS, then one reader tries again.
"""

import logging
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from django.core.cache import cache
from elastic_transport import TransportError
from elasticsearch import ApiError
from elasticsearch.helpers import ScanError

from .engines.base import EngineHits
from .engines.chosen import database_engine, elasticsearch_engine
from .query import Query

logger = logging.getLogger(__name__)

FAILURES = 2  # each costs a reader up to three seconds
OPEN_SECONDS = 30
TRIAL_SECONDS = 10  # while one reader tries, the others do not
FORGET_SECONDS = 600
STATE = "search.breaker"
TRIAL = "search.breaker.trial"


class SearchUnavailable(Exception):
    """An engine cannot answer now. The text is the class of what went wrong, nothing typed."""


@contextmanager
def translated() -> Iterator[None]:
    """Turn the errors of Elasticsearch's client into SearchUnavailable."""
    try:
        yield
    except (TransportError, ApiError, ScanError) as error:
        status = getattr(getattr(error, "meta", None), "status", None)
        raise SearchUnavailable(f"{type(error).__name__} {status or ''}".strip()) from error


@dataclass(frozen=True, slots=True)
class Answer:
    """Hits and whether they come from the second engine because the first is away."""

    hits: EngineHits
    degraded: bool = False


def search(query: Query, facets: Sequence[str] = ()) -> Answer:
    """Answer a query from the best engine that answers. Does not raise for a broken engine."""
    first = elasticsearch_engine()
    if first is None:
        return Answer(database_engine().search(query, facets))
    breaker = Breaker()
    if breaker.lets_through():
        try:
            with translated():
                hits = first.search(query, facets)
        except SearchUnavailable as error:
            breaker.failed()
            logger.warning("elasticsearch does not answer: %s", error)
        else:
            breaker.succeeded()
            return Answer(hits)
    return Answer(database_engine().search(query, facets), degraded=True)


class Breaker:
    """Failures in a row, in the cache that all processes share: (failures, closed again at)."""

    def __init__(self) -> None:
        self._failures, self._open_until = cache.get(STATE) or (0, 0.0)

    def lets_through(self) -> bool:
        """Whether this request may ask; of those after a pause only one at a time may."""
        if self._failures < FAILURES:
            return True
        if time.time() < self._open_until:
            return False
        return cache.add(TRIAL, 1, TRIAL_SECONDS)

    def failed(self) -> None:
        """Count a failure; from FAILURES on, nobody asks for OPEN_SECONDS."""
        state = (self._failures + 1, time.time() + OPEN_SECONDS)
        cache.set(STATE, state, FORGET_SECONDS)
        cache.delete(TRIAL)

    def succeeded(self) -> None:
        """Forget the failures, if there were any."""
        if self._failures:
            cache.delete_many([STATE, TRIAL])
