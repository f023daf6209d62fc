"""The engine that lives in the site's own database: what SQLite and PostgreSQL have in common.

packed/tables.py says what is kept, packed/reading.py how a question is answered from it. A database
adds its dialect, and how it gives a snapshot and keeps writers apart.
"""

import secrets
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import ClassVar

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from search.bulgarian import normaliser_version
from search.documents import SearchDocument
from search.fields import PARTS, SCHEMA_VERSION
from search.merit import support
from search.query import Query

from .alike import alike
from .base import EngineHits, Health, Hit, Key, Source, Stamp, batches, differing
from .packed import bulk
from .packed.postings import common_terms, term, total
from .packed.reading import Reader
from .packed.rows import row_values
from .packed.tables import LASTING, NEW, OLD, Dialect, facet_pairs, lasting_schema, schema
from .packed.writing import Held, Writer, merge

SHAPE = 6  # of the tables; raised when they change and no other engine's index does
BATCH = 512  # documents read at once, and written in one transaction of a rebuild
TOGETHER = 16  # practices merged in one transaction
SHORT, LONG = 10.0, 600.0  # seconds to wait for writers: of a merge, of a rebuild
SAMPLE = 500  # documents in which common words are counted


class DatabaseEngine(ABC):
    """An index in tables of the site's own database (or of any connection it is given).

    Writing takes part in the transaction that is open on the connection, so a row of the index
    appears with the record that it was made from, or not at all.
    """

    name: ClassVar[str]
    dialect: ClassVar[Dialect]

    _writer: Writer | None = None  # while a batch is being written
    _noting = False  # whether a rebuild wants to know what is written meanwhile

    def __init__(self, connection: BaseDatabaseWrapper):
        self.connection = connection

    # What the databases do differently

    @abstractmethod
    def snapshot(self) -> AbstractContextManager:
        """Give a cursor whose statements all read the same state; it holds up no writer."""

    @abstractmethod
    def enter(self, cursor) -> None:
        """Keep those out who want the index for themselves, until the open transaction ends."""

    @abstractmethod
    def lock(self, cursor, patience: float) -> bool:
        """Have the index for itself until the open transaction ends: no writer is, or comes, in.

        Return whether it was free within so many seconds. It never stands in the way of a writer
        while it waits: two writers may be waiting for one another's records.
        """

    # Searching

    def search(self, query: Query, facets: Sequence[str] = ()) -> EngineHits:
        first = (query.page - 1) * query.page_size
        with self.snapshot() as cursor:
            reader = Reader(cursor, self.dialect, query)
            hits, found, values = reader.answer(facets, first, first + query.page_size)
        counts: dict[str, list] = {facet: [] for facet in facets}
        for facet, value, count in values:
            counts[facet].append((value, count))
        return EngineHits(
            engine=self.name,
            hits=tuple(Hit(*hit) for hit in hits),
            total=found,
            facets={
                facet: tuple(sorted(some, key=lambda pair: (-pair[1], pair[0])))
                for facet, some in counts.items()
            },
        )

    def related(self, key: Key, limit: int) -> list[str]:
        """Return the numbers of the practices most like one, nearest first; not its own."""
        with self.connection.cursor() as cursor:
            cursor.execute(
                "SELECT strong FROM search_row WHERE pid = %s AND language = %s", list(key)
            )
            row = cursor.fetchone()
        return alike(self, key, row[0].split(), limit) if row else []

    def forms(self) -> dict[str, int]:
        """Return every exact form of the index with how often it stands there, by weight.

        What was replaced since the last merge is still counted: nobody needs that exactly.
        """
        first, last = term("exact", ""), term("exact", "\U0010ffff")
        counts: Counter[str] = Counter()
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT coalesce(max(block), -1) FROM search_posting")
            for block in range(cursor.fetchone()[0] + 1):
                cursor.execute(
                    """SELECT term, count_all FROM search_posting
                       WHERE block = %s AND term >= %s AND term < %s""",
                    [block, first, last],
                )
                counts.update({name: total(data) for name, data in cursor.fetchall()})
            cursor.execute(
                "SELECT term, counts FROM search_tail WHERE term >= %s AND term < %s",
                [first, last],
            )
            for name, data in cursor.fetchall():
                counts[name] += sum(data[:1])
        return {name[len(first) :]: n for name, n in counts.items() if n and " " not in name}

    # Writing

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Surround the writing of several documents."""
        if self._writer is not None:
            yield
            return
        with self.transaction(), self.connection.cursor() as cursor:
            self.enter(cursor)
            cursor.execute("SELECT value FROM search_meta WHERE name = 'state'")
            self._noting = cursor.fetchone() == ("rebuilding",)
            self._writer = Writer(cursor)
            try:
                yield
            finally:
                self._writer = None

    def index(self, documents: Iterable[SearchDocument]) -> int:
        with self.writing():
            return sum(self._put(document) for document in documents)

    def delete(self, versions: Mapping[Key, int]) -> int:
        with self.writing():
            return sum(self._take_out(key, version) for key, version in versions.items())

    def replace(self, keys: Iterable[Key], documents: Iterable[SearchDocument]) -> int:
        """Put documents in the place of all these keys, also where a newer version stands."""
        gone = set(keys)
        count = 0
        with self.writing():
            for document in documents:
                gone.discard(Key(document.pid, document.language))
                count += self._put(document, force=True)
            for key in gone:
                self._take_out(key)
        return count

    def _put(self, document: SearchDocument, *, force: bool = False) -> int:
        """Write a document, `force`: also in the place of a newer version; return 1 if it was."""
        key = Key(document.pid, document.language)
        held, version = self._held(key)
        if held is not None and version > document.version and not force:
            return 0
        values = row_values(document)
        names, marks = ", ".join(values), ", ".join(["%s"] * len(values))
        cursor = self._writer.cursor
        if held is None:
            cursor.execute(
                f"INSERT INTO search_row ({names}) VALUES ({marks}) RETURNING id",
                [*values.values()],
            )
            row = cursor.fetchone()[0]
        else:
            row = held.row
            cursor.execute(
                f"UPDATE search_row SET ({names}) = ({marks}) WHERE id = %s",
                [*values.values(), row],
            )
        self._writer.put(row, document, held)
        self._note(key)
        return 1

    def _take_out(self, key: Key, version: int | None = None) -> int:
        """Delete a document, of whatever version unless one is given; return 1 if it was there."""
        self._note(key)
        held, held_version = self._held(key)
        if held is None or (version is not None and held_version > version):
            return 0
        self._writer.take_out(held)
        self._writer.cursor.execute("DELETE FROM search_row WHERE id = %s", [held.row])
        return 1

    def _held(self, key: Key) -> tuple[Held | None, int]:
        """Return what stands in the index under a key, and its version."""
        cursor = self._writer.cursor
        cursor.execute(
            f"""SELECT version, id, facets, {", ".join(f"size_{part}" for part in PARTS)}
                FROM search_row WHERE pid = %s AND language = %s""",
            list(key),
        )
        row = cursor.fetchone()
        if row is None:
            return None, 0
        version, number, facets, *sizes = row
        return Held(number, dict(zip(PARTS, sizes, strict=True)), facet_pairs(facets)), version

    def _note(self, key: Key) -> None:
        """Tell a rebuild that is under way to look at a practice once more."""
        if self._noting:
            self._writer.cursor.execute(
                """INSERT INTO search_changed (pid, language) VALUES (%s, %s)
                   ON CONFLICT DO NOTHING""",
                list(key),
            )

    def count_nominations(self, pid: str, count: int) -> None:
        """Set the number of nominations of a practice in all its languages; its words stay."""
        with self.writing():
            cursor = self._writer.cursor
            cursor.execute(
                """UPDATE search_row SET nominations = %s, merit = standing + %s
                   WHERE pid = %s RETURNING pid, language""",
                [count, support(count), pid],
            )
            for key in [Key(*row) for row in cursor.fetchall()]:
                held, _ = self._held(key)
                self._writer.note(held.row, held)
                self._note(key)

    def tidy(self) -> int:
        """Bring what was written lately into its place; return how many practices that were.

        A few at a time, so that no writer waits for long; none while somebody else writes all the
        time: the next call finds them.
        """
        count = 0
        while True:
            with self.transaction(), self.connection.cursor() as cursor:
                some = merge(cursor, TOGETHER) if self.lock(cursor, SHORT) else 0
            count += some
            if some < TOGETHER:
                return count

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Make a transaction, or join the open one, on a connection of the site or another."""
        connection = self.connection
        if connection.alias in connections and connections[connection.alias] is connection:
            with transaction.atomic(using=connection.alias):
                yield
            return
        if connection.in_atomic_block:
            yield
            return
        with connection.cursor() as cursor:
            cursor.execute("BEGIN")
            connection.in_atomic_block = True
            try:
                yield
            except BaseException:
                cursor.execute("ROLLBACK")
                raise
            else:
                cursor.execute("COMMIT")
            finally:
                connection.in_atomic_block = False

    # Life of an index

    def rebuild(self, source: Source) -> int:
        """Fill new tables beside the old ones and swap them in one transaction.

        Readers and writers go on with the old tables; a writer waits for one batch at most, and
        notes what it wrote, which is read again before the swap. A rebuild that is killed leaves
        the old index as it was; the next one clears away what it left.
        """
        self.prepare()
        with self.transaction(), self.connection.cursor() as cursor:
            self._lock_for_long(cursor)
            cursor.execute("DELETE FROM search_changed")
            self._remember("state", "rebuilding")
            bulk.begin(cursor, self.dialect, tag=f"_{secrets.token_hex(4)}")
        count = self._fill(source)
        with self.transaction(), self.connection.cursor() as cursor:
            self._lock_for_long(cursor)
            bulk.swap(cursor)
            wanted = source.stamps()
            write, gone = differing(wanted, self.stamps())
            cursor.execute("SELECT pid, language FROM search_changed")
            changed = {Key(*row) for row in cursor.fetchall()} | {*write, *gone}
            self.replace(changed, source.documents([key for key in changed if key in wanted]))
            cursor.execute("DELETE FROM search_changed")
            self.declare_current()
        with self.transaction(), self.connection.cursor() as cursor:
            bulk.drop(cursor, OLD)
        return count

    def _lock_for_long(self, cursor) -> None:
        if not self.lock(cursor, LONG):
            raise TimeoutError("others have been writing the index for too long")

    def _fill(self, source: Source) -> int:
        """Write all documents into the NEW tables; return how many."""
        keys = list(source.stamps())
        common: list[str] = []
        if len(keys) >= bulk.COMMON_FROM:
            sample = source.documents(keys[:: max(1, len(keys) // SAMPLE)])
            common = common_terms(sample, bulk.COMMON_SHARE)
        with self.connection.cursor() as cursor:
            with self.transaction():
                builder = bulk.Builder(cursor, self.dialect, common)
            for some in batches(keys, BATCH):
                documents = list(source.documents(some))
                with self.transaction():
                    builder.add(documents, [row_values(document) for document in documents])
            with self.transaction():
                builder.finish()
        return builder.row

    def prepare(self) -> bool:
        """Create the tables where they are missing or of another schema; True if it did."""
        if self._fits(self._recalled()):
            return False
        with self.transaction(), self.connection.cursor() as cursor:
            for suffix in ("", NEW, OLD):
                bulk.drop(cursor, suffix)
            # The last two are of earlier shapes.
            for table in (*LASTING, "search_tokens", "search_facet"):
                cursor.execute(f"DROP TABLE IF EXISTS {table}")
            for statement in (*lasting_schema(self.dialect), *schema(self.dialect)):
                cursor.execute(statement)
            self._remember("schema", str(SCHEMA_VERSION))
            self._remember("shape", str(SHAPE))
        return True

    # Knowing

    def stamps(self) -> dict[Key, Stamp]:
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT pid, language, version, nominations, shown_in FROM search_row")
            return {
                Key(pid, language): Stamp(version, nominations, tuple(shown_in.split()))
                for pid, language, version, nominations, shown_in in cursor.fetchall()
            }

    def _fits(self, recalled: Mapping[str, str]) -> bool:
        """Whether the tables are those of this code."""
        held = (recalled.get("schema"), recalled.get("shape", "1"))
        return held == (str(SCHEMA_VERSION), str(SHAPE))

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
