"""A block of practices turned round: from the words of each practice to the practices of each word.

Pure, with numpy: a rebuild meets every word of every practice three times, and a step of Python for
each is what it would spend its time on. The tokens of a block are numbered, lie one after the other
and are sorted once; what `postings.counted` says of one practice comes out for all of them.
"""

from array import array
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from search.fields import FIELDS, PARTS, weight_in

from .postings import BLOCK, DENSE, MOST, PAIRED, Tokens, term

_NAMES = tuple(field.name for field in FIELDS)
_FIELD_BITS = 5
_PAIR = 1 << _FIELD_BITS - 1  # set in the field of two common words side by side
_PLACE_BITS = (BLOCK - 1).bit_length()


def _weights(stream: str) -> np.ndarray:
    """Return by part how often a token counts in each field, and pairs in part "all" only."""
    table = np.zeros((len(PARTS), 1 << _FIELD_BITS), np.int64)
    if stream == "code":  # codes are kept in the part "all", whatever part they stand in
        table[0, 0] = 1
        return table
    for number, (part, names) in enumerate(PARTS.items()):
        for name in names:
            table[number, _NAMES.index(name)] = weight_in(part, name)
    table[0, _PAIR : _PAIR + len(_NAMES)] = table[0, : len(_NAMES)]
    return table


class _Numbers(dict):
    """A number for every token, given when it is first met."""

    def __missing__(self, token: str) -> int:
        number = self[token] = len(self)
        return number


class Inverted:
    """The tokens of one stream in a block of practices; `common` as in `postings.counted`."""

    def __init__(self, stream: str, common: frozenset[str]):
        self.stream = stream
        self.common = common if stream in PAIRED else frozenset()
        self._numbers = _Numbers()
        self._tokens = array("I")
        self._sizes = array("I")  # of every field of every practice, one after the other
        self._places = array("I")

    def add(self, place: int, tokens: Tokens) -> None:
        """Note the tokens of the practice at a place, which comes after all that are noted."""
        number = self._numbers.__getitem__
        self._places.append(place)
        for some in tokens.values():
            self._sizes.append(len(some))
            self._tokens.extend(map(number, some))

    def postings(self) -> Iterator[tuple]:
        """Yield (term, bytes of each part) as `postings` describes them, in the order of terms."""
        if not self._tokens:
            return
        names, ids, fields = self._numbered()
        letter = term(self.stream, "")
        order = sorted(range(len(names)), key=names.__getitem__)
        rank = np.empty(len(names), np.uint64)
        rank[order] = np.arange(len(names), dtype=np.uint64)
        keys = rank[ids] << np.uint64(_PLACE_BITS + _FIELD_BITS) | fields
        keys.sort()
        places, firsts, sums = _summed(keys, _weights(self.stream))
        parts = (_packed(places, counts, firsts) for counts in sums)
        yield from zip((letter + names[number] for number in order), *parts, strict=True)

    def _numbered(self) -> tuple[list[str], np.ndarray, np.ndarray]:
        """Return all terms, and the number of the term and (place, field) of everything met."""
        names = list(self._numbers)
        ids = np.frombuffer(self._tokens, np.uint32)
        practices = np.frombuffer(self._places, np.uint32).astype(np.uint64)
        sizes = np.frombuffer(self._sizes, np.uint32)
        kinds = np.arange(len(sizes) // len(practices), dtype=np.uint64)
        slots = (practices << np.uint64(_FIELD_BITS))[:, None] | kinds
        fields = np.repeat(slots.ravel(), sizes)
        if not self.common:
            return names, ids, fields
        letter = term(self.stream, "")
        frequent = np.fromiter((letter + name in self.common for name in names), bool, len(names))
        known = _weights(self.stream)[0] > 0  # no pairs of attachments
        there = frequent[ids] & known[fields & np.uint64(_PAIR - 1)]
        both = np.flatnonzero(there[:-1] & there[1:] & (fields[:-1] == fields[1:]))
        pairs = ids[both].astype(np.uint64) << np.uint64(32) | ids[both + 1]
        different, number = np.unique(pairs, return_inverse=True)
        ids = np.concatenate((ids, (number + len(names)).astype(np.uint32)))
        fields = np.concatenate((fields, fields[both] | np.uint64(_PAIR)))
        low = (1 << 32) - 1
        pair_names = [f"{names[pair >> 32]} {names[pair & low]}" for pair in different.tolist()]
        return names + pair_names, ids, fields


def _starts(values: np.ndarray) -> np.ndarray:
    """Return where another value begins."""
    return np.flatnonzero(np.concatenate(([True], values[1:] != values[:-1])))


def _summed(
    keys: np.ndarray, weights: np.ndarray
) -> tuple[np.ndarray, np.ndarray, list[np.ndarray]]:
    """Add up sorted (term, place, field): return the places of all entries, a term's after
    another's, where each term begins, and the counts of the entries for each part."""
    met = _starts(keys)
    times = np.diff(np.append(met, len(keys)))
    keys = keys[met]
    fields = (keys & np.uint64((1 << _FIELD_BITS) - 1)).astype(np.intp)
    entries = keys >> np.uint64(_FIELD_BITS)
    firsts = _starts(entries)
    sums = [
        np.minimum(np.add.reduceat(times * weights[part][fields], firsts), MOST).astype(np.uint8)
        for part in range(len(weights))
    ]
    entries = entries[firsts]
    places = (entries & np.uint64(BLOCK - 1)).astype(np.uint16)
    return places, _starts(entries >> np.uint64(_PLACE_BITS)), sums


def _packed(places: np.ndarray, counts: np.ndarray, firsts: np.ndarray) -> Sequence[bytes]:
    """Return for every term the bytes of its counts in a part (see `postings.packed`)."""
    there = counts != 0
    before = np.concatenate(([0], np.cumsum(there)))
    places, counts = places[there], counts[there]
    bounds = before[np.append(firsts, len(there))].tolist()
    place_bytes, count_bytes = places.tobytes(), counts.tobytes()

    def whole(first: int, last: int) -> bytes:
        data = np.zeros(BLOCK, np.uint8)
        data[places[first:last]] = counts[first:last]
        return data.tobytes()

    return [
        b""
        if first == last
        else place_bytes[2 * first : 2 * last] + count_bytes[first:last]
        if last - first < DENSE
        else whole(first, last)
        for first, last in pairwise(bounds)
    ]
