"""What every engine does. One contract suite (tests/search/engines) runs on all of them.

Engines get finished tokens, never text; they answer with identifiers, never with content: the page
is made from the records, so an engine that lags behind cannot show what is no longer public.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from search.documents import SearchDocument
from search.query import Query


class Key(NamedTuple):
    """One practice in one language."""

    pid: str
    language: str


class Stamp(NamedTuple):
    """What an engine knows of a document besides its words; two equal stamps, nothing to do."""

    version: int
    nominations: int
    shown_in: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """One found practice; `score` compares only within one answer of one engine."""

    pid: str
    language: str
    score: float


@dataclass(frozen=True, slots=True)
class EngineHits:
    """One page of an answer. `facets` counts values by facet; a facet's own choice is ignored
    in its own counts, so that a second value can be added to it.

    `at_least`: there are more than `total`, and what `facets` counts is estimated, to two digits.
    An engine that counts everything says so of none."""

    engine: str
    hits: tuple[Hit, ...] = ()
    total: int = 0
    facets: Mapping[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)
    at_least: bool = False


@dataclass(frozen=True, slots=True)
class Health:
    """State of an index. `ready`: it can answer; `current`: with tokens of this very code."""

    engine: str
    ready: bool
    current: bool
    documents: int = 0
    normaliser: str = ""
    schema: int = 0
    detail: str = ""


class Source(Protocol):
    """Where an index is rebuilt from: the site's records, or a judged set in a file."""

    def stamps(self) -> dict[Key, Stamp]:
        """Return the stamp of everything that is public now."""

    def documents(self, keys: Iterable[Key]) -> Iterator[SearchDocument]:
        """Yield the documents of these keys as they are now, without those no longer public."""


class Engine(Protocol):
    """A search engine. Every method may raise search.available.SearchUnavailable."""

    name: str

    def search(self, query: Query, facets: Sequence[str] = ()) -> EngineHits:
        """Return one page of hits, best first, and the counts of the named facets."""

    def related(self, key: Key, limit: int) -> list[str]:
        """Return the numbers of the practices most like one, nearest first; not its own."""

    def index(self, documents: Iterable[SearchDocument]) -> int:
        """Write documents; an older version than the stored one changes nothing."""

    def delete(self, versions: Mapping[Key, int]) -> int:
        """Take out documents of at most these versions; absent or newer ones are no error."""

    def rebuild(self, source: Source) -> int:
        """Make the index anew while readers and writers go on; return how many documents."""

    def stamps(self) -> dict[Key, Stamp]:
        """Return what the index holds, to compare with what it should hold."""

    def health(self) -> Health:
        """Return the state of the index."""


class ListSource:
    """A source in memory, for judged sets and tests; of two with one key the last counts."""

    def __init__(self, documents: Iterable[SearchDocument]):
        self.held = {Key(item.pid, item.language): item for item in documents}

    def stamps(self) -> dict[Key, Stamp]:
        return {key: stamp(item) for key, item in self.held.items()}

    def documents(self, keys: Iterable[Key]) -> Iterator[SearchDocument]:
        yield from (self.held[key] for key in keys if key in self.held)


def stamp(document: SearchDocument) -> Stamp:
    """Return the stamp of a document."""
    return Stamp(document.version, document.nominations, document.shown_in)


def differing(
    wanted: Mapping[Key, Stamp], held: Mapping[Key, Stamp]
) -> tuple[list[Key], list[Key]]:
    """Compare what should be held with what is: (to write, to delete)."""
    write = [key for key, value in wanted.items() if held.get(key) != value]
    delete = [key for key in held if key not in wanted]
    return write, delete


def batches(keys: Sequence[Key], size: int) -> Iterator[Sequence[Key]]:
    """Cut keys into batches."""
    for first in range(0, len(keys), size):
        yield keys[first : first + size]
