"""From packed counts to the best practices: bounds for all of them, exact scores for a few. Pure.

Every practice gets an upper bound of its score in one lane (lanes.py): the counts of a word are
put into eight classes, the lengths of the texts into 32, and a table gives what a class of both
can score at most. The practices are then scored exactly from the highest bound down, until the
bound of the next is below the last of the best. So the first ten are exactly those of a full sum.
"""

import math
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from functools import cached_property
from heapq import nlargest
from operator import add, itemgetter

from search.engines.clauses import COUNTING, NEIGHBOURS, PHRASES, Clause
from search.fields import K1, MERIT_SHARE, TIE_BREAKER, B
from search.merit import factor
from search.query import Query

from .lanes import SIGN, Lanes, how_many, places
from .lengths import FROM_BYTE
from .postings import MOST

DIGITS = 7  # of a score: what two sums of the same numbers may differ in is no order
Seen = Mapping[int, Mapping[int, int]]  # by row and number of a clause: how often in the text
_TOP = 255
_SAMPLE = 1000  # counts looked at to choose classes
_TEXTS = 32  # texts read at once to see whether neighbours are near
_FIRST = 256  # practices scored exactly before the bound is looked at
_DIRECT = 50  # where no more than every so many-th practice passes, bounds cost more than scores


class Collection:
    """What is known of one part of all practices: how many have it, how long it is in each as one
    byte (lengths.py), how long together."""

    def __init__(self, lanes: Lanes, lengths: bytes, documents: int, size: int):
        self.lanes = lanes
        self.lengths = lengths
        self.documents = documents
        average = size / documents if documents else 1.0
        self.norms = [K1 * (1 - B + B * length / average) for length in FROM_BYTE]

    @cached_property
    def _classes(self) -> tuple[int, list[int]]:
        """The class of every length in the upper five bits of its lane; the least length of each."""
        table, shortest = _length_classes(self.lengths)
        return self.lanes.load(self.lengths.translate(table)) << 3, shortest

    @property
    def shortest(self) -> list[int]:
        return self._classes[1]

    def classed(self, counts: bytes, least: Sequence[int]) -> bytes:
        """Return the class of length and count of every practice, the latter in three bits."""
        table = bytes(bisect_right(least, n) - 1 for n in range(256))
        return self.lanes.dump(self.lanes.load(counts.translate(table)) | self._classes[0])


