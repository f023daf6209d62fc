"""Writing into a living index: each practice into rows of its own, which `merge` brings together.

The tail holds what was written lately, term by term; a question reads it over the postings, so an
answer is exact at any moment. All of it belongs to the transaction that is open on the cursor's
connection.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from search.documents import SearchDocument

from . import late, texts
from .beside import LISTS, lists
from .beside import merged as merged_list
from .late import Late
from .postings import BLOCK, COLUMNS, counted_in_all, merged, tokens_of
from .tables import BUCKET, FACETS_MARK, POSTINGS_MARK, TAIL_COLUMNS, marked

GONE = b""
ALONE = (b"",) * len(LISTS)  # of a term that has nothing beside it


class Held(NamedTuple):
    """What the tables hold of a practice that is about to be replaced or deleted."""

    row: int
    sizes: Mapping[str, int]
    facets: tuple[tuple[str, str], ...]


class Writer:
    """Writes documents one by one, each into rows of its own: see late.py."""

    def __init__(self, cursor) -> None:
        self.cursor = cursor
        cursor.execute("SELECT term FROM search_common")
        self.common = frozenset(name for (name,) in cursor.fetchall())

    def put(self, row: int, document: SearchDocument, held: Held | None) -> None:
        """Write a document under a row, in the place of what it `held`."""
        words = self._gone(held) if held else {}
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
        self.note(row, held)

    def take_out(self, held: Held) -> None:
        """Delete the words of a practice."""
        self._write_tail(held.row, self._gone(held))
        self.cursor.execute("DELETE FROM search_text WHERE id = %s", [held.row])
        self.note(held.row, held)

    def note(self, row: int, held: Held | None) -> None:
        """Note that a row is no longer what it `held`."""
        late.note(self.cursor, row, held.sizes if held else {}, held.facets if held else ())

    def _words(self, row: int, document: SearchDocument) -> dict[str, tuple[bytes, ...]]:
        """Return by term what the tail says of a document, as TAIL_COLUMNS."""
        beside = lists(row % BLOCK, tokens_of(document), self.common)
        counts = counted_in_all(tokens_of(document), self.common)
        return {name: (data, *beside.get(name, ALONE)) for name, data in counts.items()}

    def _gone(self, held: Held) -> dict[str, tuple[bytes, ...]]:
        """Return what the tail must say of the words of a practice that is taken out."""
        self.cursor.execute(
            f"SELECT {', '.join(texts.Text._fields)} FROM search_text WHERE id = %s", [held.row]
        )
        text = texts.Text(*map(bytes, self.cursor.fetchone()))
        names = counted_in_all(texts.tokens(text), self.common)
        return dict.fromkeys(names, (GONE, *ALONE))

    def _write_tail(self, row: int, words: Mapping[str, tuple[bytes, ...]]) -> None:
        columns = ", ".join(TAIL_COLUMNS)
        marks = ", ".join(["%s"] * (2 + len(TAIL_COLUMNS)))
        renewed = ", ".join(f"{column} = excluded.{column}" for column in TAIL_COLUMNS)
        self.cursor.executemany(
            f"""INSERT INTO search_tail (term, number, {columns}) VALUES ({marks})
                ON CONFLICT (term, number) DO UPDATE SET {renewed}""",
            [(name, row, *data) for name, data in words.items()],
        )


def waiting(cursor) -> int:
    """Return how many practices wait for a merge."""
    cursor.execute("SELECT count(*) FROM search_late")
    return cursor.fetchone()[0]


def merge(cursor, most: int) -> int:
    """Bring at most so many of the practices written lately into what practices share; return how
    many they were. Nobody else may write meanwhile.
    """
    those = late.read(cursor)[:most]
    if not those:
        return 0
    numbers = ", ".join(str(one.row) for one in those)
    _merge_words(cursor, numbers)
    _merge_bytes(cursor, those)
    bits = _merge_bits(cursor, those)
    cursor.executemany(
        "UPDATE search_size SET documents = documents + %s, size = size + %s WHERE part = %s",
        [
            *((*change, part) for part, change in late.changed(those).items() if any(change)),
            marked(POSTINGS_MARK),
            *([marked(FACETS_MARK)] if bits else []),
        ],
    )
    for table in ("search_tail", "search_late"):
        cursor.execute(f"DELETE FROM {table} WHERE number IN ({numbers})")
    return len(those)


def _merge_words(cursor, numbers: str) -> None:
    cursor.execute(
        f"""SELECT term, number, {", ".join(TAIL_COLUMNS)} FROM search_tail
            WHERE number IN ({numbers})"""
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


def _merge_bytes(cursor, those: Iterable[Late]) -> None:
    cursor.execute("SELECT DISTINCT name FROM search_block")
    names = {name for (name,) in cursor.fetchall()} | {"merit"}
    changed: dict[tuple[str, int], dict[int, int]] = defaultdict(dict)
    for one in those:
        block, place = divmod(one.row, BLOCK)
        own = {f"length.{part}" for part, size in one.sizes.items() if size}
        for name in names | own | {f"shown.{language}" for language in one.languages}:
            changed[name, block][place] = late.byte(one, name)
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


def _merge_bits(cursor, those: Iterable[Late]) -> bool:
    """Write the bits of facets; return whether there are any that change."""
    changed: dict[tuple[str, str, int], dict[int, bool]] = defaultdict(dict)
    for one in those:
        bucket, place = divmod(one.row, BUCKET)
        for pair in {*one.held_facets} ^ {*one.facets}:
            changed[(*pair, bucket)][place] = pair in one.facets
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
    return bool(changed)
