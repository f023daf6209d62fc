"""A whole index made anew in tables of its own, which then take the place of the old ones.

Words are collected in memory for one block of practices and written once, in order. What is kept
in memory does not grow with the number of practices.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from search.documents import SearchDocument
from search.fields import PARTS

from . import texts
from .beside import LISTS
from .inverting import Inverted
from .lengths import to_byte
from .postings import BLOCK, COLUMNS, term, texts_of
from .tables import BUCKET, NEW, OLD, TABLES, Dialect, facet_pairs, schema

COMMON_FROM = 2000  # documents from which on pairs of common words are counted
COMMON_SHARE = 8  # a common word stands in every so many-th document


class Builder:
    """Fills the NEW tables."""

    def __init__(self, cursor, dialect: Dialect, common: Sequence[str]):
        self.cursor = cursor
        self.dialect = dialect
        self.common = frozenset(common)
        self.row = 0
        self.sizes = {part: [0, 0] for part in PARTS}
        self.bits: dict[tuple[str, str], bytearray] = {}
        self._start_block()
        self._insert("search_common", ("term",), [(name,) for name in common])

    def _start_block(self) -> None:
        self.words: dict[str, Inverted] = {}
        self.bytes: dict[str, bytearray] = defaultdict(partial(bytearray, BLOCK))

    def add(self, documents: Sequence[SearchDocument], rows: Sequence[dict]) -> None:
        """Write documents with their rows of search_row; their words when the block is full."""
        if not documents:
            return
        first = self.row + 1
        numbers = range(first, first + len(documents))
        self._insert(
            "search_row",
            ("id", *rows[0]),
            [(number, *row.values()) for number, row in zip(numbers, rows, strict=True)],
        )
        self._insert(
            "search_text",
            ("id", *texts.Text._fields),
            [(n, *texts.pack(document)) for n, document in zip(numbers, documents, strict=True)],
        )
        for document, row in zip(documents, rows, strict=True):
            self._note(document, row)

    def _insert(self, table: str, names: Sequence[str], rows: Iterable[tuple]) -> None:
        self.dialect.load(self.cursor, f"{table}{NEW}", names, rows)

    def _note(self, document: SearchDocument, values: dict) -> None:
        self.row += 1
        block, place = divmod(self.row, BLOCK)
        if not place:
            self._write_block(block - 1)
        if not self.row % BUCKET:
            self._write_bits(self.row // BUCKET - 1)
        for stream, some in texts_of(document):
            if stream not in self.words:
                self.words[stream] = Inverted(stream, self.common)
            self.words[stream].add(place, some)
        for part in PARTS:
            if size := values[f"size_{part}"]:
                self.bytes[f"length.{part}"][place] = to_byte(size)
                self.sizes[part][0] += 1
                self.sizes[part][1] += size
        for language in document.shown_in:
            self.bytes[f"shown.{language}"][place] = 1
        self.bytes["merit"][place] = document.merit
        byte, bit = divmod(self.row % BUCKET, 8)
        for pair in facet_pairs(values["facets"]):
            bits = self.bits.setdefault(pair, bytearray())
            if len(bits) <= byte:
                bits.extend(bytes(byte + 1 - len(bits)))
            bits[byte] |= 1 << bit

    def _postings(self, block: int) -> Iterator[tuple]:
        for stream in sorted(self.words, key=term):
            yield from self.words[stream].postings(block)

    def _write_block(self, block: int) -> None:
        self._insert("search_posting", ("block", "term", *COLUMNS, *LISTS), self._postings(block))
        self._insert(
            "search_block",
            ("name", "block", "data"),
            [(name, block, bytes(data)) for name, data in self.bytes.items()],
        )
        self._start_block()

    def _write_bits(self, bucket: int) -> None:
        self._insert(
            "search_bits",
            ("facet", "value", "bucket", "data"),
            [(*pair, bucket, bytes(bits)) for pair, bits in self.bits.items()],
        )
        self.bits = {}

    def finish(self) -> None:
        """Write what is left of the last block."""
        self._write_block(self.row // BLOCK)
        self._write_bits(self.row // BUCKET)
        self.cursor.executemany(
            f"UPDATE search_size{NEW} SET documents = %s, size = %s WHERE part = %s",
            [(*sizes, part) for part, sizes in self.sizes.items()],
        )
        self.dialect.go_on(self.cursor, f"search_row{NEW}")


def begin(cursor, dialect: Dialect, tag: str) -> None:
    """Make the NEW tables, in the place of any that a killed rebuild left behind."""
    drop(cursor, NEW)
    for statement in schema(dialect, NEW, tag):
        cursor.execute(statement)


def swap(cursor) -> None:
    """Put the NEW tables in the place of the old ones, which are kept until `drop`."""
    drop(cursor, OLD)
    for table in TABLES:
        cursor.execute(f"ALTER TABLE {table} RENAME TO {table}{OLD}")
        cursor.execute(f"ALTER TABLE {table}{NEW} RENAME TO {table}")


def drop(cursor, suffix: str) -> None:
    """Delete the tables whose names end in `suffix`, as far as they are there."""
    for table in TABLES:
        cursor.execute(f"DROP TABLE IF EXISTS {table}{suffix}")
