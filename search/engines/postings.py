"""How often a word stands in which practices, packed: pure, no database.

A posting is one word of one stream in one block of BLOCK practices (by id). For each section there
is one byte per practice: how often the word stands there, every field counted by its weight. A
frequent word has bytes for the whole block; a rare one names its practices.
"""

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from search.documents import SearchDocument
from search.fields import FIELDS, LETTERS, SECTIONS, STREAMS, weight_in

BLOCK = 2048  # small enough that publishing rewrites little, large enough that a question reads few
DENSE = BLOCK // 6  # practices from which on a byte for each of the block is the shorter form
MOST = 255  # what a byte holds; a word found more often than that scores like 255 times

Counts = tuple[int, ...]  # by section, in the order of search.fields.SECTIONS


class Posting(NamedTuple):
    """`docs`: places in the block as 16-bit numbers, None for all of them; `counts` by section,
    empty where the word stands in no practice's section."""

    docs: bytes | None
    counts: tuple[bytes, ...]


def term(stream: str, token: str) -> str:
    """Return the name under which a token of a stream is kept."""
    return LETTERS[stream] + token


def terms_in(texts: Mapping[str, Iterable[str]]) -> set[str]:
    """Return the terms of stored token texts by stream."""
    return {
        term(stream, token)
        for stream, some in texts.items()
        for text in some
        for token in text.split()
    }


def counted(document: SearchDocument) -> dict[str, Counts]:
    """Return how often each term stands in each section of a document."""
    sections = list(SECTIONS)
    found: dict[str, list[int]] = {}
    for field in FIELDS:
        weights = [
            weight_in(section, field.name) if field.name in SECTIONS[section] else 0
            for section in sections
        ]
        for stream in STREAMS:
            letter = LETTERS[stream]
            for token, n in Counter(getattr(document.fields[field.name], stream).split()).items():
                held = found.get(letter + token)
                if held is None:
                    found[letter + token] = [n * weight for weight in weights]
                else:
                    for place, weight in enumerate(weights):
                        held[place] += n * weight
    return {name: tuple(min(n, MOST) for n in counts) for name, counts in found.items()}


def merged(held: Posting | None, changes: Mapping[int, Counts | None]) -> Posting | None:
    """Return a posting after changes by place in the block (None: no longer there)."""
    if held is None:
        docs, columns = array("H"), [bytearray() for _ in SECTIONS]
    else:
        docs = None if held.docs is None else array("H", held.docs)
        size = BLOCK if docs is None else len(docs)
        columns = [bytearray(data) if data else bytearray(size) for data in held.counts]
    for place, counts in changes.items():
        if docs is not None:
            _change_some(docs, columns, place, counts)
            if len(docs) >= DENSE:
                columns, docs = [_spread(docs, column) for column in columns], None
        else:
            for column, count in zip(columns, counts or (0,) * len(columns), strict=True):
                column[place] = count
    packed = tuple(bytes(column) if any(column) else b"" for column in columns)
    if not packed[0]:
        return None
    return Posting(None if docs is None else docs.tobytes(), packed)


def _change_some(docs: array, columns: list[bytearray], place: int, counts: Counts | None) -> None:
    at = bisect_left(docs, place)
    there = at < len(docs) and docs[at] == place
    if counts is None:
        if there:
            del docs[at]
            for column in columns:
                del column[at]
    elif there:
        for column, count in zip(columns, counts, strict=True):
            column[at] = count
    else:
        docs.insert(at, place)
        for column, count in zip(columns, counts, strict=True):
            column.insert(at, count)


def _spread(docs: array, column: bytearray) -> bytearray:
    whole = bytearray(BLOCK)
    for place, count in zip(docs, column, strict=True):
        whole[place] = count
    return whole


def unpack(into: bytearray, block: int, docs: bytes | None, counts: bytes) -> None:
    """Write the counts of a posting to their ids."""
    base = block * BLOCK
    if not counts:
        return
    if docs is None:
        into[base : base + BLOCK] = counts
        return
    for place, count in zip(memoryview(docs).cast("H"), counts, strict=True):
        into[base + place] = count
