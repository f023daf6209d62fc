"""The embedded engine: SQLite's FTS5 over finished tokens, in the site's own database file."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import ClassVar

from search.bulgarian import is_stop_word
from search.documents import SearchDocument
from search.fields import FIELDS, STREAMS, weight_in
from search.query import Query

from .base import EngineHits, Key
from .database import ROW_COLUMNS, DatabaseEngine
from .packed_read import Reader
from .packed_write import SCHEMA, TABLES, Packing
from .postings import terms_in
from .sqlite_match import quoted

COLUMNS = tuple(f"{field.name}_{stream}" for stream in STREAMS for field in FIELDS)
_BM25 = f"bm25(search_tokens, {', '.join(str(weight_in('all', c.rsplit('_', 1)[0])) for c in COLUMNS)}, 1)"
STRONG = 24  # lemmas that stand for a practice when others like it are looked for


class SQLiteEngine(DatabaseEngine):
    """FTS5 with one column per field and stream; bm25() gives the frequency part of a score."""

    name = "sqlite"
    shape: ClassVar[int] = 2
    tables: ClassVar[tuple[str, ...]] = (
        *TABLES,
        "search_tokens",
        "search_facet",
        "search_row",
        "search_meta",
    )
    schema: ClassVar[tuple[str, ...]] = (
        "CREATE TABLE search_meta (name varchar(40) PRIMARY KEY, value text NOT NULL)",
        f"CREATE TABLE search_row (id integer PRIMARY KEY, {ROW_COLUMNS}, UNIQUE (pid, language))",
        """CREATE TABLE search_facet (
            facet varchar(16) NOT NULL, value varchar(64) NOT NULL, row_id integer NOT NULL,
            PRIMARY KEY (row_id, facet, value)) WITHOUT ROWID""",
        "CREATE INDEX search_row_newest ON search_row (published DESC, pid, language)",
        """CREATE INDEX search_row_nominated
            ON search_row (nominations DESC, published DESC, pid, language)""",
        *SCHEMA,
        # The tokens are ours: FTS5 only splits at spaces. remove_diacritics 0, or it would take
        # a decomposed й for и; tokenchars are all that our tokens hold besides letters and digits.
        f"""CREATE VIRTUAL TABLE search_tokens USING fts5({", ".join(COLUMNS)}, codes,
            tokenize="unicode61 remove_diacritics 0 tokenchars '#~-.'")""",
    )

    _packing: Packing | None = None  # while a batch is being written

    # Searching

    def search(self, query: Query, facets: Sequence[str] = ()) -> EngineHits:
        first = (query.page - 1) * query.page_size
        with self._snapshot() as cursor:
            hits, total, values = Reader(cursor, query).answer(
                facets, first, first + query.page_size
            )
        rows = {"facet": [(n, facet, value, 0.0) for facet, value, n in values]}
        rows["total"] = [(total, "", "", 0.0)]
        return self._answer(hits, rows, facets)

    @contextmanager
    def _snapshot(self) -> Iterator:
        """Give a cursor whose statements all read the same state; it holds up no writer."""
        self.connection.ensure_connection()
        with self.connection.cursor() as cursor:
            if self.connection.connection.in_transaction:
                yield cursor
                return
            cursor.execute("BEGIN DEFERRED")
            try:
                yield cursor
            finally:
                cursor.execute("ROLLBACK")

    # Writing

    @contextmanager
    def writing(self) -> Iterator[None]:
        if self._packing is not None:
            yield
            return
        self._packing = Packing()
        try:
            yield
            with self.connection.cursor() as cursor:
                self._packing.flush(cursor)
        finally:
            self._packing = None

    def write(self, row_id: int, document: SearchDocument) -> None:
        values = [
            getattr(document.fields[field.name], stream) for stream in STREAMS for field in FIELDS
        ]
        marks = ", ".join(["%s"] * (len(values) + 2))
        self._packing.put(row_id, document)
        with self.connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO search_tokens (rowid, {', '.join(COLUMNS)}, codes) VALUES ({marks})",
                [row_id, *values, document.codes],
            )

    def erase(self, row_id: int) -> None:
        with self.connection.cursor() as cursor:
            cursor.execute(
                f"SELECT {', '.join(COLUMNS)} FROM search_tokens WHERE rowid = %s", [row_id]
            )
            held = cursor.fetchone()
            if held is None:
                return
            cursor.execute("DELETE FROM search_tokens WHERE rowid = %s", [row_id])
            cursor.execute("SELECT facet, value FROM search_facet WHERE row_id = %s", [row_id])
            values = cursor.fetchall()
            cursor.execute(
                "SELECT DISTINCT name FROM search_block WHERE name >= 'shown.' AND name < 'shown/'"
            )
            languages = [name.partition(".")[2] for (name,) in cursor.fetchall()]
        size = len(FIELDS)
        texts = {stream: held[n * size : (n + 1) * size] for n, stream in enumerate(STREAMS)}
        self._packing.take_out(row_id, terms_in(texts), languages, values)

    def strong(self, document: SearchDocument) -> str:
        columns = " ".join(f"{name}_lemma" for name in ("title", "summary", "problem", "themes"))
        tokens = strong_lemmas(document)
        return f"{{{columns}}} : ({' OR '.join(map(quoted, tokens))})" if tokens else ""

    def related(self, key: Key, limit: int) -> list[str]:
        """Return the numbers of practices most like this one, in one statement."""
        with self.connection.cursor() as cursor:
            cursor.execute(
                f"""WITH mine AS (
                        SELECT id, strong FROM search_row
                        WHERE pid = %s AND language = %s AND strong <> ''),
                    found AS MATERIALIZED (
                        SELECT rowid AS id, {_BM25} AS score
                        FROM search_tokens
                        WHERE search_tokens MATCH coalesce((SELECT strong FROM mine), '"#"'))
                    SELECT r.pid FROM found JOIN search_row r ON r.id = found.id
                    WHERE r.pid <> %s AND r.shown_in LIKE %s
                    ORDER BY score, published DESC, r.pid LIMIT %s""",
                [*key, key.pid, f"%|{key.language}|%", limit],
            )
            return [pid for (pid,) in cursor.fetchall()]


def strong_lemmas(document: SearchDocument) -> list[str]:
    """Return the lemmas of title, summary, problem and themes that carry a subject."""
    lemmas: dict[str, None] = {}
    for name in ("title", "themes", "problem", "summary"):
        for token in document.fields[name].lemma.split():
            if len(token) > 2 and not token.isdigit() and not is_stop_word(token):
                lemmas.setdefault(token)
    return list(lemmas)[:STRONG]
