"""An answer from the packed tables: what is found, how many, which values, and the best of it."""

import json
import math
from collections.abc import Iterable, Mapping, Sequence

from search.fields import FIELD, K1, NEAR_GAPS, STREAMS, B, weight_in
from search.query import Query

from .clauses import Clause, clauses, exclusions
from .lanes import SIGN, places
from .packed_write import BUCKET
from .postings import BLOCK, MOST, term, unpack
from .ranking import Collection, Ranking
from .sqlite_match import expression

FEW = 400  # found practices whose facet values are read one by one
COMMON = 8  # neighbours that both stand in every eighth practice are looked for in the best only
ORDERS = {
    "newest": "published DESC, pid",
    "nominated": "nominations DESC, published DESC, pid",
}
Row = tuple[str, str, float]  # pid, language, score


class Reader:
    """One question over one snapshot of the tables."""

    def __init__(self, cursor, query: Query):
        self.cursor = cursor
        self.query = query
        self.asked = clauses(query)
        self.unwanted = exclusions(query)
        self.collection, self.shown = self._load_collection()
        self.lanes = self.collection.lanes
        self.size = self.lanes.count
        self.vectors = self._load_counts()

    # Reading

    def _load_collection(self) -> tuple[Collection, int]:
        section = self.query.section
        self.cursor.execute(
            """SELECT name, block, data, 0 FROM search_block WHERE name IN (%s, %s)
               UNION ALL SELECT '', documents, NULL, size FROM search_size WHERE section = %s""",
            [f"length.{section}", f"shown.{self.query.language}", section],
        )
        rows = self.cursor.fetchall()
        blocks = max((block for name, block, _, _ in rows if name), default=-1) + 1
        held = {"length": bytearray(blocks * BLOCK), "shown": bytearray(blocks * BLOCK)}
        documents = size = 0
        for name, number, data, words in rows:
            if name:
                held[name.partition(".")[0]][number * BLOCK : (number + 1) * BLOCK] = data
            else:
                documents += number
                size += words
        collection = Collection(bytes(held["length"]), documents, size)
        return collection, collection.lanes.load(held["shown"])

    def _load_counts(self) -> dict[str, bytes]:
        """Return by term one byte per practice: how often it stands in the section."""
        wanted = {
            term(clause.stream, clause.tokens[0])
            for clause in (*self.asked, *self.unwanted)
            if len(clause.tokens) == 1 and not clause.constant
        }
        vectors = {name: bytearray(self.size) for name in wanted}
        self.cursor.execute(
            f"""SELECT term, block, docs, count_{self.query.section} FROM search_posting
                WHERE term IN (SELECT value FROM json_each(%s))""",
            [json.dumps(sorted(wanted))],
        )
        for name, block, docs, counts in self.cursor:
            unpack(vectors[name], block, docs, counts)
        return {name: bytes(vector) for name, vector in vectors.items()}

    def _matching(self, clause: Clause) -> list[int]:
        """Return the ids in which FTS5 finds a clause."""
        self.cursor.execute(
            "SELECT rowid FROM search_tokens WHERE search_tokens MATCH %s",
            [expression(clause, self.query.fields)],
        )
        return [row_id for (row_id,) in self.cursor.fetchall()]

    # Finding

    def _counts(self) -> dict[int, bytes]:
        """Return the counts of every clause but neighbours."""
        found: dict[int, bytes] = {}
        for clause in self.asked:
            if clause.near:
                continue
            if clause.constant:
                found[clause.number] = self._marked(self._matching(clause))
            elif len(clause.tokens) == 1:
                found[clause.number] = self.vectors[term(clause.stream, clause.tokens[0])]
            else:
                found[clause.number] = self._phrase(clause)
        return found

    def _phrase(self, clause: Clause) -> bytes:
        """Return how often tokens stand side by side, from the score that FTS5 gives them.

        bm25() = own idf × (K1 + 1) × f / (f + K1 × own norm), where f is the count that we want.
        Its own idf is cut to 1e-6 for what more than half of all practices have, its own norm
        counts all tokens of a row.
        """
        weights = ", ".join(
            str(weight_in(self.query.section, name)) for _ in STREAMS for name in FIELD
        )
        self.cursor.execute(
            f"""SELECT r.id, -t.score, r.length FROM (
                    SELECT rowid AS id, bm25(search_tokens, {weights}, 1) AS score
                    FROM search_tokens WHERE search_tokens MATCH %s) t
                JOIN search_row r ON r.id = t.id""",
            [expression(clause, self.query.fields)],
        )
        rows = self.cursor.fetchall()
        data = bytearray(self.size)
        if rows:
            everything, average = self._everything()
            odds = (everything - len(rows) + 0.5) / (len(rows) + 0.5)
            own = math.log(odds) if odds > 1 else 1e-6
            for row, score, length in rows:
                part = score / own
                norm = K1 * (1 - B + B * length / average)
                data[row] = min(MOST, max(1, round(part * norm / (K1 + 1 - part))))
        return bytes(data)

    def _everything(self) -> tuple[int, float]:
        """Return how many practices there are, and how many tokens one has on average."""
        self.cursor.execute("SELECT sum(documents), sum(size) FROM search_size WHERE section = ''")
        documents, size = self.cursor.fetchone()
        return documents, size / documents

    def _marked(self, rows: Iterable[int]) -> bytes:
        data = bytearray(self.size)
        for row in rows:
            data[row] = 1
        return bytes(data)

    def _near(self, counts: Mapping[int, bytes]) -> dict[int, int]:
        """Return flags by clause of neighbours: where they are near, or may be if very common."""
        found = {}
        for clause in self.asked:
            if not clause.near:
                continue
            one, two = (self.lanes.load(counts[part].translate(SIGN)) for part in clause.parts)
            both = one & two
            if min(one.bit_count(), two.bit_count()) * COMMON < self.size:
                both = self.lanes.load(self._marked(self._matching(clause))) if both else 0
            found[clause.number] = both
        return found

    def _without(self) -> int:
        """Return a flag for every practice that holds something excluded."""
        out = 0
        for clause in self.unwanted:
            if len(clause.tokens) == 1 and not clause.constant:
                vector = self.vectors[term(clause.stream, clause.tokens[0])].translate(SIGN)
                out |= self.lanes.load(vector)
            else:
                out |= self.lanes.load(self._marked(self._matching(clause)))
        return out

    def answer(
        self, facets: Sequence[str], first: int, last: int
    ) -> tuple[list[Row], int, list[tuple[str, str, int]]]:
        """Return the hits from `first` to before `last`, the total, and (facet, value, count)."""
        base, ranking = self.shown, None
        if self.query.asks:
            counts = self._counts()
            near = self._near(counts) if self.query.sort == "relevance" else {}
            ranking = Ranking(self.query, self.collection, self.asked, counts, near)
            base &= ranking.found()
        if self.unwanted:
            base &= base ^ (base & self._without())
        chosen = self._chosen()
        passing = base
        for flags in chosen.values():
            passing &= flags
        total = passing.bit_count()
        values = []
        for group, flags in self._masks(base, chosen, facets):
            values += self._values(group, flags)
        if first >= total:
            return [], total, values
        if ranking is not None and self.query.sort == "relevance":
            scores = ranking.best(passing, min(last, total), self._met)
            return self._by_score(scores)[first:last], total, values
        return self._by_order(passing, total, first, last), total, values

    # Facets

    def _chosen(self) -> dict[str, int]:
        """Return flags of the practices that have a chosen value, by facet."""
        found = {}
        for facet, values in self.query.filters.items():
            bits = 0
            for _, bucket, data in self._bits([facet], values):
                bits |= int.from_bytes(data, "little") << bucket * BUCKET
            found[facet] = self.lanes.flags(bits)
        return found

    def _bits(self, facets: Sequence[str], values: Sequence[str] = ()) -> list[tuple]:
        only = f" AND value IN ({', '.join(['%s'] * len(values))})" if values else ""
        marks = ", ".join(["%s"] * len(facets))
        self.cursor.execute(
            f"""SELECT facet || '=' || value, bucket, data FROM search_bits
                WHERE facet IN ({marks}){only}""",
            [*facets, *values],
        )
        return self.cursor.fetchall()

    def _masks(
        self, base: int, chosen: Mapping[str, int], facets: Sequence[str]
    ) -> list[tuple[list[str], int]]:
        """Return the facets in groups, each with what is counted: all choices but its own."""
        groups = []
        free = [facet for facet in facets if facet not in chosen]
        for group in [free, *([facet] for facet in facets if facet in chosen)]:
            flags = base
            for facet, others in chosen.items():
                if [facet] != group:
                    flags &= others
            if group and flags:
                groups.append((group, flags))
        return groups

    def _values(self, facets: Sequence[str], flags: int) -> list[tuple[str, str, int]]:
        if flags.bit_count() <= FEW:
            marks = ", ".join(["%s"] * len(facets))
            self.cursor.execute(
                f"""SELECT facet, value, count(*) FROM search_facet
                    WHERE row_id IN (SELECT value FROM json_each(%s)) AND facet IN ({marks})
                    GROUP BY facet, value""",
                [json.dumps(places(self.lanes.dump(flags), 1, 1)), *facets],
            )
            return self.cursor.fetchall()
        bits = self.lanes.bits(flags)
        buckets = [bits >> first & ((1 << BUCKET) - 1) for first in range(0, self.size + 1, BUCKET)]
        counts: dict[str, int] = {}
        for name, bucket, data in self._bits(facets):
            n = (int.from_bytes(data, "little") & buckets[bucket]).bit_count()
            if n:
                counts[name] = counts.get(name, 0) + n
        return [(*name.split("=", 1), n) for name, n in counts.items()]

    # The page

    def _by_score(self, scores: Mapping[int, float]) -> list[Row]:
        self.cursor.execute(
            """SELECT id, published, pid, language FROM search_row
               WHERE id IN (SELECT value FROM json_each(%s))""",
            [json.dumps(list(scores))],
        )
        rows = sorted(
            (-scores[i], -date, pid, lang) for i, date, pid, lang in self.cursor.fetchall()
        )
        return [(pid, language, -score) for score, _, pid, language in rows]

    def _by_order(self, passing: int, total: int, first: int, last: int) -> list[Row]:
        order = ORDERS[self.query.sort]
        data = self.lanes.dump(passing)
        if total <= FEW * 5:
            self.cursor.execute(
                f"""SELECT pid, language FROM search_row
                    WHERE id IN (SELECT value FROM json_each(%s))
                    ORDER BY {order} LIMIT %s OFFSET %s""",
                [json.dumps(places(data, 1, 1)), last - first, first],
            )
            return [(pid, language, 0.0) for pid, language in self.cursor.fetchall()]
        self.cursor.execute(f"SELECT id, pid, language FROM search_row ORDER BY {order}")
        found: list[Row] = []
        for row_id, pid, language in self.cursor:
            if data[row_id]:
                found.append((pid, language, 0.0))
                if len(found) == last:
                    break
        return found[first:]

    # Neighbours

    def _met(self, rows: Sequence[int]) -> dict[int, set[int]]:
        """Return by practice which clauses of neighbours are near one another in it."""
        near = [clause for clause in self.asked if clause.near]
        names = ", ".join(f"{name}_lemma" for name in self.query.fields)
        self.cursor.execute(
            f"""SELECT rowid, {names} FROM search_tokens
                WHERE rowid IN (SELECT value FROM json_each(%s))""",
            [json.dumps(rows)],
        )
        return {
            row: {c.number for c in near if any(meet(c.tokens, text) for text in texts)}
            for row, *texts in self.cursor.fetchall()
        }


def meet(pair: tuple[str, ...], text: str) -> bool:
    """Whether two tokens stand with at most NEAR_GAPS others between them."""
    one, two = pair
    if one not in text or two not in text:
        return False
    tokens = text.split()
    reach = NEAR_GAPS + 1
    return any(
        two in tokens[max(0, place - reach) : place + reach + 1]
        for place, token in enumerate(tokens)
        if token == one
    )
