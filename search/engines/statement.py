"""The one SQL statement with which a database engine answers.

Its common table expressions are the steps of the ranking:

    total    how many practices there are, and how long on average
    found    (slot, clause, id, raw)     every match of every clause, with its raw frequency
    spread   (clause, n, own)            how many practices each matched; FTS5's own idf of that
    rarity   (clause, idf)               what that is worth
    weighed  (slot, clause, id, score)   BM25F of every match
    scored   (slot, id, score)           best clause of a slot, a share of the others; neighbours
    hits     (id, score)                 enough slots found, nothing excluded
    base     hits shown to readers of this language, with a flag for each chosen facet

Only the engine's `match` and `frequency` (how a clause becomes ids and word frequencies) differ
between databases. The formula is Lucene's BM25 to the bit of a remembered length, so the engines
agree. Names and numbers in the text are our own; all that was typed is a parameter.
"""

from collections.abc import Sequence
from typing import Protocol

from search.fields import K1, TIE_BREAKER, B
from search.query import Query

from .clauses import NEIGHBOURS, PHRASES, Clause, clauses, exclusions

DIGITS = 5  # of a score: what two sums of the same numbers may differ in is no order

ORDERS = {
    "relevance": "score DESC, published DESC, pid",
    "newest": "published DESC, pid",
    "nominated": "nominations DESC, published DESC, pid",
}

SQL = tuple[str, list]


class Dialect(Protocol):
    """How a database finds words."""

    def match(self, clause: Clause, fields: Sequence[str], section: str) -> SQL:
        """Return a SELECT of (id, raw) and its parameters; raw NULL means a score of its weight."""

    def match_ids(self, clause: Clause, fields: Sequence[str]) -> SQL:
        """Return a SELECT of id and its parameters."""

    def frequency(self) -> str:
        """Return SQL for the weighted frequency of the words, from raw, own, r and total."""


def statement(dialect: Dialect, query: Query, facets: Sequence[str], first: int, last: int) -> SQL:
    """Return the statement for the hits after `first` up to `last`, their total and the counts.

    Its rows are (kind, number, text, text, score): a "hit" with its position, number and language;
    the "total"; a "facet" count; for who scores again, the "spread" of each clause and the "size"
    of the collection.
    """
    steps, params = _hits(dialect, query)
    flags, flag_params = _flags(query)
    passing = " AND ".join(f"f{number}" for number in range(len(query.filters))) or "1 = 1"
    steps += [
        f"""base AS MATERIALIZED (
            SELECT h.id, CAST(round(CAST(h.score AS numeric), {DIGITS}) AS float) AS score,
                   r.pid, r.language, r.published, r.nominations {flags}
            FROM hits h JOIN search_row r ON r.id = h.id
            WHERE r.shown_in LIKE %s)""",
        f"""ranked AS (
            SELECT pid, language, score,
                   ROW_NUMBER() OVER (ORDER BY {ORDERS[query.sort]}) AS position
            FROM base WHERE {passing})""",
    ]
    parts = [
        """SELECT 'hit', position, pid, language, score FROM ranked
           WHERE position > %s AND position <= %s""",
        f"SELECT 'total', count(*), '', '', 0.0 FROM base WHERE {passing}",
    ]
    params += [*flag_params, f"%|{query.language}|%", first, last]
    if query.asks:
        parts += [
            "SELECT 'spread', n, CAST(clause AS varchar(9)), '', 0.0 FROM spread",
            "SELECT 'size', CAST(documents AS bigint), '', '', size FROM total",
        ]
    if facets:
        part, facet_params = _counts(query, facets)
        parts.append(part)
        params += facet_params
    return f"WITH {', '.join(steps)} {' UNION ALL '.join(parts)}", params


def _hits(dialect: Dialect, query: Query) -> tuple[list[str], list]:
    """Return the steps up to `hits`, and their parameters."""
    without, params_without = _without(dialect, query)
    if not query.asks:
        everything = f"SELECT id, 0.0 AS score FROM search_row {without}"
        return [f"hits AS MATERIALIZED ({everything})"], params_without
    needed = [str(slot) for slot, word in enumerate(query.words) if not word.optional]
    counted = ", ".join(needed) or "-1"
    found, params = _union(dialect, query, [c for c in clauses(query) if not c.near])
    met, more = _union(dialect, query, [c for c in clauses(query) if c.near])
    return [
        *_matches(query, found),
        *_weights(dialect, query),
        *_slots(met),
        f"""hits AS MATERIALIZED (
            SELECT id, sum(score) AS score FROM scored {without} GROUP BY id
            HAVING count(CASE WHEN slot IN ({counted}) THEN 1 END) >= {query.required}
               AND count(CASE WHEN slot >= {PHRASES} AND slot < {NEIGHBOURS} THEN 1 END)
                   = {len(query.phrases)})""",
    ], [*params, *more, *params_without]


