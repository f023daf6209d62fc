"""The embedded engine: SQLite's FTS5 over finished tokens, in the site's own database file."""

from collections.abc import Sequence
from typing import ClassVar

from search.bulgarian import is_stop_word
from search.documents import SearchDocument
from search.fields import FIELDS, K1, NEAR_GAPS, SECTIONS, STREAMS, B, weight_in

from .base import Key
from .clauses import Clause
from .database import ROW_COLUMNS, DatabaseEngine

COLUMNS = tuple(f"{field.name}_{stream}" for stream in STREAMS for field in FIELDS)
_BM25 = {
    section: "bm25(search_tokens, "
    + ", ".join(str(weight_in(section, column.rsplit("_", 1)[0])) for column in COLUMNS)
    + ", 1)"
    for section in SECTIONS
}
STRONG = 24  # lemmas that stand for a practice when others like it are looked for


class SQLiteEngine(DatabaseEngine):
    """FTS5 with one column per field and stream; bm25() gives the frequency part of a score."""

    name = "sqlite"
    tables: ClassVar[tuple[str, ...]] = (
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
        # The tokens are ours: FTS5 only splits at spaces. remove_diacritics 0, or it would take
        # a decomposed й for и; tokenchars are all that our tokens hold besides letters and digits.
        f"""CREATE VIRTUAL TABLE search_tokens USING fts5({", ".join(COLUMNS)}, codes,
            tokenize="unicode61 remove_diacritics 0 tokenchars '#~-.'")""",
    )

    def match(self, clause: Clause, fields: Sequence[str], section: str) -> tuple[str, list]:
        raw = "NULL" if clause.near or clause.constant else f"-{_BM25[section]}"
        return (
            f"SELECT rowid AS id, {raw} AS raw FROM search_tokens WHERE search_tokens MATCH %s",
            [expression(clause, fields)],
        )

    def match_ids(self, clause: Clause, fields: Sequence[str]) -> tuple[str, list]:
        return (
            "SELECT rowid FROM search_tokens WHERE search_tokens MATCH %s",
            [expression(clause, fields)],
        )

    def frequency(self) -> str:
        # bm25() = own idf × (K1 + 1) × f / (f + K1 × own norm), where f is the frequency that we
        # want. Its own idf is cut to 1e-6 for words of more than half of all practices, its own
        # norm counts all tokens of a row; so both are taken out, and f is solved for.
        part = "(raw / own)"
        norm = f"({K1} * ({1 - B} + {B} * r.length / total.length))"
        return f"({part} * {norm} / ({K1 + 1} - {part}))"

    def write(self, row_id: int, document: SearchDocument) -> None:
        values = [
            getattr(document.fields[field.name], stream) for stream in STREAMS for field in FIELDS
        ]
        marks = ", ".join(["%s"] * (len(values) + 2))
        self.erase(row_id)
        with self.connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO search_tokens (rowid, {', '.join(COLUMNS)}, codes) VALUES ({marks})",
                [row_id, *values, document.codes],
            )

    def erase(self, row_id: int) -> None:
        with self.connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_tokens WHERE rowid = %s", [row_id])

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
                        SELECT rowid AS id, {_BM25["all"]} AS score
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


def quoted(*tokens: str) -> str:
    """Return tokens as one FTS5 string: whatever they hold, it is no syntax."""
    return '"' + " ".join(tokens).replace('"', '""') + '"'


def expression(clause: Clause, fields: Sequence[str]) -> str:
    """Return the FTS5 expression of a clause over some fields."""
    if clause.stream == "code":
        columns = "codes"
    else:
        columns = " ".join(f"{name}_{clause.stream}" for name in fields)
    if clause.near:
        return f"{{{columns}}} : NEAR({' '.join(map(quoted, clause.tokens))}, {NEAR_GAPS})"
    return f"{{{columns}}} : {quoted(*clause.tokens)}"
