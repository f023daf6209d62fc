"""Counts of facet values over what was found: exact, on bits."""

from collections import Counter
from collections.abc import Mapping, Sequence

from .lanes import Lanes, places
from .tables import BUCKET, Dialect
from .writing import facet_pairs

FEW = 400  # found practices whose facet values are read one by one
Value = tuple[str, str, int]  # facet, value, count


class Counting:
    """The facet values of one snapshot of the tables."""

    def __init__(self, cursor, dialect: Dialect, lanes: Lanes):
        self.cursor = cursor
        self.dialect = dialect
        self.lanes = lanes

    def chosen(self, filters: Mapping[str, Sequence[str]]) -> dict[str, int]:
        """Return flags of the practices that have one of the chosen values, by facet."""
        found = {}
        for facet, values in filters.items():
            bits = 0
            for _, bucket, data in self._bits([facet], values):
                bits |= int.from_bytes(data, "little") << bucket * BUCKET
            found[facet] = self.lanes.flags(bits)
        return found

    def counts(self, base: int, chosen: Mapping[str, int], facets: Sequence[str]) -> list[Value]:
        """Return the counts of the facets: each under all choices but its own."""
        values: list[Value] = []
        free = [facet for facet in facets if facet not in chosen]
        for group in [free, *([facet] for facet in facets if facet in chosen)]:
            flags = base
            for facet, others in chosen.items():
                if [facet] != group:
                    flags &= others
            if group and flags:
                few = flags.bit_count() <= FEW
                values += self._of_few(group, flags) if few else self._of_many(group, flags)
        return values

    def _of_few(self, facets: Sequence[str], flags: int) -> list[Value]:
        self.cursor.execute(
            f"SELECT facets FROM search_row WHERE {self.dialect.among.format('id')}",
            [self.dialect.many(places(self.lanes.dump(flags), 1, 1))],
        )
        met = Counter(pair for (text,) in self.cursor.fetchall() for pair in facet_pairs(text))
        return [(facet, value, n) for (facet, value), n in met.items() if facet in facets]

    def _of_many(self, facets: Sequence[str], flags: int) -> list[Value]:
        bits = self.lanes.bits(flags)
        size = self.lanes.count
        buckets = [bits >> first & ((1 << BUCKET) - 1) for first in range(0, size + 1, BUCKET)]
        counts: Counter = Counter()
        for name, bucket, data in self._bits(facets):
            counts[name] += (int.from_bytes(data, "little") & buckets[bucket]).bit_count()
        return [(*name.split("=", 1), n) for name, n in counts.items() if n]

    def _bits(self, facets: Sequence[str], values: Sequence[str] = ()) -> list[tuple]:
        """Return (facet=value, bucket, bits) of all or some values."""
        only = f" AND value IN ({', '.join(['%s'] * len(values))})" if values else ""
        marks = ", ".join(["%s"] * len(facets))
        self.cursor.execute(
            f"""SELECT facet || '=' || value, bucket, data FROM search_bits
                WHERE facet IN ({marks}){only}""",
            [*facets, *values],
        )
        return self.cursor.fetchall()
