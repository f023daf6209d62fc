"""The engine of a site that runs on PostgreSQL: a tsvector of our tokens under a GIN index.

Every token carries its stream and field (`lt:общин`: lemma, title), so that one column answers
for every section and stream. PostgreSQL counts neither how rare a word is nor how long a text;
so its own rank only chooses the first candidates, and these are scored again by the same BM25F
that the other engines have built in.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar

from search.documents import SearchDocument
from search.fields import FIELD, FIELDS, K1, LETTERS, NEAR_GAPS, STREAMS, TIE_BREAKER, B, weight_in
from search.query import Query

from .base import EngineHits, Key
from .clauses import COUNTING, Clause, clauses
from .database import ROW_COLUMNS, DatabaseEngine
from .ranking import DIGITS
from .sqlite import strong_lemmas

CANDIDATES = 200  # scored exactly; the first twenty pages
MAX_POSITION = 16_383  # of a word in a tsvector
MAX_POSITIONS = 255  # of one lexeme
MAX_BYTES = 900_000  # of a tsvector; the limit is one MiB

_CLASSES = {3: "A", 2: "B", 1: "D"}  # of a field's weight
_RANK = "'{0.33, 0.33, 0.66, 1.0}'"  # weights of the classes D, C, B, A
# ts_rank divides by the number of alternatives and by the limit of 1 + 1/4 + 1/9 …; a word of
# weight 3 found once has frequency 3.
_PER_WORD = 3 * 1.64493406685
_FIELD_GAP = 10  # positions between two fields, so that no phrase spans them


class PostgreSQLEngine(DatabaseEngine):
    """One tsvector per practice; candidates by ts_rank and idf, the first page by BM25F."""

    name = "postgresql"
    tables: ClassVar[tuple[str, ...]] = ("search_facet", "search_row", "search_meta")
    schema: ClassVar[tuple[str, ...]] = (
        "CREATE TABLE search_meta (name varchar(40) PRIMARY KEY, value text NOT NULL)",
        f"""CREATE TABLE search_row (
            id bigserial PRIMARY KEY, {ROW_COLUMNS}, tokens tsvector, UNIQUE (pid, language))""",
        """CREATE TABLE search_facet (
            facet varchar(16) NOT NULL, value varchar(64) NOT NULL, row_id bigint NOT NULL,
            PRIMARY KEY (row_id, facet, value))""",
        "CREATE INDEX search_row_tokens ON search_row USING gin (tokens)",
    )

    def match(self, clause: Clause, fields: Sequence[str], section: str) -> tuple[str, list]:
        question = tsquery(clause, fields)
        if clause.near or clause.constant:
            select = "SELECT id, NULL::float AS raw FROM search_row WHERE tokens @@ %s::tsquery"
            return select, [question]
        return (
            f"""SELECT id, ts_rank({_RANK}, tokens, %s::tsquery)::float * {_PER_WORD * len(fields)}
                       AS raw
                FROM search_row WHERE tokens @@ %s::tsquery""",
            [question, question],
        )

    def match_ids(self, clause: Clause, fields: Sequence[str]) -> tuple[str, list]:
        return "SELECT id FROM search_row WHERE tokens @@ %s::tsquery", [tsquery(clause, fields)]

    def frequency(self) -> str:
        return "raw"

    def search(self, query: Query, facets: Sequence[str] = ()) -> EngineHits:
        first = (query.page - 1) * query.page_size
        if not query.asks or query.sort != "relevance" or first >= CANDIDATES:
            return super().search(query, facets)
        rows = self._run(query, facets, 0, max(CANDIDATES, first + query.page_size))
        candidates = [row[1:] for row in sorted(rows["hit"])]
        head = self._rescored(query, candidates[:CANDIDATES], rows)
        ranked = [*head, *candidates[CANDIDATES:]]
        return self._answer(ranked[first : first + query.page_size], rows, facets)

    def _rescored(self, query: Query, candidates: list[tuple], rows: Mapping) -> list[tuple]:
        """Return the candidates in the order of their BM25F scores."""
        if not candidates:
            return []
        norm = f"norm_{query.section}"
        asked = clauses(query)
        spread = {int(clause): n for n, clause, _, _ in rows["spread"]}
        total, _, _, average = rows["size"][0]
        wanted = list({lexeme for c in asked for lexeme in lexemes(c, query.fields)})
        with self.connection.cursor() as cursor:
            cursor.execute(
                f"""SELECT r.pid, r.language, r.published, r.{norm}, u.lexeme, u.positions
                    FROM search_row r LEFT JOIN LATERAL unnest(r.tokens) u ON u.lexeme = ANY(%s)
                    WHERE (r.pid, r.language) IN
                          (SELECT * FROM unnest(%s::text[], %s::text[]))""",
                [wanted, [c[0] for c in candidates], [c[1] for c in candidates]],
            )
            documents: dict[tuple[str, str], tuple[int, int, dict]] = {}
            for pid, language, published, length, lexeme, positions in cursor.fetchall():
                document = documents.setdefault((pid, language), (published, length, {}))
                if lexeme is not None:
                    document[2][lexeme] = positions or []
        scorer = Scorer(asked, query, spread, total, average)
        scored = [
            (-round(scorer.score(found, length), DIGITS), -published, pid, language)
            for (pid, language), (published, length, found) in documents.items()
        ]
        return [(pid, language, -score) for score, _, pid, language in sorted(scored)]

    def write(self, row_id: int, document: SearchDocument) -> None:
        with self.connection.cursor() as cursor:
            cursor.execute(
                "UPDATE search_row SET tokens = %s::tsvector WHERE id = %s",
                [tsvector(document), row_id],
            )

    def erase(self, row_id: int) -> None:
        """Nothing to do: the words stand in the row itself."""

    def strong(self, document: SearchDocument) -> str:
        return " ".join(strong_lemmas(document))

    def related(self, key: Key, limit: int) -> list[str]:
        """Return the numbers of practices that share the rarest of this one's lemmas."""
        names = ("title", "summary", "problem", "themes")
        letters = [f"l{FIELD[name].letter}" for name in names]
        question = " || ' | ' || ".join(["quote_literal(%s || ':' || term)"] * len(letters))
        with self.connection.cursor() as cursor:
            cursor.execute(
                f"""WITH terms AS (
                        SELECT DISTINCT unnest(string_to_array(strong, ' ')) AS term
                        FROM search_row WHERE pid = %s AND language = %s),
                    found AS MATERIALIZED (
                        SELECT term, r.id FROM terms
                        JOIN search_row r ON r.tokens @@ ({question})::tsquery
                        WHERE term <> ''),
                    rarity AS (
                        SELECT term, ln(1 + ((SELECT count(*) FROM search_row) - count(*) + 0.5)
                                            / (count(*) + 0.5)) AS idf
                        FROM found GROUP BY term)
                    SELECT r.pid FROM found JOIN rarity USING (term)
                    JOIN search_row r ON r.id = found.id
                    WHERE r.pid <> %s AND r.shown_in LIKE %s
                    GROUP BY r.id ORDER BY sum(idf) DESC, r.published DESC, r.pid LIMIT %s""",
                [*key, *letters, key.pid, f"%|{key.language}|%", limit],
            )
            return [pid for (pid,) in cursor.fetchall()]


