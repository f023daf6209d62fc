"""What the two database engines share: tables, reading, writing, rebuilding in place.

How an answer is computed stands in statement.py.
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
    SCHEMA_VERSION,
    SECTIONS,
    rounded_size,
    section_size,
)
from search.query import Query

from .base import EngineHits, Health, Hit, Key, Source, Stamp, batches, differing
from .clauses import Clause
from .lengths import how_many, word_counts
from .statement import SQL, statement

BATCH = 200  # documents written in one transaction of a rebuild: a fraction of a second


class DatabaseEngine:
    """An index in tables of the site's own database (or of any connection it is given).

    Writing takes part in the transaction that is open on the connection, so a row of the index
    appears with the record that it was made from, or not at all.
    """

    name: ClassVar[str]
    tables: ClassVar[tuple[str, ...]]
    schema: ClassVar[tuple[str, ...]]
    shape: ClassVar[int] = 1  # raised when the tables of this engine change and no other's

    def __init__(self, connection: BaseDatabaseWrapper):
        self.connection = connection

    # What the databases do differently

    def match(self, clause: Clause, fields: Sequence[str], section: str) -> SQL:
        """Return a SELECT of (id, raw) and its parameters; raw NULL means a score of its weight."""
        raise NotImplementedError

    def match_ids(self, clause: Clause, fields: Sequence[str]) -> SQL:
        """Return a SELECT of id and its parameters."""
        raise NotImplementedError

    def frequency(self) -> str:
        """Return SQL for the weighted frequency of the words, from raw, own, r and total."""
        raise NotImplementedError

    def write(self, row_id: int, document: SearchDocument) -> None:
        """Write the words of a document under a row that has none."""
        raise NotImplementedError

    def erase(self, row_id: int) -> None:
        """Delete the words under a row, whose facets are still there."""
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
        sql, params = statement(self, query, facets, first, last)
        rows: dict[str, list] = {"hit": [], "facet": [], "total": [], "spread": [], "size": []}
        with self.connection.cursor() as cursor:
            cursor.execute(sql, params)
            for kind, number, one, two, score in cursor.fetchall():
                rows[kind].append((number, one, two, score))
        return rows

    # Writing

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Surround the writing of several documents, so that an engine may write them at once."""
        yield

    def index(self, documents: Iterable[SearchDocument]) -> int:
        with self.writing():
            return sum(self._put(document) for document in documents)

    def _put(self, document: SearchDocument, *, force: bool = False) -> int:
        """Write a document, `force`: also in the place of a newer version."""
        lengths = word_counts(document)
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
                    {"" if force else "WHERE search_row.version <= excluded.version"}
                    RETURNING id""",
                list(values.values()),
            )
            returned = cursor.fetchall()
            if not returned:
                return 0
            row_id = returned[0][0]
            self.erase(row_id)
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
        with self.writing():
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
                self.erase(row_id)
                cursor.execute("DELETE FROM search_facet WHERE row_id = %s", [row_id])
        return len(rows)

    def replace(self, keys: Iterable[Key], documents: Iterable[SearchDocument]) -> int:
        """Put documents in the place of all these keys, also where a newer version stands."""
        gone = set(keys)
        count = 0
        with self.writing():
            # A row keeps its id, or a database rebuilt in place would count up without end.
            for document in documents:
                gone.discard(Key(document.pid, document.language))
                count += self._put(document, force=True)
            for key in gone:
                self._take_out(key)
        return count

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
        if self._fits(self._recalled()):
            return False
        with self.connection.cursor() as cursor:
            for table in self.tables:
                cursor.execute(f"DROP TABLE IF EXISTS {table}")
            for statement in self.schema:
                cursor.execute(statement)
        self._remember("schema", str(SCHEMA_VERSION))
        self._remember("shape", str(self.shape))
        return True

    def _fits(self, recalled: Mapping[str, str]) -> bool:
        """Whether the tables are those of this code."""
        shape = recalled.get("shape", "1")
        return (recalled.get("schema"), shape) == (str(SCHEMA_VERSION), str(self.shape))

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
        ready = self._fits(recalled)
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


def _tokens(document: SearchDocument) -> int:
    """Return the number of all tokens of a document, in every stream."""
    streams = [part for streams in document.fields.values() for part in streams[:3]]
    return sum(how_many(stream) for stream in [*streams, document.codes])
