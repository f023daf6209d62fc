"""How often a word stands in which practices, packed. Pure, no database.

A posting is one term (a word of one stream, or two common words side by side) in one block of
BLOCK practices, by row. For each part (search.fields.PARTS) it holds one string of bytes:

    empty          the term stands in this part of no practice
    BLOCK bytes    how often it stands in each practice of the block: of a frequent term
    3 × n bytes    n places as 16-bit numbers, in order, then n counts: of any other
"""

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import compress, pairwise
from operator import and_

import numpy as np

from search.documents import SearchDocument
from search.fields import FIELDS, LETTERS, PARTS, STREAMS, weight_in

BLOCK = 8192
# From so many practices on, a byte for each of the block: longer, but read without a loop.
DENSE = BLOCK // 16
MOST = 255  # what a byte holds; a word found more often than that scores like 255 times
COLUMNS = tuple(f"count_{part}" for part in PARTS)

PAIRED = ("lemma", "exact")  # streams in which phrases are looked for
LETTERS_OF = {**LETTERS, "code": "c"}

Tokens = Mapping[str, list[str]]  # by field; codes belong to none
# How often a term stands in each part of a practice: a byte for each, PARTS[0] the lowest.
Counts = int

_AT = {part: 8 * place for place, part in enumerate(PARTS)}
_WEIGHTS = {
    field.name: sum(
        weight_in(part, field.name) << _AT[part]
        for part, names in PARTS.items()
        if field.name in names
    )
    for field in FIELDS
}
# Codes are kept in the part "all", whatever part they stand in.
_WEIGHTS["codes"] = 1
_MAXIMUM = {name: max(weight.to_bytes(len(PARTS), "little")) for name, weight in _WEIGHTS.items()}


def term(stream: str, *tokens: str) -> str:
    """Return the name under which a token of a stream, or a pair of them, is kept."""
    return LETTERS_OF[stream] + " ".join(tokens)


def tokens_of(document: SearchDocument) -> Iterator[tuple[str, Tokens]]:
    """Yield (stream, tokens by field) of a document, the codes last."""
    for stream in STREAMS:
        yield stream, {f.name: getattr(document.fields[f.name], stream).split() for f in FIELDS}
    yield "code", {"codes": document.codes.split()}


def texts_of(document: SearchDocument) -> Iterator[tuple[str, list[str]]]:
    """Yield (stream, its text in every field) of a document, the codes last."""
    for stream in STREAMS:
        yield stream, [getattr(document.fields[field.name], stream) for field in FIELDS]
    yield "code", [document.codes]


def counted(stream: str, tokens: Tokens, common: frozenset[str]) -> dict[str, Counts]:
    """Return how often each term of a stream, named without its letter, stands in each part.

    `common` are the terms of which pairs are counted.
    """
    if common and stream in PAIRED:
        letter = LETTERS_OF[stream]
        tokens = {name: [*some, *_pairs(letter, some, common)] for name, some in tokens.items()}
    by_field = [(name, Counter(some)) for name, some in tokens.items() if some]
    if sum(_MAXIMUM[name] * max(counts.values()) for name, counts in by_field) > MOST:
        found = _counted_slowly(by_field)
    else:
        found: dict[str, Counts] = {}
        held = found.get
        for name, counts in by_field:
            weight = _WEIGHTS[name]
            for token, n in counts.items():
                found[token] = held(token, 0) + n * weight
    return found


def _counted_slowly(by_field: Iterable[tuple[str, Counter]]) -> dict[str, Counts]:
    """Count where a byte might overflow: a long text that says one word again and again."""
    found: dict[str, list[int]] = {}
    for name, counts in by_field:
        weights = _WEIGHTS[name].to_bytes(len(PARTS), "little")
        for token, n in counts.items():
            held = found.setdefault(token, [0] * len(PARTS))
            for place, weight in enumerate(weights):
                held[place] = min(MOST, held[place] + n * weight)
    return {token: int.from_bytes(bytes(held), "little") for token, held in found.items()}


def _pairs(letter: str, tokens: Sequence[str], common: frozenset[str]) -> Iterator[str]:
    """Yield the common words of a field that stand side by side."""
    frequent = [letter + token in common for token in tokens]
    for (one, two), both in zip(pairwise(tokens), map(and_, frequent, frequent[1:]), strict=True):
        if both:
            yield f"{one} {two}"


def counted_in_all(
    streams: Iterable[tuple[str, Tokens]], common: frozenset[str]
) -> dict[str, bytes]:
    """Return by term how often it stands in a practice, a byte for each part."""
    return {
        term(stream, name): counts.to_bytes(len(PARTS), "little")
        for stream, tokens in streams
        for name, counts in counted(stream, tokens, common).items()
    }


def packed(places: Sequence[int], counts: Sequence[int]) -> bytes:
    """Return the bytes of counts at places, which are in order; a count of 0 is none."""
    if len(counts) - counts.count(0) < DENSE:
        return array("H", compress(places, counts)).tobytes() + bytes(compress(counts, counts))
    whole = bytearray(BLOCK)
    for place, count in zip(places, counts, strict=True):
        whole[place] = count
    return bytes(whole)


def merged(held: bytes, changes: Mapping[int, int]) -> bytes:
    """Return the bytes after changes by place: a new count, 0 for none."""
    if len(held) == BLOCK:
        whole = bytearray(held)
        for place, count in changes.items():
            whole[place] = count
        return packed(range(BLOCK), whole)
    size = len(held) // 3
    places, counts = array("H", held[: 2 * size]), bytearray(held[2 * size :])
    for place, count in changes.items():
        at = bisect_left(places, place)
        there = at < len(places) and places[at] == place
        if there and count:
            counts[at] = count
        elif there:
            del places[at], counts[at]
        elif count:
            places.insert(at, place)
            counts.insert(at, count)
    return packed(places, counts)


def unpack(into: np.ndarray, block: int, data: bytes) -> None:
    """Write the counts of a posting to their rows; `into` is long enough for its block."""
    there = into[block * BLOCK : (block + 1) * BLOCK]
    counts = np.frombuffer(data, np.uint8)
    if len(data) == BLOCK:
        there[:] = counts
        return
    size = len(data) // 3
    there[counts[: 2 * size].view(np.uint16)] = counts[2 * size :]


def total(data: bytes) -> int:
    """Return how often a term stands in all practices of a posting together."""
    return sum(data) if len(data) == BLOCK else sum(data[len(data) // 3 * 2 :])


def common_terms(documents: Iterable[SearchDocument], share: int) -> list[str]:
    """Return the terms that stand in every `share`-th of some documents or more often."""
    met: Counter = Counter()
    size = 0
    for document in documents:
        size += 1
        for stream, tokens in tokens_of(document):
            if stream in PAIRED:
                met.update({term(stream, token) for some in tokens.values() for token in some})
    return sorted(name for name, n in met.items() if n * share >= size)