def count_classes(counts: bytes) -> list[int]:
    """Return the first count of each of eight classes, the first of them being 0, none.

    The highest counts make the best scores, so they are told apart the most.
    """
    met = sorted(count for count in counts[:: max(1, len(counts) // _SAMPLE)] if count)
    if len(set(met)) < 8:
        least = sorted({1, *met})
    else:
        least = [1, *(met[-1 - (len(met) - 1 >> step)] for step in range(1, 7))]
    return [0, *sorted(set(least))[:7]]


def _length_classes(lengths: bytes) -> tuple[bytes, list[int]]:
    """Return a table from length to one of 32 classes of about the same number of practices, and
    the least length of each class."""
    met = sorted(length for length in lengths[:: max(1, len(lengths) // _SAMPLE)] if length)
    least = sorted(set(met))
    if len(least) > 31:
        least = sorted({met[len(met) * share // 31] for share in range(31)})
    least = sorted({1, *least})
    table = bytes(max(0, bisect_right(least, n) - 1) for n in range(256))
    return table, least + [0] * (32 - len(least))


def idf(total: int, n: int) -> float:
    return math.log(1 + (total - n + 0.5) / (n + 0.5))


class Ranking:
    """The words of one question over all practices.

    `collections`: by part. `merit`: one byte per practice. `counts`: by clause, one byte per
    practice; of the clauses in `unsure` the most that may be, which a look at the text settles.
    """

    def __init__(
        self,
        query: Query,
        collections: Mapping[str, Collection],
        merit: bytes,
        asked: Sequence[Clause],
        counts: Mapping[int, bytes],
        unsure: Set[int],
    ):
        self.query = query
        self.collections = collections
        self.lanes = collections[query.section].lanes
        self.factors = [factor(points) for points in range(256)]
        self.merit = merit
        self.asked = asked
        self.counts = counts
        self.unsure = unsure
        spread = {number: self.lanes.count - data.count(0) for number, data in counts.items()}
        rarity = {n: idf(collections[asked[n].part].documents, met) for n, met in spread.items()}
        self.idf = {c.number: sum(rarity[p] for p in c.parts) for c in asked if not c.near}
        self.slots: dict[int, list[Clause]] = {}
        for clause in asked:
            if clause.slot != COUNTING and spread.get(clause.number):
                self.slots.setdefault(clause.slot, []).append(clause)

    # What is found at all

    def found(self) -> int:
        """Return a flag for every practice that has enough of the words and all phrases."""
        query, lanes = self.query, self.lanes
        wanted = [slot for slot, word in enumerate(query.words) if not word.optional]
        result = None
        if query.required:
            words = sum(map(self._there, wanted))
            result = lanes.at_least(words, query.required)
        for slot in range(PHRASES, PHRASES + len(query.phrases)):
            there = self._there(slot)
            result = there if result is None else result & there
        if result is None:  # optional words only: any of them
            result = 0
            for slot in range(len(query.words)):
                result |= self._there(slot)
        return result

    def _there(self, slot: int) -> int:
        """Return a flag for every practice that has a slot."""
        there = 0
        for clause in self.slots.get(slot, ()):
            there |= self.lanes.load(self.counts[clause.number].translate(SIGN))
        return there

    # Bounds

    def _most(self, clause: Clause, least: Sequence[int]) -> list[float]:
        """Return what a practice of each class of length and count can score at most."""
        if clause.constant:
            return [clause.weight if code & 7 else 0.0 for code in range(256)]
        collection = self.collections[clause.part]
        norms = [collection.norms[byte] for byte in collection.shortest]
        worth = clause.weight * self.idf[clause.number] * (K1 + 1)
        highest = [0, *(n - 1 for n in least[2:]), 255, *[0] * 7]
        table = []
        for code in range(256):
            most = highest[code & 7]
            table.append(worth * most / (most + norms[code >> 3]) if most else 0.0)
        return table

    def bounds(self, passing: int) -> tuple[bytes, float, float]:
        """Return an upper bound of every passing practice as (bytes, scale, slack): its score is
        at most (byte + slack) / scale."""
        lanes = self.lanes
        scoring = [c for some in self.slots.values() for c in some if not c.near]
        least = {c.number: count_classes(self.counts[c.number]) for c in scoring}
        tables = {c.number: self._most(c, least[c.number]) for c in scoring}
        peak = {number: max(table) for number, table in tables.items()}
        highest, scale, rounded, half = self._scale(peak)
        total = 0
        classed: dict[int, bytes] = {}
        for slot, some in self.slots.items():
            if slot >= NEIGHBOURS:
                for clause in some:
                    more = 0
                    for part in clause.parts:
                        table = _scaled(tables[part], scale * clause.weight, half)
                        more += lanes.load(classed[part].translate(table))
                    there = lanes.load(self.counts[clause.number].translate(SIGN))
                    total += more & lanes.mask(there)
                continue
            best = 0
            for clause in some:
                number = clause.number
                codes = classed[number] = self.collections[clause.part].classed(
                    self.counts[number], least[number]
                )
                table = tables[number]
                total += lanes.load(codes.translate(_scaled(table, scale * TIE_BREAKER, half)))
                rest = lanes.load(codes.translate(_scaled(table, scale * (1 - TIE_BREAKER), half)))
                best = lanes.maximum(best, rest) if best else rest
            total += best
        # A merit adds its share of the highest score at most.
        raised = [highest * MERIT_SHARE * min(points, 100) / 100 for points in range(256)]
        total += lanes.load(self.merit.translate(_scaled(raised, scale, half)))
        # One more for what passes at all, so that even the weakest is met.
        data = lanes.dump((total & lanes.mask(passing)) + passing)
        return data, scale, (1 - half) * rounded - 1 + 0.01

    def _scale(self, peak: Mapping[int, float]) -> tuple[float, float, int, float]:
        """Return (the highest score without merit, scale, how many roundings a sum has, what each
        lifts it by at most) for clauses that score at most `peak`."""
        highest, rounded = 0.0, 1
        for slot, some in self.slots.items():
            if slot >= NEIGHBOURS:
                for clause in some:
                    highest += clause.weight * sum(peak[part] for part in clause.parts)
                    rounded += len(clause.parts)
            else:
                all_of = sum(peak[clause.number] for clause in some)
                best = max(peak[clause.number] for clause in some)
                highest += TIE_BREAKER * all_of + (1 - TIE_BREAKER) * best
                rounded += len(some) + 1
        # Rounding to the nearest lifts a table by a half at most; where there are very many, down.
        half = 0.5 if rounded < _TOP else 0.0
        room = _TOP - 1 - half * rounded
        strongest = (1 - TIE_BREAKER) * max(peak.values(), default=1.0)
        scale = min(room / highest / (1 + MERIT_SHARE), 126 / strongest) if highest else 1.0
        return highest, scale, rounded, half

    # Exact scores

    def scores(self, rows: Sequence[int], seen: Seen | None = None) -> list[float]:
        """Return the scores of some practices in whose texts the unsure clauses were `seen` so
        often; without that, the most that they may be."""
        if not rows:
            return []
        lengths = {part: _pick(held.lengths, rows) for part, held in self.collections.items()}
        total = [0.0] * len(rows)
        held: dict[int, list[float]] = {}
        for slot, some in self.slots.items():
            found = []
            for clause in some:
                number = clause.number
                counts = _pick(self.counts[number], rows)
                if seen is not None and number in self.unsure:
                    counts = [
                        min(seen[row][number], MOST) if n else 0
                        for row, n in zip(rows, counts, strict=True)
                    ]
                if slot >= NEIGHBOURS:
                    one, two = (held[part] for part in clause.parts)
                    weight = clause.weight
                    found.append(
                        [
                            weight * (a + b) if n else 0.0
                            for n, a, b in zip(counts, one, two, strict=True)
                        ]
                    )
                    continue
                held[number] = self._parts(clause, counts, lengths[clause.part])
                found.append(held[number])
            total = list(map(add, total, _best_of(found)))
        factors = map(self.factors.__getitem__, _pick(self.merit, rows))
        return [round(score * raised, DIGITS) for score, raised in zip(total, factors, strict=True)]

    def _parts(self, clause: Clause, counts: Sequence[int], lengths: Sequence[int]) -> list[float]:
        """Return the scores of a clause found so often in parts of remembered lengths."""
        if clause.constant:
            return [clause.weight if n else 0.0 for n in counts]
        norms = self.collections[clause.part].norms
        worth = clause.weight * self.idf[clause.number] * (K1 + 1)
        return [worth * n / (n + norms[length]) for n, length in zip(counts, lengths, strict=True)]

    def best(
        self,
        passing: int,
        wanted: int,
        look: Callable[[Set[int], list[int]], Seen],
    ) -> dict[int, float]:
        """Return at least the `wanted` best passing practices with their scores, and all that
        equal the last of them. `look` counts the clauses of some numbers in the texts of some
        practices."""
        doubtful = self._doubtful()
        scores: dict[int, float] = {}
        for rows in self._best_first(passing, wanted, scores):
            least = _last(scores, wanted)
            rest = []
            for row, highest in zip(rows, self.scores(rows), strict=True):
                if not doubtful[row]:
                    scores[row] = highest
                elif highest >= least:
                    rest.append((highest, row))
            least = _last(scores, wanted)
            rest.sort(reverse=True)
            for first in range(0, len(rest), _TEXTS):
                some = [row for highest, row in rest[first : first + _TEXTS] if highest >= least]
                if not some:
                    break
                seen = look(self.unsure, some)
                scores |= zip(some, self.scores(some, seen), strict=True)
                least = _last(scores, wanted)
        least = _last(scores, wanted)
        return {row: score for row, score in scores.items() if score >= least}

    def _doubtful(self) -> bytes:
        """Return 1 for every practice of which only the most that it may score is known."""
        flags = 0
        for number in self.unsure:
            flags |= self.lanes.load(self.counts[number].translate(SIGN))
        return self.lanes.dump(flags)

    def _best_first(
        self, passing: int, wanted: int, scores: Mapping[int, float]
    ) -> Iterator[list[int]]:
        """Yield the passing practices in batches, the highest bounds first, as long as one of
        them may be among the `wanted` best of `scores`, which grow meanwhile."""
        if passing.bit_count() <= max(_FIRST, 2 * wanted, self.lanes.count // _DIRECT):
            yield places(self.lanes.dump(passing), 1, 1)
            return
        data, scale, slack = self.bounds(passing)
        above, batch = _TOP, max(_FIRST, 2 * wanted)
        while above >= 1 and (above + slack) / scale >= _last(scores, wanted):
            low = _level(data, above, batch)
            yield places(data, low, above)
            above, batch = low - 1, batch * 2


def _pick(data: bytes, rows: Sequence[int]) -> Sequence[int]:
    """Return the bytes of some rows."""
    return itemgetter(*rows)(data) if len(rows) > 1 else (data[rows[0]],)


def _best_of(found: Sequence[list[float]]) -> Sequence[float]:
    """Return by practice the best of several scores and a share of the others."""
    if len(found) == 1:
        return found[0]
    every = map(sum, zip(*found, strict=True))
    best = map(max, *found)
    return [one + TIE_BREAKER * (of_all - one) for one, of_all in zip(best, every, strict=True)]


def _last(scores: Mapping[int, float], wanted: int) -> float:
    """Return the score of the last that is wanted, -1 if there are fewer."""
    return nlargest(wanted, scores.values())[-1] if len(scores) >= wanted else -1.0


def _scaled(table: Sequence[float], scale: float, half: float) -> bytes:
    return bytes(int(value * scale + half) for value in table)


def _level(data: bytes, above: int, wanted: int) -> int:
    """Return the greatest level at which at least `wanted` bytes lie between it and `above`."""
    outside = how_many(data, above + 1) if above < _TOP else 0
    low, high = 1, above
    while low < high:
        middle = (low + high + 1) // 2
        if how_many(data, middle) - outside >= wanted:
            low = middle
        else:
            high = middle - 1
    return low