class Scorer:
    """BM25F over the positions of the asked lexemes in one practice."""

    def __init__(
        self,
        asked: Sequence[Clause],
        query: Query,
        spread: Mapping[int, int],
        total: int,
        average: float,
    ):
        self.asked = asked
        self.fields = [
            (FIELD[name].letter, weight_in(query.section, name)) for name in query.fields
        ]
        self.average = average
        idf = {c.number: _idf(total, spread.get(c.number, 0)) for c in asked if not c.near}
        self.idf = {c.number: sum(idf[part] for part in c.parts) for c in asked}

    def score(self, found: Mapping[str, Sequence[int]], length: int) -> float:
        """Return the score of a practice with a remembered length and these positions."""
        norm = K1 * (1 - B + B * length / self.average)
        slots: dict[int, list[float]] = {}
        scores: dict[int, float] = {}
        for clause in self.asked:
            frequency = self._frequency(clause, found)
            if not frequency:
                continue
            if clause.near:
                score = clause.weight * sum(scores.get(part, 0.0) for part in clause.parts)
            elif clause.constant:
                score = clause.weight
            else:
                part = (K1 + 1) * frequency / (frequency + norm)
                score = clause.weight * self.idf[clause.number] * part
            scores[clause.number] = score
            if clause.slot != COUNTING:
                slots.setdefault(clause.slot, []).append(score)
        return sum(max(some) + TIE_BREAKER * (sum(some) - max(some)) for some in slots.values())

    def _frequency(self, clause: Clause, found: Mapping[str, Sequence[int]]) -> int:
        if clause.stream == "code":
            return len(found.get(f"c:{clause.tokens[0]}", ()))
        frequency = 0
        for letter, weight in self.fields:
            prefix = f"{LETTERS[clause.stream]}{letter}:"
            places = [found.get(prefix + token, ()) for token in clause.tokens]
            frequency += weight * _meetings(places, near=clause.near)
        return frequency


