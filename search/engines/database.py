"""What the two database engines share: tables, one statement per search, rebuilding in place.

An answer is one SQL statement. Its common table expressions are the steps of the ranking:

    total    how many practices there are, and how long on average
    found    (slot, clause, id, raw)     every match of every clause, with its raw frequency
    spread   (clause, n)                 how many practices each clause matched
    rarity   (clause, idf)               what that is worth
    weighed  (slot, clause, id, score)   BM25F of every match
    scored   (slot, id, score)           best clause of a slot, a share of the others; neighbours
    hits     (id, score)                 enough slots found, nothing excluded
    base     hits shown to readers of this language, with a flag for each chosen facet

Only `match` and `frequency` (how a clause becomes ids and word frequencies) differ between the
databases. The formula is Lucene's BM25 to the bit of a remembered length, so the engines agree.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import ClassVar

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from search.bulgarian import normaliser_version
from search.documents import SearchDocument
from search.fields import (
    FACETS,
    K1,
    SCHEMA_VERSION,
    SECTIONS,
    TIE_BREAKER,
    B,
    rounded_size,
    section_size,
)
from search.query import Query

from .base import EngineHits, Health, Hit, Key, Source, Stamp, batches, differing
from .clauses import NEIGHBOURS, PHRASES, Clause, clauses, exclusions

DIGITS = 5  # of a score: what two sums of the same numbers may differ in is no order
BATCH = 200  # documents written in one transaction of a rebuild: a fraction of a second

ORDERS = {
    "relevance": "score DESC, published DESC, pid",
    "newest": "published DESC, pid",
    "nominated": "nominations DESC, published DESC, pid",
}


class DatabaseEngine:
    """An index in tables of the site's own database (or of any connection it is given).

    Writing takes part in the transaction that is open on the connection, so a row of the index
    appears with the record that it was made from, or not at all.
    """

    name: ClassVar[str]
    tables: ClassVar[tuple[str, ...]]
    schema: ClassVar[tuple[str, ...]]

    def __init__(self, connection: BaseDatabaseWrapper):
        self.connection = connection

    # What the databases do differently

    def match(self, clause: Clause, fields: Sequence[str], section: str) -> tuple[str, list]:
        """Return a SELECT of (id, raw) and its parameters; raw NULL means a score of its weight."""
        raise NotImplementedError

    def match_ids(self, clause: Clause, fields: Sequence[str]) -> tuple[str, list]:
        """Return a SELECT of id and its parameters."""
        raise NotImplementedError

    def frequency(self) -> str:
        """Return SQL for the weighted frequency of the words, from raw, n, r and total."""
        raise NotImplementedError

    def write(self, row_id: int, document: SearchDocument) -> None:
        """Write the words of a document under a row."""
        raise NotImplementedError

    def erase(self, row_id: int) -> None:
        """Delete the words under a row."""
        raise NotImplementedError

    # Searching

    def search(self, query: Query, facets: Sequence[str] = ()) -> EngineHits:
        first = (query.page - 1) * query.page_size
        rows = self._run(query, facets, first, first + query.page_size)
        hits = sorted((rank, pid, language, score) for rank, pid, language, score in rows["hit"])
        return self._answer([hit[1:] for hit in hits], rows, facets)

    def _answer(self, hits: Iterable[tuple], rows: dict, facets: Sequence[str]) -> EngineHits:
        counts: dict[str, list] = {facet: [] for facet in facets}
        for count, facet, value, _ in rows["facet"]:
            counts[facet].append((value, count))
        return EngineHits(
            engine=self.name,
            hits=tuple(Hit(pid, language, score) for pid, language, score in hits),
            total=rows["total"][0][0] if rows["total"] else 0,
            facets={
                facet: tuple(sorted(values, key=lambda pair: (-pair[1], pair[0])))
                for facet, values in counts.items()
            },
        )

    def _run(self, query: Query, facets: Sequence[str], first: int, last: int) -> dict[str, list]:
        """Run the one statement; rows by kind: (number, text, text, score)."""
        sql, params = self._statement(query, facets, first, last)
        rows: dict[str, list] = {"hit": [], "facet": [], "total": [], "spread": [], "size": []}
        with self.connection.cursor() as cursor:
            cursor.execute(sql, params)
            for kind, number, one, two, score in cursor.fetchall():
                rows[kind].append((number, one, two, score))
        return rows

    def _statement(
        self, query: Query, facets: Sequence[str], first: int, last: int
    ) -> tuple[str, list]:
        """Return the statement. Names and numbers are our own; all that was typed is a parameter."""
        steps, params = self._hits_steps(query)
        flags, flag_params = _flags(query)
        passing = " AND ".join(f"f{number}" for number in range(len(query.filters))) or "1 = 1"
        steps += [
            f"""base AS MATERIALIZED (
                SELECT h.id, CAST(round(CAST(h.score AS numeric), {DIGITS}) AS float) AS score, r.pid, r.language, r.published, r.nominations {flags}
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
            part, facet_params = _facet_part(query, facets)
            parts.append(part)
            params += facet_params
        return f"WITH {', '.join(steps)} {' UNION ALL '.join(parts)}", params

    def _hits_steps(self, query: Query) -> tuple[list[str], list]:
        """Return the steps up to `hits`."""
        without, params_without = self._without(query)
        if not query.asks:
            everything = f"SELECT id, 0.0 AS score FROM search_row {without}"
            return [f"hits AS MATERIALIZED ({everything})"], params_without
        found, params = _union(self, query, [c for c in clauses(query) if not c.near])
        met, more = _union(self, query, [c for c in clauses(query) if c.near])
        parts = [f"({c.number}, {part})" for c in clauses(query) for part in c.parts]
        size, norm = f"size_{query.section}", f"norm_{query.section}"
        steps = [
            f"""total AS MATERIALIZED (
                SELECT count(*) * 1.0 AS everything, avg(length) * 1.0 AS length,
                       count(CASE WHEN {size} > 0 THEN 1 END) * 1.0 AS documents,
                       avg(CASE WHEN {size} > 0 THEN {size} END) * 1.0 AS size
                FROM search_row)""",
            f"found AS MATERIALIZED ({found})",
            "spread AS MATERIALIZED (SELECT clause, count(*) AS n FROM found GROUP BY clause)",
            f"parts (clause, part) AS (VALUES {', '.join(parts)})",
            """rarity AS MATERIALIZED (
                SELECT parts.clause, sum(ln(1 + (documents - n + 0.5) / (n + 0.5))) AS idf
                FROM parts JOIN spread ON spread.clause = parts.part CROSS JOIN total
                GROUP BY parts.clause)""",
            f"""weighed AS MATERIALIZED (
                SELECT slot, clause, id, CASE WHEN raw IS NULL THEN weight ELSE
                    weight * idf * {K1 + 1} * frequency / (frequency + norm) END AS score
                FROM (SELECT slot, found.clause, found.id, raw, weight, idf,
                             {self.frequency()} AS frequency,
                             {K1} * ({1 - B} + {B} * r.{norm} / total.size) AS norm
                      FROM found JOIN search_row r ON r.id = found.id
                      JOIN spread ON spread.clause = found.clause
                      JOIN rarity ON rarity.clause = found.clause CROSS JOIN total) matches)""",
        ]
        scored = f"""
            SELECT slot, id, max(score) + {TIE_BREAKER} * (sum(score) - max(score)) AS score
            FROM weighed WHERE slot >= 0 GROUP BY slot, id"""
        if met:
            steps.append(f"met AS MATERIALIZED ({met})")
            scored += """
                UNION ALL SELECT met.slot, met.id, met.weight * sum(weighed.score)
                FROM met JOIN parts ON parts.clause = met.clause
                JOIN weighed ON weighed.clause = parts.part AND weighed.id = met.id
                GROUP BY met.slot, met.id, met.weight"""
        steps += [
            f"scored AS ({scored})",
            f"""hits AS MATERIALIZED (
                SELECT id, sum(score) AS score FROM scored {without} GROUP BY id
                HAVING count(CASE WHEN slot < {PHRASES} THEN 1 END) >= {query.required}
                   AND count(CASE WHEN slot >= {PHRASES} AND slot < {NEIGHBOURS} THEN 1 END)
                       = {len(query.phrases)})""",
        ]
        return steps, params + more + params_without

    def _without(self, query: Query) -> tuple[str, list]:
        """Return a WHERE that leaves out what is excluded, in whatever section it stands."""
        selects, params = [], []
        for clause in exclusions(query):
            select, more = self.match_ids(clause, query.fields)
            selects.append(select)
            params += more
        if not selects:
            return "", []
        return f"WHERE id NOT IN ({' UNION ALL '.join(selects)})", params

    # Writing

    def index(self, documents: Iterable[SearchDocument]) -> int:
        return sum(self._put(document) for document in documents)

    def _put(self, document: SearchDocument) -> int:
        lengths = {name: _count(streams.lemma) for name, streams in document.fields.items()}
        sizes = [section_size(section, lengths) for section in SECTIONS]
        values = {
            "pid": document.pid,
            "language": document.language,
            "version": document.version,
            "shown_in": f"|{'|'.join(document.shown_in)}|",
            "published": document.published,
            "nominations": document.nominations,
            "length": _tokens(document),
            "strong": self.strong(document),
            **{f"size_{section}": size for section, size in zip(SECTIONS, sizes, strict=True)},
            **{f"norm_{s}": rounded_size(size) for s, size in zip(SECTIONS, sizes, strict=True)},
        }
        renewed = ", ".join(f"{name} = excluded.{name}" for name in list(values)[2:])
        marks = ", ".join(["%s"] * len(values))
        with self.connection.cursor() as cursor:
            cursor.execute(
                f"""INSERT INTO search_row ({", ".join(values)}) VALUES ({marks})
                    ON CONFLICT (pid, language) DO UPDATE SET {renewed}
                    WHERE search_row.version <= excluded.version
                    RETURNING id""",
                list(values.values()),
            )
            returned = cursor.fetchall()
            if not returned:
                return 0
            row_id = returned[0][0]
            cursor.execute("DELETE FROM search_facet WHERE row_id = %s", [row_id])
            cursor.executemany(
                "INSERT INTO search_facet (facet, value, row_id) VALUES (%s, %s, %s)",
                [(facet, value, row_id) for facet in FACETS for value in document.facets[facet]],
            )
        self.write(row_id, document)
        return 1

    def strong(self, document: SearchDocument) -> str:
        """Return the question that finds practices like this one, in the database's own syntax."""
        raise NotImplementedError

    def count_nominations(self, pid: str, count: int) -> None:
        """Set the number of nominations of a practice in all its languages."""
        with self.connection.cursor() as cursor:
            cursor.execute("UPDATE search_row SET nominations = %s WHERE pid = %s", [count, pid])

    def delete(self, versions: Mapping[Key, int]) -> int:
        return sum(self._take_out(key, version) for key, version in versions.items())

    def _take_out(self, key: Key, version: int | None = None) -> int:
        """Delete a document, of whatever version unless one is given."""
        condition = "" if version is None else " AND version <= %s"
        params = [*key] if version is None else [*key, version]
        with self.connection.cursor() as cursor:
            cursor.execute(
                f"DELETE FROM search_row WHERE pid = %s AND language = %s{condition} RETURNING id",
                params,
            )
            rows = cursor.fetchall()
            for (row_id,) in rows:
                cursor.execute("DELETE FROM search_facet WHERE row_id = %s", [row_id])
                self.erase(row_id)
        return len(rows)

    def replace(self, keys: Iterable[Key], documents: Iterable[SearchDocument]) -> int:
        """Put documents in the place of all these keys, also where a newer version stands."""
        for key in keys:
            self._take_out(key)
        return self.index(documents)

    def rebuild(self, source: Source) -> int:
        """Write every document again, batch by batch, and delete what is no longer public.

        Readers find the old or the new row of a practice, never none; a writer waits for one
        batch at most. Each batch reads its documents inside its own transaction, so a record
        that changes meanwhile is either read after its change or rewritten by it.
        """
        self.prepare()
        self._remember("state", "rebuilding")
        done = 0
        for keys in batches(list(source.stamps()), BATCH):
            with self._transaction():
                done += self.replace(keys, source.documents(keys))
        _, gone = differing(source.stamps(), self.stamps())
        for keys in batches(gone, BATCH):
            with self._transaction():
                self.replace(set(keys) - set(source.stamps()), ())
        self.declare_current()
        return done

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """Make a transaction, or join the open one, on a connection of the site or another."""
        connection = self.connection
        if connection.alias in connections and connections[connection.alias] is connection:
            with transaction.atomic(using=connection.alias):
                yield
            return
        with connection.cursor() as cursor:
            cursor.execute("BEGIN")
            try:
                yield
            except BaseException:
                cursor.execute("ROLLBACK")
                raise
            cursor.execute("COMMIT")

    # Knowing

    def stamps(self) -> dict[Key, Stamp]:
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT pid, language, version, nominations, shown_in FROM search_row")
            return {
                Key(pid, language): Stamp(version, nominations, tuple(shown_in[1:-1].split("|")))
                for pid, language, version, nominations, shown_in in cursor.fetchall()
            }

    def prepare(self) -> bool:
        """Create the tables where they are missing or of another schema; True if it did."""
        if self._recalled().get("schema") == str(SCHEMA_VERSION):
            return False
        with self.connection.cursor() as cursor:
            for table in self.tables:
                cursor.execute(f"DROP TABLE IF EXISTS {table}")
            for statement in self.schema:
                cursor.execute(statement)
        self._remember("schema", str(SCHEMA_VERSION))
        return True

    def declare_current(self) -> None:
        """Note that every word in the index was made by the rules of this code."""
        self._remember("normaliser", normaliser_version())
        self._remember("state", "built")

    def _recalled(self) -> dict[str, str]:
        if "search_meta" not in self.connection.introspection.table_names():
            return {}
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT name, value FROM search_meta")
            return dict(cursor.fetchall())

    def _remember(self, name: str, value: str) -> None:
        with self.connection.cursor() as cursor:
            cursor.execute(
                """INSERT INTO search_meta (name, value) VALUES (%s, %s)
                   ON CONFLICT (name) DO UPDATE SET value = excluded.value""",
                [name, value],
            )

    def health(self) -> Health:
        recalled = self._recalled()
        ready = recalled.get("schema") == str(SCHEMA_VERSION)
        documents = 0
        if ready:
            with self.connection.cursor() as cursor:
                cursor.execute("SELECT count(*) FROM search_row")
                documents = cursor.fetchone()[0]
        return Health(
            engine=self.name,
            ready=ready,
            current=ready and recalled.get("normaliser") == normaliser_version(),
            documents=documents,
            normaliser=recalled.get("normaliser", ""),
            schema=int(recalled.get("schema", 0)),
            detail=recalled.get("state", "empty"),
        )


ROW_COLUMNS = ", ".join(
    [
        "pid varchar(40) NOT NULL, language varchar(10) NOT NULL, version bigint NOT NULL",
        "shown_in varchar(80) NOT NULL, published integer NOT NULL, nominations integer NOT NULL",
        "length integer NOT NULL, strong text NOT NULL",
        # Words of a section by weight, and the same as Lucene remembers it.
        *(
            f"size_{section} integer NOT NULL, norm_{section} integer NOT NULL"
            for section in SECTIONS
        ),
    ]
)


def _count(stream: str) -> int:
    return stream.count(" ") + 1 if stream else 0


def _tokens(document: SearchDocument) -> int:
    """Return the number of all tokens of a document, in every stream."""
    streams = [part for streams in document.fields.values() for part in streams[:3]]
    return sum(_count(stream) for stream in [*streams, document.codes])


def _union(engine: DatabaseEngine, query: Query, chosen: Sequence[Clause]) -> tuple[str, list]:
    """Return the matches of some clauses as one SELECT of (slot, clause, weight, id, raw)."""
    selects, params = [], []
    for clause in chosen:
        select, more = engine.match(clause, query.fields, query.section)
        selects.append(
            f"""SELECT {clause.slot} AS slot, {clause.number} AS clause,
                       {clause.weight!r} AS weight, m.id, m.raw FROM ({select}) m"""
        )
        params += more
    return " UNION ALL ".join(selects), params


def _flags(query: Query) -> tuple[str, list]:
    """Return one column f0, f1 … for each chosen facet: whether a practice has any of its values."""
    sql, params = "", []
    for number, (facet, values) in enumerate(query.filters.items()):
        marks = ", ".join(["%s"] * len(values))
        sql += f""", EXISTS (SELECT 1 FROM search_facet f WHERE f.row_id = h.id
                             AND f.facet = %s AND f.value IN ({marks})) AS f{number}"""
        params += [facet, *values]
    return sql, params


def _facet_part(query: Query, facets: Sequence[str]) -> tuple[str, list]:
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
