"""Counts of facet values over what was found: exact, on bits."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from .kept import kept
from .late import Late
from .tables import BUCKET, Dialect, facet_pairs

FEW = 100  # found practices whose facet values are read one by one
SPARSE = 32  # a value that fewer than every so many-th practice has is kept as a list of them
Value = tuple[str, str, int]  # facet, value, count


@dataclass(frozen=True, slots=True, eq=False)
class Facet:
    """The values of one facet: who has them, frequent ones as a row of bits, rare ones as rows."""

    frequent: dict[str, int]  # row of `bits` by value
    bits: np.ndarray  # of 64-bit words
    rare: dict[str, int]  # number in `firsts` by value
    rows: np.ndarray
    firsts: np.ndarray  # where the rows of each begin, and the end of the last

    @property
    def nbytes(self) -> int:
        names = len(self.frequent) + len(self.rare)
        return self.bits.nbytes + self.rows.nbytes + self.firsts.nbytes + 200 * names

    @classmethod
    def of(cls, found: Mapping[str, np.ndarray], size: int) -> "Facet":
        """Make it from a bit for each of `size` practices by value."""
        packed, rows = {}, {}
        for value, data in found.items():
            having = int(np.bitwise_count(data).sum())
            if having * SPARSE >= size:
                packed[value] = data
            elif having:  # what the last practice lost keeps an empty row in the tables
                rows[value] = np.flatnonzero(np.unpackbits(data, bitorder="little"))
        bits = np.zeros((len(packed), -(-size // 64) * 8), np.uint8)
        for line, data in zip(bits, packed.values(), strict=True):
            line[: len(data)] = data
        lengths = [0, *map(len, rows.values())]
        return cls(
            {value: number for number, value in enumerate(packed)},
            bits.view(np.uint64),
            {value: number for number, value in enumerate(rows)},
            np.concatenate([np.empty(0, np.uint32), *rows.values()]).astype(np.uint32),
            np.cumsum(lengths),
        )

    def counts(self, flags: np.ndarray, bits: np.ndarray) -> list[tuple[str, int]]:
        """Return how many of the flagged practices have each value, without those that none has;
        `bits` are the flags in 64-bit words."""
        found = np.bitwise_count(self.bits & bits).sum(axis=1).tolist()
        counts = list(zip(self.frequent, found, strict=True))
        if self.rare:
            sums = np.add.reduceat(flags[self.rows].view(np.uint8), self.firsts[:-1], dtype=np.intp)
            counts += zip(self.rare, sums.tolist(), strict=True)
        return [(value, n) for value, n in counts if n]

    def having(self, values: Sequence[str], size: int) -> np.ndarray:
        """Return flags of the practices that have one of some values."""
        flags = np.zeros(size, bool)
        for value in values:
            if value in self.frequent:
                bits = self.bits[self.frequent[value]].view(np.uint8)
                flags |= np.unpackbits(bits, count=size, bitorder="little").view(bool)
            elif value in self.rare:
                first, last = self.firsts[self.rare[value] :][:2]
                flags[self.rows[first:last]] = True
        return flags


class Counting:
    """The facet values of one snapshot of the tables, `mark` that of the facets in it; `late` are
    the practices of which the facets in it are not true any more."""

    def __init__(self, cursor, dialect: Dialect, size: int, mark: int, late: Sequence[Late]):
        self.cursor = cursor
        self.dialect = dialect
        self.size = size
        self.mark = mark
        self.late = late
        self._late_rows = np.array([one.row for one in late], np.intp)
        self._held: dict[str, Facet] = {}

    def chosen(self, filters: Mapping[str, Sequence[str]]) -> dict[str, np.ndarray]:
        """Return flags of the practices that have one of the chosen values, by facet."""
        self._load(filters)
        flags = {
            facet: self._held[facet].having(values, self.size) for facet, values in filters.items()
        }
        for one in self.late:
            for facet, values in filters.items():
                flags[facet][one.row] = any((facet, value) in one.facets for value in values)
        return flags

    def counts(
        self, base: np.ndarray, chosen: Mapping[str, np.ndarray], facets: Sequence[str]
    ) -> list[Value]:
        """Return the counts of the facets: each under all choices but its own."""
        values: list[Value] = []
        free = [facet for facet in facets if facet not in chosen]
        for group in [free, *([facet] for facet in facets if facet in chosen)]:
            flags = base
            for facet, others in chosen.items():
                if [facet] != group:
                    flags = flags & others
            if group and (found := np.count_nonzero(flags)):
                few = found <= FEW
                values += self._of_few(group, flags) if few else self._of_many(group, flags)
        return values

    def _of_few(self, facets: Sequence[str], flags: np.ndarray) -> list[Value]:
        self.cursor.execute(
            f"SELECT facets FROM search_row WHERE {self.dialect.among.format('id')}",
            [self.dialect.many(np.flatnonzero(flags).tolist())],
        )
        met = Counter(pair for (text,) in self.cursor.fetchall() for pair in facet_pairs(text))
        return [(facet, value, n) for (facet, value), n in met.items() if facet in facets]

    def _of_many(self, facets: Sequence[str], flags: np.ndarray) -> list[Value]:
        self._load(facets)
        met = Counter(pair for one in self.late if flags[one.row] for pair in one.facets)
        if self.late:
            flags = flags.copy()
            flags[self._late_rows] = False
        bits = np.zeros(-(-self.size // 64) * 8, np.uint8)
        packed = np.packbits(flags, bitorder="little")
        bits[: len(packed)] = packed
        words = bits.view(np.uint64)
        for facet in facets:
            for value, n in self._held[facet].counts(flags, words):
                met[facet, value] += n
        return [(facet, value, n) for (facet, value), n in met.items() if facet in facets]

    def _load(self, facets: Sequence[str]) -> None:
        """Make facets ready: kept from another question, or read."""
        missing = []
        for facet in facets:
            held = self._held.get(facet) or kept.get((self.mark, self.size, facet))
            if held is None:
                missing.append(facet)
            else:
                self._held[facet] = held
        if not missing:
            return
        for facet, values in self._read(missing).items():
            self._held[facet] = Facet.of(values, self.size)
            kept.keep((self.mark, self.size, facet), self._held[facet])

    def _read(self, facets: Sequence[str]) -> dict[str, dict[str, np.ndarray]]:
        """Return the bits of all values by facet, eight practices a byte."""
        marks = ", ".join(["%s"] * len(facets))
        self.cursor.execute(
            f"SELECT facet, value, bucket, data FROM search_bits WHERE facet IN ({marks})",
            list(facets),
        )
        found: dict[str, dict[str, np.ndarray]] = {facet: {} for facet in facets}
        length = -(-self.size // 8)
        for facet, value, bucket, data in self.cursor.fetchall():
            whole = found[facet].setdefault(value, np.zeros(length, np.uint8))
            first = bucket * BUCKET // 8
            whole[first : first + len(data)] = np.frombuffer(data, np.uint8)
        return found
