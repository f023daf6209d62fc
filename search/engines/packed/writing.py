"""Writing into a living index: words go to the tail, all else to its place at once.

The tail holds what was written lately, term by term; a question reads it over the postings, so an
answer is exact at any moment. `merge` brings it into the postings. All of it belongs to the
transaction that is open on the cursor's connection.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from search.documents import SearchDocument
from search.fields import FACETS, PARTS, section_size

from . import texts
from .beside import LISTS, lists
from .beside import merged as merged_list
from .lengths import to_byte, word_counts
from .postings import BLOCK, COLUMNS, counted_in_all, merged, tokens_of
from .tables import BUCKET, FACETS_MARK, POSTINGS_MARK, TAIL_COLUMNS, marked

GONE = b""
ALONE = (b"",) * len(LISTS)  # of a term that has nothing beside it
TAIL = 256  # practices; more than that and a writer merges them itself
MARKER = ""  # the term under which every row of the tail stands


class Held(NamedTuple):
    """What the tables hold of a practice that is about to be replaced or deleted."""

    row: int
    sizes: Mapping[str, int]
    languages: tuple[str, ...]
    facets: tuple[tuple[str, str], ...]


def facet_text(document: SearchDocument) -> str:
    """Return the facet values of a document as they are kept: one `facet=value` a line."""
    return "\n".join(f"{facet}={value}" for facet in FACETS for value in document.facets[facet])


def facet_pairs(text: str) -> tuple[tuple[str, str], ...]:
    """Return kept facet values as (facet, value)."""
    return tuple(tuple(line.split("=", 1)) for line in text.splitlines())


def part_sizes(document: SearchDocument) -> dict[str, int]:
    """Return the length of every part of a document."""
    lengths = word_counts(document)
    return {part: section_size(part, lengths) for part in PARTS}


class Writer:
    """What a batch of documents changes; `flush` writes what is not written at once."""

    def __init__(self, cursor) -> None:
        self.cursor = cursor
        self.bytes: dict[tuple[str, int], dict[int, int]] = defaultdict(dict)
        self.bits: dict[tuple[str, str, int], dict[int, bool]] = defaultdict(dict)
        self.sizes: dict[str, list[int]] = {part: [0, 0] for part in PARTS}
        cursor.execute("SELECT term FROM search_common")
        self.common = frozenset(name for (name,) in cursor.fetchall())

    def put(self, row: int, document: SearchDocument, held: Held | None) -> None:
        """Write a document under a row, in the place of what it `held`."""
        words = self._take_out(held) if held else {}
        words |= self._words(row, document)
        columns = ", ".join(texts.Text._fields)
        renewed = ", ".join(f"excluded.{name}" for name in texts.Text._fields)
        marks = ", ".join(["%s"] * len(texts.Text._fields))
        self.cursor.execute(
            f"""INSERT INTO search_text (id, {columns}) VALUES (%s, {marks})
                ON CONFLICT (id) DO UPDATE SET ({columns}) = ({renewed})""",
            [row, *texts.pack(document)],
        )
        self._write_tail(row, words)
        self._note(row, part_sizes(document), document.shown_in, 1)
        self.standing(row, document.merit)
        for facet, value in facet_pairs(facet_text(document)):
            self.bits[facet, value, row // BUCKET][row % BUCKET] = True

    def _words(self, row: int, document: SearchDocument) -> dict[str, tuple[bytes, ...]]:
        """Return by term what the tail says of a document, as TAIL_COLUMNS."""
        beside = lists(row % BLOCK, tokens_of(document), self.common)
        counts = counted_in_all(tokens_of(document), self.common)
        return {name: (data, *beside.get(name, ALONE)) for name, data in counts.items()}

    def take_out(self, held: Held) -> None:
        """Delete the words of a practice."""
        self._write_tail(held.row, self._take_out(held))
        self.cursor.execute("DELETE FROM search_text WHERE id = %s", [held.row])

    def standing(self, row: int, merit: int) -> None:
        """Note the merit of a practice."""
        block, place = divmod(row, BLOCK)
        self.bytes["merit", block][place] = merit

    def _take_out(self, held: Held) -> dict[str, tuple[bytes, ...]]:
        """Take a practice out of everything but the tail; return what the tail must say."""
        self.cursor.execute(
            f"SELECT {', '.join(texts.Text._fields)} FROM search_text WHERE id = %s", [held.row]
        )
        text = texts.Text(*map(bytes, self.cursor.fetchone()))
        self._note(held.row, held.sizes, held.languages, -1)
        for facet, value in held.facets:
            self.bits[facet, value, held.row // BUCKET][held.row % BUCKET] = False
        return dict.fromkeys(counted_in_all(texts.tokens(text), self.common), (GONE, *ALONE))

    def _note(
        self, row: int, sizes: Mapping[str, int], languages: Iterable[str], sign: int
    ) -> None:
        """Add (1) or take off (-1) the lengths of a practice and the languages it is shown in."""
        block, place = divmod(row, BLOCK)
        for part, size in sizes.items():
            if size:
                self.bytes[f"length.{part}", block][place] = to_byte(size) if sign > 0 else 0
                self.sizes[part][0] += sign
                self.sizes[part][1] += sign * size
        for language in languages:
            self.bytes[f"shown.{language}", block][place] = int(sign > 0)

    def _write_tail(self, row: int, words: Mapping[str, tuple[bytes, ...]]) -> None:
        columns = ", ".join(TAIL_COLUMNS)
        marks = ", ".join(["%s"] * (2 + len(TAIL_COLUMNS)))
        renewed = ", ".join(f"{column} = excluded.{column}" for column in TAIL_COLUMNS)
        self.cursor.executemany(
            f"""INSERT INTO search_tail (term, number, {columns}) VALUES ({marks})
                ON CONFLICT (term, number) DO UPDATE SET {renewed}""",
            [(MARKER, row, GONE, *ALONE), *((name, row, *data) for name, data in words.items())],
        )

    def flush(self) -> None:
        """Write everything that was only noted, and the tail if it has grown long."""
        _write_bytes(self.cursor, self.bytes)
        _write_bits(self.cursor, self.bits)
        self.cursor.executemany(
            """UPDATE search_size SET documents = documents + %s, size = size + %s
               WHERE part = %s""",
            [
                *((*change, part) for part, change in self.sizes.items() if any(change)),
                *([marked(FACETS_MARK)] if self.bits else []),
            ],
        )
        if waiting(self.cursor) > TAIL:
            merge(self.cursor)


def waiting(cursor) -> int:
    """Return how many practices stand in the tail."""
    cursor.execute("SELECT count(*) FROM search_tail WHERE term = %s", [MARKER])
    return cursor.fetchone()[0]


def merge(cursor) -> int:
    """Bring the tail into the postings; return how many practices it held."""
    count = waiting(cursor)
    if not count:
        return 0
    cursor.execute(
        f"SELECT term, number, {', '.join(TAIL_COLUMNS)} FROM search_tail WHERE term <> %s",
        [MARKER],
    )
    changes: dict[tuple[int, str], dict[int, list[bytes]]] = defaultdict(dict)
    for name, row, *data in cursor.fetchall():
        block, place = divmod(row, BLOCK)
        changes[block, name][place] = list(map(bytes, data))
    columns = ", ".join((*COLUMNS, *LISTS))
    kept, gone = [], []
    for (block, name), some in sorted(changes.items()):
        cursor.execute(
            f"SELECT {columns} FROM search_posting WHERE block = %s AND term = %s", [block, name]
        )
        held = cursor.fetchone() or [b""] * (len(COLUMNS) + len(LISTS))
        new = _merged(list(map(bytes, held)), some)
        if any(new):
            kept.append((block, name, *new))
        else:
            gone.append((block, name))
    marks = ", ".join(["%s"] * (2 + len(COLUMNS) + len(LISTS)))
    renewed = ", ".join(f"{column} = excluded.{column}" for column in (*COLUMNS, *LISTS))
    cursor.executemany("DELETE FROM search_posting WHERE block = %s AND term = %s", gone)
    cursor.executemany(
        f"""INSERT INTO search_posting (block, term, {columns}) VALUES ({marks})
            ON CONFLICT (block, term) DO UPDATE SET {renewed}""",
        kept,
    )
    cursor.execute("DELETE FROM search_tail")
    cursor.execute(
        "UPDATE search_size SET documents = documents + %s, size = size + %s WHERE part = %s",
        marked(POSTINGS_MARK),
    )
    return count


def _merged(held: Sequence[bytes], some: Mapping[int, Sequence[bytes]]) -> list[bytes]:
    """Return the columns of a posting after what the tail says, by place and as TAIL_COLUMNS."""
    new = []
    for part in range(len(COLUMNS)):
        changes = {place: data[0][part] if data[0] else 0 for place, data in some.items()}
        there = held[part] or any(changes.values())
        new.append(merged(held[part], changes) if there else b"")
    for number in range(len(LISTS)):
        beside = {place: data[1 + number] for place, data in some.items()}
        data = held[len(COLUMNS) + number]
        new.append(merged_list(data, beside) if data or any(beside.values()) else b"")
    return new


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
            """INSERT INTO search_block (name, block, data) VALUES (%s, %s, %s)
               ON CONFLICT (name, block) DO UPDATE SET data = excluded.data""",
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
            """INSERT INTO search_bits (facet, value, bucket, data) VALUES (%s, %s, %s, %s)
               ON CONFLICT (facet, value, bucket) DO UPDATE SET data = excluded.data""",
            [*key, bytes(bits)],
        )
