"""From packed counts to the best practices: the scores of all that were found at once. Pure.

Every array has one number for each practice, at the place of its row, or for each of some rows.
Of neighbours only the most that they may bring is known without looking at texts. So texts are
looked at from the highest such score down, until the next is below the last of the best: the first
ten are exactly those of a full sum.
"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence, Set

import numpy as np

from search.engines.clauses import COUNTING, NEIGHBOURS, PHRASES, Clause
from search.fields import K1, TIE_BREAKER, B
from search.merit import factor
from search.query import Query

from .lengths import FROM_BYTE
from .postings import MOST

DIGITS = 7  # of a score: what two sums of the same numbers may differ in is no order
Seen = Mapping[int, Mapping[int, int]]  # by row and number of a clause: how often in the text
_TEXTS = 32  # texts read first to see whether neighbours are near; then twice as many …
_MOST_TEXTS = 256  # … up to so many
_FEW = 4  # a word that stands in less than every so many-th of some practices is added up by places
_SORTED = 1024  # doubtful practices put in order at first
_FACTORS = np.array([factor(points) for points in range(256)])


class Collection:
    """What is known of one part of all practices: how many have it, how long it is in each as one
    byte (lengths.py), how long together."""

    def __init__(self, lengths: np.ndarray, documents: int, size: int):
        self.lengths = lengths
        self.documents = documents
        average = size / documents if documents else 1.0
        self._norms = np.array([K1 * (1 - B + B * length / average) for length in FROM_BYTE])

    def norms(self, rows: np.ndarray) -> np.ndarray:
        """Return what the lengths of some practices add below the line of BM25."""
        return self._norms[self.lengths[rows]]


def idf(total: int, n: int) -> float:
    return math.log(1 + (total - n + 0.5) / (n + 0.5))


class Ranking:
    """The words of one question over all practices.

    `collections`: by part. `merit`: points of every practice. `counts`: by clause, how often it
    stands in every practice; of the clauses in `unsure` the most that may be, which a look at the
    text settles.
    """

    def __init__(
        self,
        query: Query,
        collections: Mapping[str, Collection],
        merit: np.ndarray,
        asked: Sequence[Clause],
        counts: Mapping[int, np.ndarray],
        unsure: Set[int],
    ):
        self.query = query
        self.collections = collections
        self.merit = merit
        self.counts = counts
        self.unsure = unsure
        # Ways of finding the same term share one array, as do all terms that no practice has.
        arrays = {id(data): data for data in counts.values()}
        flags = {held: data != 0 for held, data in arrays.items()}
        having = {held: np.count_nonzero(there) for held, there in flags.items()}
        self.there = {number: flags[id(data)] for number, data in counts.items()}
        spread = {number: having[id(data)] for number, data in counts.items()}
        rarity = {n: idf(collections[asked[n].part].documents, met) for n, met in spread.items()}
        self.idf = {c.number: sum(rarity[p] for p in c.parts) for c in asked if not c.near}
        self.slots: dict[int, list[Clause]] = {}
        for clause in asked:
            if clause.slot != COUNTING and spread.get(clause.number):
                self.slots.setdefault(clause.slot, []).append(clause)

    # What is found at all

    def found(self) -> np.ndarray:
        """Return a flag for every practice that has enough of the words and all phrases."""
        query = self.query
        result = None
        if query.required:
            words = np.zeros(len(self.merit), np.uint8)
            for slot, word in enumerate(query.words):
                if not word.optional:
                    words += self._there(slot)
            result = words >= query.required
        for slot in range(PHRASES, PHRASES + len(query.phrases)):
            there = self._there(slot)
            result = there if result is None else result & there
        if result is None:  # optional words only: any of them
            result = np.zeros(len(self.merit), bool)
            for slot in range(len(query.words)):
                result |= self._there(slot)
        return result

    def _there(self, slot: int) -> np.ndarray:
        """Return a flag for every practice that has a slot."""
        there = np.zeros(len(self.merit), bool)
        for clause in self.slots.get(slot, ()):
            there |= self.there[clause.number]
        return there

    # Scores

    def scores(self, rows: np.ndarray, seen: Seen | None = None) -> np.ndarray:
        """Return the scores of some practices in whose texts the unsure clauses were `seen` so
        often; without that, the most that they may be."""
        norms = {part: held.norms(rows) for part, held in self.collections.items()}
        total = np.zeros(len(rows))
        held: dict[int, np.ndarray] = {}
        for slot, some in self.slots.items():
            found = []
            for clause in some:
                number = clause.number
                counts = self.counts[number][rows]
                if seen is not None and number in self.unsure:
                    met = [seen[row][number] for row in rows.tolist()]
                    counts = np.where(counts != 0, np.minimum(met, MOST), 0)
                if slot >= NEIGHBOURS:
                    one, two = (held[part] for part in clause.parts)
                    found.append(np.where(counts != 0, clause.weight * (one + two), 0.0))
                else:
                    held[number] = self._parts(clause, counts, norms[clause.part])
                    found.append(held[number])
            total += _best_of(found)
        return np.round(total * _FACTORS[self.merit[rows]], DIGITS)

    def _parts(self, clause: Clause, counts: np.ndarray, norms: np.ndarray) -> np.ndarray:
        """Return the scores of a clause found so often in parts of which the norms are known."""
        if clause.constant:
            return np.where(counts != 0, clause.weight, 0.0)
        worth = clause.weight * self.idf[clause.number] * (K1 + 1)
        there = np.flatnonzero(counts)
        if len(there) * _FEW > len(counts):
            return worth * counts / (counts + norms)
        scores = np.zeros(len(counts))
        counts = counts[there]
        scores[there] = worth * counts / (counts + norms[there])
        return scores

    def best(
        self,
        passing: np.ndarray,
        wanted: int,
        look: Callable[[Set[int], list[int]], Seen],
    ) -> dict[int, float]:
        """Return at least the `wanted` best passing practices with their scores, and all that
        equal the last of them. `look` counts the clauses of some numbers in the texts of some
        practices."""
        rows = np.flatnonzero(passing)
        highest = self.scores(rows)
        doubtful = np.zeros(len(rows), bool)
        for number in self.unsure:
            doubtful |= self.there[number][rows]
        sure = ~doubtful
        scores = _best_rows(rows[sure], highest[sure], wanted)
        for some, most in _best_first(rows[doubtful], highest[doubtful]):
            worth = some[most >= _last(scores, wanted)]
            if not len(worth):
                break
            seen = look(self.unsure, worth.tolist())
            scores |= zip(worth.tolist(), self.scores(worth, seen).tolist(), strict=True)
            least = _last(scores, wanted)
            scores = {row: score for row, score in scores.items() if score >= least}
        return scores


def _best_of(found: Sequence[np.ndarray]) -> np.ndarray:
    """Return by practice the best of several scores and a share of the others."""
    if len(found) == 1:
        return found[0]
    every, best = found[0] + found[1], np.maximum(found[0], found[1])
    for scores in found[2:]:
        every += scores
        np.maximum(best, scores, out=best)
    return best + TIE_BREAKER * (every - best)


def _best_rows(rows: np.ndarray, scores: np.ndarray, wanted: int) -> dict[int, float]:
    """Return the `wanted` best rows with their scores, and all that equal the last of them."""
    if len(rows) > wanted:
        enough = scores >= np.partition(scores, -wanted)[-wanted]
        rows, scores = rows[enough], scores[enough]
    return dict(zip(rows.tolist(), scores.tolist(), strict=True))


def _best_first(rows: np.ndarray, scores: np.ndarray) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Yield rows with their scores, a few at once, the highest first."""
    wanted, texts = _SORTED, _TEXTS
    while len(rows):
        first = np.ones(len(rows), bool)
        if len(rows) > wanted:
            first = scores >= np.partition(scores, -wanted)[-wanted]
        some, theirs = rows[first], scores[first]
        order = np.argsort(-theirs, kind="stable")
        start = 0
        while start < len(order):
            part = order[start : start + texts]
            yield some[part], theirs[part]
            start, texts = start + texts, min(2 * texts, max(_TEXTS, _MOST_TEXTS))
        rows, scores, wanted = rows[~first], scores[~first], wanted * 4


def _last(scores: Mapping[int, float], wanted: int) -> float:
    """Return the score of the last that is wanted, -1 if there are fewer."""
    return sorted(scores.values())[-wanted] if len(scores) >= wanted else -1.0
