"""From packed counts to the best practices: bounds for all of them, exact scores for a few. Pure.

Every practice gets an upper bound of its score in one lane (lanes.py): the counts of a word are
put into eight classes, the lengths of the texts into 32, and a table gives what a class of both
can score at most. The practices are then scored exactly from the highest bound down, until the
bound of the next is below the last of the best. So the first ten are exactly those of a full sum.
"""

import math
from bisect import bisect_right
from collections.abc import Callable, Container, Mapping, Sequence
from heapq import nlargest

from search.fields import K1, TIE_BREAKER, B
from search.query import Query

from .clauses import COUNTING, NEIGHBOURS, PHRASES, Clause
from .lanes import SIGN, Lanes, how_many, places
from .lengths import FROM_BYTE

DIGITS = 7  # of a score: what two sums of the same numbers may differ in is no order
_TOP = 255
_SAMPLE = 1000  # counts looked at to choose classes
_TEXTS = 32  # texts read at once to see whether neighbours are near
_FIRST = 128  # practices scored exactly before the bound is looked at


class Collection:
    """What is known of all practices: how many, their lengths in a section as one byte each."""

    def __init__(self, lengths: bytes, documents: int, size: int):
        self.lanes = Lanes(len(lengths))
        self.lengths = lengths
        self.documents = documents
        average = size / documents if documents else 1.0
        self.norms = [K1 * (1 - B + B * length / average) for length in FROM_BYTE]
        table, self.shortest = _length_classes(lengths)
        # The class of a length stands in the upper five bits, the class of a count in the lower.
        self.classes = self.lanes.load(lengths.translate(table)) << 3

    def classed(self, counts: bytes, least: Sequence[int]) -> bytes:
        """Return the class of length and count of every practice, the latter in three bits."""
        table = bytes(bisect_right(least, n) - 1 for n in range(256))
        return self.lanes.dump(self.lanes.load(counts.translate(table)) | self.classes)


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
    """The words of one question over a collection.

    `counts`: by clause, one byte per practice. `near`: by clause of neighbours, flags of practices
    in which they may stand near.
    """

    def __init__(
        self,
        query: Query,
        collection: Collection,
        asked: Sequence[Clause],
        counts: Mapping[int, bytes],
        near: Mapping[int, int],
    ):
        self.query = query
        self.collection = collection
        self.asked = asked
        self.counts = counts
        self.near = near
        self.may_meet = {number: collection.lanes.dump(flags) for number, flags in near.items()}
        spread = {number: len(data.translate(None, b"\0")) for number, data in counts.items()}
        rarity = {number: idf(collection.documents, n) for number, n in spread.items()}
        self.idf = {c.number: sum(rarity[p] for p in c.parts) for c in asked if not c.near}
        self.slots: dict[int, list[Clause]] = {}
        for clause in asked:
            if clause.slot != COUNTING:
                self.slots.setdefault(clause.slot, []).append(clause)
        self._part: dict[tuple[int, int], float] = {}

    # What is found at all

    def found(self) -> int:
        """Return a flag for every practice that has enough of the words and all phrases."""
        lanes = self.collection.lanes
        words, result = 0, None
        for slot, some in self.slots.items():
            if slot >= NEIGHBOURS or (slot < PHRASES and self.query.words[slot].optional):
                continue
            there = 0
            for clause in some:
                there |= lanes.load(self.counts[clause.number].translate(SIGN))
            if slot < PHRASES:
                words += there
            else:
                result = there if result is None else result & there
        if self.query.required:
            enough = lanes.at_least(words, self.query.required)
            result = enough if result is None else result & enough
        if result is None:  # optional words only: any of them
            result = 0
            for number, data in self.counts.items():
                if self.asked[number].slot != COUNTING:
                    result |= lanes.load(data.translate(SIGN))
        return result

    # Bounds

    def _most(self, clause: Clause, least: Sequence[int]) -> list[float]:
        """Return what a practice of each class of length and count can score at most."""
        if clause.constant:
            return [clause.weight if code & 7 else 0.0 for code in range(256)]
        norms = [self.collection.norms[byte] for byte in self.collection.shortest]
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
        lanes = self.collection.lanes
        scoring = [c for c in self.asked if c.slot != COUNTING and not c.near]
        least = {c.number: count_classes(self.counts[c.number]) for c in scoring}
        tables = {c.number: self._most(c, least[c.number]) for c in scoring}
        peak = {number: max(table) for number, table in tables.items()}
        highest = rounded = 0.0
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
        scale = min(room / highest, 126 / strongest) if highest else 1.0
        total = 0
        classed: dict[int, bytes] = {}
        for slot, some in self.slots.items():
            if slot >= NEIGHBOURS:
                continue
            best = 0
            for clause in some:
                codes = classed[clause.number] = self.collection.classed(
                    self.counts[clause.number], least[clause.number]
                )
                table = tables[clause.number]
                total += lanes.load(codes.translate(_scaled(table, scale * TIE_BREAKER, half)))
                rest = lanes.load(codes.translate(_scaled(table, scale * (1 - TIE_BREAKER), half)))
                best = lanes.maximum(best, rest) if best else rest
            total += best
        for number, flags in self.near.items():
            clause = self.asked[number]
            more = 0
            for part in clause.parts:
                table = _scaled(tables[part], scale * clause.weight, half)
                more += lanes.load(classed[part].translate(table))
            total += more & lanes.mask(flags)
        # One more for what passes at all, so that even the weakest is met.
        data = lanes.dump((total & lanes.mask(passing)) + passing)
        return data, scale, (1 - half) * rounded - 1 + 0.01

    # Exact scores

    def part(self, clause: Clause, count: int, length: int) -> float:
        """Return the score of a clause found so often in a text of a remembered length."""
        if clause.constant:
            return clause.weight
        norm = self.collection.norms[length]
        return clause.weight * self.idf[clause.number] * (K1 + 1) * count / (count + norm)

    def score(self, row: int, met: Container[int] | None = None) -> float:
        """Return the score of a practice in which these clauses of neighbours are met; without
        them, all that may be."""
        length = self.collection.lengths[row]
        total, scores = 0.0, {}
        for slot, some in self.slots.items():
            if slot >= NEIGHBOURS:
                for clause in some:
                    number = clause.number
                    if number in met if met is not None else self.may_meet[number][row]:
                        total += clause.weight * sum(scores.get(p, 0.0) for p in clause.parts)
                continue
            all_of = best = 0.0
            for clause in some:
                number = clause.number
                count = self.counts[number][row]
                if not count:
                    continue
                key = (number, count << 8 | length)
                value = self._part.get(key)
                if value is None:
                    value = self._part[key] = self.part(clause, count, length)
                scores[number] = value
                all_of += value
                best = max(best, value)
            total += best + TIE_BREAKER * (all_of - best)
        return round(total, DIGITS)

    def best(
        self, passing: int, wanted: int, met: Callable[[list[int]], Mapping[int, Container[int]]]
    ) -> dict[int, float]:
        """Return at least the `wanted` best passing practices with their scores, and all that
        equal the last of them. `met` tells which neighbours stand near in some practices."""
        data, scale, slack = self.bounds(passing)
        unsure = 0
        for flags in self.near.values():
            unsure |= flags
        doubtful = self.collection.lanes.dump(unsure)
        scores: dict[int, float] = {}
        least, above, batch = -1.0, _TOP, max(_FIRST, 2 * wanted)
        while above >= 1 and (above + slack) / scale >= least:
            low = _level(data, above, batch)
            rest = []
            for row in places(data, low, above):
                highest = self.score(row)
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
                near = met(some)
                scores |= {row: self.score(row, near.get(row, ())) for row in some}
                least = _last(scores, wanted)
            above, batch = low - 1, batch * 2
        return {row: score for row, score in scores.items() if score >= least}


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