def _idf(total: int, n: int) -> float:
    return math.log(1 + (total - n + 0.5) / (n + 0.5))


def _meetings(places: Sequence[Sequence[int]], *, near: bool) -> int:
    """Count where the words stand side by side, or within NEAR_GAPS words of one another."""
    if len(places) == 1:
        return len(places[0])
    if near:
        reach = NEAR_GAPS + 1
        return sum(any(abs(a - b) <= reach for b in places[1]) for a in places[0])
    later = [set(positions) for positions in places[1:]]
    return sum(
        all(start + step in positions for step, positions in enumerate(later, 1))
        for start in places[0]
    )


def tsvector(document: SearchDocument) -> str:
    """Return a tsvector literal with every token of every stream at its place."""
    places: dict[str, list[str]] = {}
    base = 0
    for field in FIELDS:
        streams = document.fields[field.name]
        label = _CLASSES.get(field.weight, "D")
        longest = 0
        for stream in STREAMS:
            tokens = getattr(streams, stream).split()
            longest = max(longest, len(tokens))
            prefix = f"{LETTERS[stream]}{field.letter}:"
            for place, token in enumerate(tokens[: MAX_POSITION - base], base + 1):
                places.setdefault(prefix + token, []).append(f"{place}{label}")
        base = min(base + longest + _FIELD_GAP, MAX_POSITION)
    for place, token in enumerate(document.codes.split(), 1):
        places.setdefault(f"c:{token}", []).append(str(min(place, MAX_POSITION)))
    return " ".join(_within_limit(places.items()))


def _within_limit(places: Iterable[tuple[str, list[str]]]) -> Iterable[str]:
    size = 0
    for lexeme, positions in places:
        size += len(lexeme.encode()) + 2 * len(positions) + 8
        if size > MAX_BYTES:
            return
        yield f"{quoted(lexeme)}:{','.join(positions[:MAX_POSITIONS])}"


def quoted(lexeme: str) -> str:
    """Return a lexeme as tsvector and tsquery literals take it: whatever it holds, no syntax."""
    return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'"


def lexemes(clause: Clause, fields: Sequence[str]) -> list[str]:
    """Return the lexemes that a clause looks at."""
    if clause.stream == "code":
        return [f"c:{token}" for token in clause.tokens]
    letter = LETTERS[clause.stream]
    return [f"{letter}{FIELD[name].letter}:{token}" for name in fields for token in clause.tokens]


def tsquery(clause: Clause, fields: Sequence[str]) -> str:
    """Return the tsquery literal of a clause over some fields."""
    if clause.stream == "code":
        return " <-> ".join(quoted(f"c:{token}") for token in clause.tokens)
    alternatives = []
    for name in fields:
        prefix = f"{LETTERS[clause.stream]}{FIELD[name].letter}:"
        words = [quoted(prefix + token) for token in clause.tokens]
        if clause.near:
            one, two = words
            steps = range(1, NEAR_GAPS + 2)
            alternatives += [f"({one} <{n}> {two})" for n in steps]
            alternatives += [f"({two} <{n}> {one})" for n in steps]
        else:
            alternatives.append("(" + " <-> ".join(words) + ")")
    return " | ".join(alternatives)
