"""Writes of the packed tables: collected for a batch of documents, merged block by block.

    search_posting  (term, block)          counts of a word (postings.py)
    search_block    (name, block)          one byte per practice: `length.<section>`, `shown.<language>`
    search_size     (section, block)       how many practices have the section, how long together;
                                           section "": how many tokens of every stream
    search_bits     (facet, value, bucket) one bit per practice that has the value

All of it belongs to the transaction that is open on the cursor's connection.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from search.documents import SearchDocument
from search.fields import FACETS, SECTIONS, section_size

from .lengths import to_byte, word_counts
from .postings import BLOCK, Counts, Posting, counted, merged

BUCKET = 65_536  # practices in one row of a facet's bits: 8 KiB
MANY = 500  # parameters of one statement

COUNTS = tuple(f"count_{section}" for section in SECTIONS)
TABLES = ("search_posting", "search_block", "search_size", "search_bits")
SCHEMA = (
    f"""CREATE TABLE search_posting (
        term text NOT NULL, block integer NOT NULL, docs blob,
        {", ".join(f"{name} blob NOT NULL" for name in COUNTS)},
        PRIMARY KEY (term, block)) WITHOUT ROWID""",
    """CREATE TABLE search_block (name text NOT NULL, block integer NOT NULL, data blob NOT NULL,
        PRIMARY KEY (name, block))""",
    """CREATE TABLE search_size (section text NOT NULL, block integer NOT NULL,
        documents integer NOT NULL, size integer NOT NULL,
        PRIMARY KEY (section, block)) WITHOUT ROWID""",
    """CREATE TABLE search_bits (facet text NOT NULL, value text NOT NULL,
        bucket integer NOT NULL, data blob NOT NULL, PRIMARY KEY (facet, value, bucket))""",
)


class Packing:
    """What a batch changes in the packed tables, until `flush` writes it."""

    def __init__(self) -> None:
        self.terms: dict[int, dict[str, dict[int, Counts | None]]] = defaultdict(dict)
        self.bytes: dict[tuple[str, int], dict[int, int]] = defaultdict(dict)
        self.bits: dict[tuple[str, str, int], dict[int, bool]] = defaultdict(dict)

    def put(self, row: int, document: SearchDocument) -> None:
        """Note a document under a row from which everything else was taken out."""
        lengths = word_counts(document)
        block, place = divmod(row, BLOCK)
        terms = self.terms[block]
        for name, counts in counted(document).items():
            terms.setdefault(name, {})[place] = counts
        for section in SECTIONS:
            size = to_byte(section_size(section, lengths))
            self.bytes[f"length.{section}", block][place] = size
        for language in document.shown_in:
            self.bytes[f"shown.{language}", block][place] = 1
        for facet in FACETS:
            for value in document.facets[facet]:
                self.bits[facet, value, row // BUCKET][row % BUCKET] = True

    def take_out(
        self,
        row: int,
        terms: Iterable[str],
        languages: Iterable[str],
        values: Iterable[tuple[str, str]],
    ) -> None:
        """Note that what stood under a row is gone: its terms, languages and facet values."""
        block, place = divmod(row, BLOCK)
        held = self.terms[block]
        for name in terms:
            held.setdefault(name, {})[place] = None
        for section in SECTIONS:
            self.bytes[f"length.{section}", block][place] = 0
        for language in languages:
            self.bytes[f"shown.{language}", block][place] = 0
        for facet, value in values:
            self.bits[facet, value, row // BUCKET][row % BUCKET] = False

    def flush(self, cursor) -> None:
        """Write everything. `cursor` is of a Django connection."""
        for block, terms in self.terms.items():
            names = sorted(terms)
            for first in range(0, len(names), MANY):
                _write_postings(cursor, block, {n: terms[n] for n in names[first : first + MANY]})
            _write_sizes(cursor, block)
        _write_bytes(cursor, self.bytes)
        _write_bits(cursor, self.bits)
        self.__init__()


def _write_postings(cursor, block: int, terms: Mapping[str, Mapping]) -> None:
    columns = ", ".join(("docs", *COUNTS))
    marks = ", ".join(["%s"] * len(terms))
    cursor.execute(
        f"SELECT term, {columns} FROM search_posting WHERE term IN ({marks}) AND block = %s",
        [*terms, block],
    )
    held = {name: Posting(docs, tuple(counts)) for name, docs, *counts in cursor.fetchall()}
    kept, gone = [], []
    for name, changes in terms.items():
        posting = merged(held.get(name), changes)
        if posting is None:
            gone.append((name, block))
        else:
            kept.append((name, block, posting.docs, *posting.counts))
    if gone:
        cursor.executemany("DELETE FROM search_posting WHERE term = %s AND block = %s", gone)
    if kept:
        marks = ", ".join(["%s"] * (3 + len(COUNTS)))
        cursor.executemany(
            f"INSERT OR REPLACE INTO search_posting (term, block, {columns}) VALUES ({marks})", kept
        )


def _write_sizes(cursor, block: int) -> None:
    """Count the lengths of a block anew from its rows."""
    for section in ("", *SECTIONS):
        size = f"size_{section}" if section else "length"
        cursor.execute(
            f"""INSERT OR REPLACE INTO search_size (section, block, documents, size)
                SELECT %s, %s, count(*), coalesce(sum({size}), 0) FROM search_row
                WHERE id >= %s AND id < %s AND {size} > 0""",
            [section, block, block * BLOCK, (block + 1) * BLOCK],
        )


def _write_bytes(cursor, changed: Mapping[tuple[str, int], Mapping[int, int]]) -> None:
    for (name, block), places in changed.items():
        cursor.execute(
            "SELECT data FROM search_block WHERE name = %s AND block = %s", [name, block]
        )
        row = cursor.fetchone()
        data = bytearray(row[0]) if row else bytearray(BLOCK)
        for place, value in places.items():
            data[place] = value
        cursor.execute(
            "INSERT OR REPLACE INTO search_block (name, block, data) VALUES (%s, %s, %s)",
            [name, block, bytes(data)],
        )


def _write_bits(cursor, changed: Mapping[tuple[str, str, int], Mapping[int, bool]]) -> None:
    for key, places in changed.items():
        cursor.execute(
            "SELECT data FROM search_bits WHERE facet = %s AND value = %s AND bucket = %s", key
        )
        row = cursor.fetchone()
        bits = bytearray(row[0]) if row else bytearray()
        bits.extend(bytes(max(0, max(places) // 8 + 1 - len(bits))))
        for place, there in places.items():
            mask = 1 << place % 8
            bits[place // 8] = bits[place // 8] | mask if there else bits[place // 8] & ~mask
        cursor.execute(
            "INSERT OR REPLACE INTO search_bits (facet, value, bucket, data) VALUES (%s, %s, %s, %s)",
            [*key, bytes(bits)],
        )
