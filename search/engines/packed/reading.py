"""An answer from the tables: what is found, how many, which values, and the best of it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

import numpy as np

from search.engines.clauses import Clause, clauses, exclusions
from search.fields import PARTS
from search.query import Query

from . import late, texts
from .beside import counted
from .counting import Counting
from .kept import kept
from .postings import BLOCK, COLUMNS, MOST, term, unpack
from .ranking import Collection, Ranking
from .tables import FACETS_MARK, POSTINGS_MARK, Dialect

ORDERS = {
    "newest": "published DESC, pid",
    "nominated": "nominations DESC, published DESC, pid",
}
FEW = 2000  # found practices that are put in order by themselves
FREQUENT = 8  # a vector is kept if its postings take an eighth of its room
STEP = 1000  # rows read at once, in order, to find those that were found
Row = tuple[str, str, float]  # pid, language, score
Counted = dict[int, dict[int, int]]  # by row and number of a clause


class Reader:
    """One question over one snapshot of the tables.

    All that is kept of the practices has one byte for each, at the place of its row.
    """

    def __init__(self, cursor, dialect: Dialect, query: Query):
        self.cursor = cursor
        self.dialect = dialect
        self.query = query
        cursor.execute("SELECT part, documents, size FROM search_size")
        sizes = {part: (documents, size) for part, documents, size in cursor.fetchall()}
        self.marks = {name: sizes.pop(name)[1] for name in (FACETS_MARK, POSTINGS_MARK)}
        self.late = late.read(cursor)
        for part, (documents, size) in late.changed(self.late).items():
            sizes[part] = sizes[part][0] + documents, sizes[part][1] + size
        attached = bool(sizes["attachments"][0])
        self.asked = clauses(query, attached)
        self.unwanted = exclusions(query, attached)
        self._load_collection(sizes)
        self._lists: dict[tuple[str, str], tuple[list, list]] = {}
        self._load_counts()

    # Reading

    def _select(self, sql: str, column: str, values: Iterable) -> Iterable[tuple]:
        """Run a SELECT … WHERE with the condition that a column is one of some values."""
        self.cursor.execute(
            f"{sql} {self.dialect.among.format(column)}", [self.dialect.many(values)]
        )
        return self.cursor.fetchall()

    def _load_collection(self, sizes: Mapping[str, tuple[int, int]]) -> None:
        """Read lengths, merits and languages."""
        parts = {self.query.section, *(clause.part for clause in (*self.asked, *self.unwanted))}
        self.parts = tuple(part for part in PARTS if part in parts)
        shown = f"shown.{self.query.language}"
        names = [shown, "merit", *(f"length.{part}" for part in self.parts)]
        rows = self._select("SELECT name, block, data FROM search_block WHERE", "name", names)
        blocks = {block for _, block, _ in rows} | {one.row // BLOCK for one in self.late}
        self.blocks = max(blocks, default=-1) + 1
        self.size = self.blocks * BLOCK
        held = {name: np.zeros(self.size, np.uint8) for name in names}
        for name, block, data in rows:
            held[name][block * BLOCK : (block + 1) * BLOCK] = np.frombuffer(data, np.uint8)
        late.put_over(held, self.late)
        self.shown = held[shown] != 0
        self.merit = held["merit"]
        self.collections = {
            part: Collection(held[f"length.{part}"], *sizes[part]) for part in self.parts
        }

    def _load_counts(self) -> None:
        """Read how often each word stands in each part, one byte per practice."""
        wanted: dict[str, set[str]] = defaultdict(set)
        for clause in (*self.asked, *self.unwanted):
            if clause.near:
                continue
            wanted[clause.part].update(term(clause.stream, token) for token in clause.tokens)
            wanted[clause.part].update(term(clause.stream, *p) for p in pairwise(clause.tokens))
        names = sorted(set().union(*wanted.values())) if wanted else []
        self.common = self._common(names)
        self.vectors = self._vectors(wanted)
        at = {part: COLUMNS.index(f"count_{part}") for part in self.parts}
        tail = self._select("SELECT term, number, counts FROM search_tail WHERE", "term", names)
        changed = set()
        for name, row, counts in tail:
            for part, place in at.items():
                key = part, name
                if key in self.vectors:
                    if key not in changed:  # what is kept for other questions stays as it is
                        changed.add(key)
                        self.vectors[key] = self.vectors[key].copy()
                    self.vectors[key][row] = counts[place] if counts else 0

    def _vectors(self, wanted: Mapping[str, set[str]]) -> dict[tuple[str, str], np.ndarray]:
        """Return what the postings say, by part and term; frequent terms are kept."""
        found: dict[tuple[str, str], np.ndarray] = {}
        missing = set()
        mark = self.marks[POSTINGS_MARK], self.size
        for part, some in wanted.items():
            for name in some:
                held = kept.get((mark, part, name))
                if held is None:
                    missing.add(name)
                else:
                    found[part, name] = held
        nothing = np.zeros(self.size, np.uint8)
        asked = {(part, name) for part, some in wanted.items() for name in some} - found.keys()
        new: dict[tuple[str, str], np.ndarray] = {}
        lengths: dict[tuple[str, str], int] = defaultdict(int)
        # Block after block: a key begins with it, so that a rebuild writes in order.
        columns = ", ".join(f"count_{part}" for part in self.parts)
        sql = f"SELECT block, term, {columns} FROM search_posting WHERE"
        blocks = self.dialect.among.format("block")
        self.cursor.execute(
            f"{sql} {blocks} AND {self.dialect.among.format('term')}",
            [self.dialect.many(range(self.blocks)), self.dialect.many(sorted(missing))],
        )
        for block, name, *data in self.cursor.fetchall():
            for part, counts in zip(self.parts, data, strict=True):
                key = part, name
                if counts and key in asked:
                    if key not in new:
                        new[key] = np.zeros(self.size, np.uint8)
                    unpack(new[key], block, counts)
                    lengths[key] += len(counts)
        for (part, name), length in lengths.items():
            if length * FREQUENT >= self.size:
                kept.keep((mark, part, name), new[part, name])
        return dict.fromkeys(asked, nothing) | found | new

    def _common(self, names: Iterable[str]) -> set[str]:
        """Return those words of pairs of which two side by side are a term of their own."""
        words = {name[0] + word for name in names if " " in name for word in name[1:].split(" ")}
        if not words:
            return set()
        found = self._select("SELECT term FROM search_common WHERE", "term", words)
        return {name for (name,) in found}

    # Finding

    def _counts(self) -> tuple[dict[int, np.ndarray], set[int]]:
        """Return the counts of every clause, and the clauses whose counts are the most that may
        be: how often they stand there is seen by looking at the text."""
        found: dict[int, np.ndarray] = {}
        unsure: set[int] = set()
        for clause in self.asked:
            if clause.near:
                if self.query.sort == "relevance":
                    one, two = (found[part] != 0 for part in clause.parts)
                    found[clause.number] = one & two
                    unsure.add(clause.number)
            elif len(clause.tokens) == 1:
                found[clause.number] = self.vectors[
                    clause.part, term(clause.stream, *clause.tokens)
                ]
            else:
                found[clause.number] = self._phrase(clause)
        return found, unsure

    def _phrase(self, clause: Clause) -> np.ndarray:
        """Return how often tokens stand side by side.

        Of two, and of three common ones, the tables say so. Of more words the texts are looked at
        of all the practices that have each two and each three of them side by side.
        """
        tokens = clause.tokens
        words = [self.vectors[clause.part, term(clause.stream, token)] for token in tokens]
        if not all(vector.any() for vector in words):
            return np.zeros(self.size, np.uint8)
        pairs = [self._pair(clause, *pair) for pair in pairwise(tokens)]
        if len(tokens) == 2:
            return pairs[0]
        common = [term(clause.stream, token) in self.common for token in tokens]
        triples = [
            self._beside("next_words", clause, f"{one} {two}", three)
            for one, two, three, *often in zip(
                tokens, tokens[1:], tokens[2:], common, common[1:], common[2:], strict=False
            )
            if all(often)
        ]
        if triples and len(tokens) == 3:
            return triples[0]
        there = np.logical_and.reduce([vector != 0 for vector in (*pairs, *triples)])
        data = np.zeros(self.size, np.uint8)
        rows = np.flatnonzero(there).tolist()
        for first in range(0, len(rows), STEP):
            for row, counts in self._look([clause], rows[first : first + STEP]).items():
                data[row] = min(counts[clause.number], MOST)
        return data

    def _pair(self, clause: Clause, one: str, two: str) -> np.ndarray:
        """Return how often two tokens stand side by side in the part of a clause."""
        if term(clause.stream, one) not in self.common:
            return self._beside("next_words", clause, one, two)
        if term(clause.stream, two) not in self.common:
            return self._beside("previous_words", clause, two, one)
        return self.vectors[clause.part, term(clause.stream, one, two)]

    def _beside(self, column: str, clause: Clause, owner: str, other: str) -> np.ndarray:
        """Return how often a token stands in a list (see `beside`) of another one or of two."""
        data = np.zeros(self.size, np.uint8)
        postings, tail = self._list(column, term(clause.stream, owner))
        for block, numbers in postings:
            data[block * BLOCK : (block + 1) * BLOCK] = counted(numbers, other, clause.part)
        for row, numbers in tail:
            data[row] = counted(numbers, other, clause.part)[row % BLOCK] if numbers else 0
        return data

    def _list(self, column: str, name: str) -> tuple[list, list]:
        """Return a list of a term as (block, bytes) of the postings and (row, bytes) of the tail."""
        if (column, name) not in self._lists:
            blocks = self.dialect.among.format("block")
            self.cursor.execute(
                f"SELECT block, {column} FROM search_posting WHERE {blocks} AND term = %s",
                [self.dialect.many(range(self.blocks)), name],
            )
            postings = [(block, numbers) for block, numbers in self.cursor.fetchall() if numbers]
            self.cursor.execute(f"SELECT number, {column} FROM search_tail WHERE term = %s", [name])
            self._lists[column, name] = postings, self.cursor.fetchall()
        return self._lists[column, name]

    def _without(self) -> np.ndarray:
        """Return a flag for every practice that holds something excluded."""
        out = np.zeros(self.size, bool)
        for clause in self.unwanted:
            if len(clause.tokens) == 1:
                vector = self.vectors[clause.part, term(clause.stream, *clause.tokens)]
            else:
                vector = self._phrase(clause)
            out |= vector != 0
        return out

    def answer(
        self, facets: Sequence[str], first: int, last: int
    ) -> tuple[list[Row], int, list[tuple[str, str, int]]]:
        """Return the hits from `first` to before `last`, the total, and (facet, value, count)."""
        base, ranking = self.shown, None
        if self.query.asks:
            counts = self._counts()
            ranking = Ranking(self.query, self.collections, self.merit, self.asked, *counts)
            base = base & ranking.found()
        if self.unwanted:
            base = base & ~self._without()
        counting = Counting(
            self.cursor, self.dialect, self.size, self.marks[FACETS_MARK], self.late
        )
        chosen = counting.chosen(self.query.filters)
        passing = base
        for flags in chosen.values():
            passing = passing & flags
        total = int(np.count_nonzero(passing))
        values = counting.counts(base, chosen, facets)
        if first >= total:
            return [], total, values
        if ranking is not None and self.query.sort == "relevance":
            scores = ranking.best(passing, min(last, total), self._look_for)
            return self._by_score(scores)[first:last], total, values
        return self._by_order(passing, total, first, last), total, values

    # The page

    def _by_score(self, scores: Mapping[int, float]) -> list[Row]:
        sql = "SELECT id, published, pid, language FROM search_row WHERE"
        found = self._select(sql, "id", scores)
        rows = sorted((-scores[i], -date, pid, lang) for i, date, pid, lang in found)
        return [(pid, language, -score) for score, _, pid, language in rows]

    def _by_order(self, passing: np.ndarray, total: int, first: int, last: int) -> list[Row]:
        order = ORDERS[self.query.sort]
        if total <= FEW:
            self.cursor.execute(
                f"""SELECT pid, language FROM search_row WHERE {self.dialect.among.format("id")}
                    ORDER BY {order} LIMIT %s OFFSET %s""",
                [self.dialect.many(np.flatnonzero(passing).tolist()), last - first, first],
            )
            return [(pid, language, 0.0) for pid, language in self.cursor.fetchall()]
        found: list[Row] = []
        last = min(last, total)
        read, step = 0, STEP
        while len(found) < last:
            self.cursor.execute(
                f"SELECT id, pid, language FROM search_row ORDER BY {order} LIMIT %s OFFSET %s",
                [step, read],
            )
            rows = self.cursor.fetchall()
            found += [(pid, language, 0.0) for row, pid, language in rows if passing[row]]
            read, step = read + step, step * 4
        return found[first:last]

    def _look_for(self, numbers: Iterable[int], rows: Sequence[int]) -> Counted:
        return self._look([self.asked[number] for number in numbers], rows)

    def _look(self, asked: Sequence[Clause], rows: Sequence[int]) -> Counted:
        """Return by row how often some clauses stand in its text, by their numbers."""
        columns = sorted({texts.column(clause) for clause in asked})
        sql = f"SELECT id, {', '.join(columns)} FROM search_text WHERE"
        found = {}
        for row, *data in self._select(sql, "id", rows):
            kept = dict(zip(columns, map(bytes, data), strict=True))
            found[row] = {c.number: texts.occurrences(c, kept[texts.column(c)]) for c in asked}
        return found