def _matches(query: Query, found: str) -> list[str]:
    size = f"size_{query.section}"
    parts = [f"({c.number}, {part})" for c in clauses(query) for part in c.parts]
    return [
        f"""total AS MATERIALIZED (
            SELECT count(*) * 1.0 AS everything, avg(length) * 1.0 AS length,
                   count(CASE WHEN {size} > 0 THEN 1 END) * 1.0 AS documents,
                   avg(CASE WHEN {size} > 0 THEN {size} END) * 1.0 AS size
            FROM search_row)""",
        f"found AS MATERIALIZED ({found})",
        """spread AS MATERIALIZED (
            SELECT clause, n, CASE WHEN n * 2 >= everything THEN 1e-6
                              ELSE ln((everything - n + 0.5) / (n + 0.5)) END AS own
            FROM (SELECT clause, count(*) AS n FROM found GROUP BY clause) counted
            CROSS JOIN total)""",
        f"parts (clause, part) AS (VALUES {', '.join(parts)})",
        """rarity AS MATERIALIZED (
            SELECT parts.clause, sum(ln(1 + (documents - n + 0.5) / (n + 0.5))) AS idf
            FROM parts JOIN spread ON spread.clause = parts.part CROSS JOIN total
            GROUP BY parts.clause)""",
    ]


def _weights(dialect: Dialect, query: Query) -> list[str]:
    return [
        f"""weighed AS MATERIALIZED (
            SELECT slot, clause, id, CASE WHEN raw IS NULL THEN weight ELSE
                weight * idf * {K1 + 1} * frequency / (frequency + norm) END AS score
            FROM (SELECT slot, found.clause, found.id, raw, weight, idf,
                         {dialect.frequency()} AS frequency,
                         {K1} * ({1 - B} + {B} * r.norm_{query.section} / total.size) AS norm
                  FROM found JOIN search_row r ON r.id = found.id
                  JOIN spread ON spread.clause = found.clause
                  JOIN rarity ON rarity.clause = found.clause CROSS JOIN total) matches)"""
    ]


def _slots(met: str) -> list[str]:
    scored = f"""
        SELECT slot, id, max(score) + {TIE_BREAKER} * (sum(score) - max(score)) AS score
        FROM weighed WHERE slot >= 0 GROUP BY slot, id"""
    if not met:
        return [f"scored AS ({scored})"]
    return [
        f"met AS MATERIALIZED ({met})",
        f"""scored AS ({scored}
            UNION ALL SELECT met.slot, met.id, met.weight * sum(weighed.score)
            FROM met JOIN parts ON parts.clause = met.clause
            JOIN weighed ON weighed.clause = parts.part AND weighed.id = met.id
            GROUP BY met.slot, met.id, met.weight)""",
    ]


def _union(dialect: Dialect, query: Query, chosen: Sequence[Clause]) -> SQL:
    """Return the matches of some clauses as one SELECT of (slot, clause, weight, id, raw)."""
    selects, params = [], []
    for clause in chosen:
        select, more = dialect.match(clause, query.fields, query.section)
        selects.append(
            f"""SELECT {clause.slot} AS slot, {clause.number} AS clause,
                       {clause.weight!r} AS weight, m.id, m.raw FROM ({select}) m"""
        )
        params += more
    return " UNION ALL ".join(selects), params


def _without(dialect: Dialect, query: Query) -> SQL:
    """Return a WHERE that leaves out what is excluded."""
    selects, params = [], []
    for clause in exclusions(query):
        select, more = dialect.match_ids(clause, query.fields)
        selects.append(select)
        params += more
    if not selects:
        return "", []
    return f"WHERE id NOT IN ({' UNION ALL '.join(selects)})", params


def _flags(query: Query) -> SQL:
    """Return one column f0, f1 … for each chosen facet: whether a practice has any of its values."""
    sql, params = "", []
    for number, (facet, values) in enumerate(query.filters.items()):
        marks = ", ".join(["%s"] * len(values))
        sql += f""", EXISTS (SELECT 1 FROM search_facet f WHERE f.row_id = h.id
                             AND f.facet = %s AND f.value IN ({marks})) AS f{number}"""
        params += [facet, *values]
    return sql, params


def _counts(query: Query, facets: Sequence[str]) -> SQL:
    """Return the counting SELECT: each facet is counted under the choices of all the others."""
    chosen = list(query.filters)
    cases = ""
    for facet in facets:
        others = [f"f{n}" for n, other in enumerate(chosen) if other != facet]
        cases += f" WHEN '{facet}' THEN {' AND '.join(others) or '1 = 1'}"
    marks = ", ".join(["%s"] * len(facets))
    return (
        f"""SELECT 'facet', count(*), s.facet, s.value, 0.0
            FROM base JOIN search_facet s ON s.row_id = base.id
            WHERE s.facet IN ({marks}) AND CASE s.facet{cases} END
            GROUP BY s.facet, s.value""",
        list(facets),
    )
