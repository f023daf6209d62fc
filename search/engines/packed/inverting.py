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

from . import beside
from .beside import FIELD_BITS
from .lengths import how_many
from .postings import BLOCK, DENSE, MOST, PAIRED, term

_NAMES = tuple(field.name for field in FIELDS)
_PLACE_BITS = (BLOCK - 1).bit_length()


def _weights(stream: str) -> np.ndarray:
    """Return by part how often a token counts in each field."""
    table = np.zeros((len(PARTS), 1 << FIELD_BITS), np.int64)
    if stream == "code":  # codes are kept in the part "all", whatever part they stand in
        table[0, 0] = 1
        return table
    for number, (part, names) in enumerate(PARTS.items()):
        for name in names:
            table[number, _NAMES.index(name)] = weight_in(part, name)
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

    def add(self, place: int, texts: Sequence[str]) -> None:
        """Note the tokens of the practice at a place, which comes after all that are noted.

        `texts`: the stream of each field, tokens with a space between them.
        """
        self._places.append(place)
        self._sizes.extend(map(how_many, texts))
        self._tokens.extend(map(self._numbers.__getitem__, " ".join(texts).split()))

    def postings(self, block: int) -> Iterator[tuple]:
        """Yield (block, term, bytes of each part, its LISTS) as `postings` and `beside` describe
        them, in the order of terms."""
        if not self._tokens:
            return
        names, ids, slots = self._numbered()
        pairs, both = self._pairs(ids, slots, self._common(names))
        every = names + [f"{names[one]} {names[two]}" for one, two in pairs.tolist()]
        order = sorted(range(len(every)), key=every.__getitem__)
        rank = np.empty(len(every), np.uint64)
        rank[order] = np.arange(len(every), dtype=np.uint64)
        where = np.flatnonzero(both >= 0)
        terms = rank[np.concatenate((ids, both[where]))]
        keys = terms << np.uint64(_PLACE_BITS + FIELD_BITS) | np.concatenate((slots, slots[where]))
        keys.sort()
        places, firsts, sums = _summed(keys, _weights(self.stream))
        parts = [_packed(places, counts, firsts) for counts in sums]
        letter = term(self.stream, "")
        lists = self._lists(names, ids, slots, both, rank)
        named = [letter + every[number] for number in order]
        yield from zip([block] * len(order), named, *parts, *lists, strict=True)

    def _numbered(self) -> tuple[list[str], np.ndarray, np.ndarray]:
        """Return all tokens, and the number of the token and (place, field) of everything met."""
        ids = np.frombuffer(self._tokens, np.uint32)
        practices = np.frombuffer(self._places, np.uint32).astype(np.uint64)
        sizes = np.frombuffer(self._sizes, np.uint32)
        kinds = np.arange(len(sizes) // len(practices), dtype=np.uint64)
        slots = (practices << np.uint64(FIELD_BITS))[:, None] | kinds
        return list(self._numbers), ids, np.repeat(slots.ravel(), sizes)

    def _common(self, names: Sequence[str]) -> np.ndarray:
        """Return a flag for every token that is common."""
        letter = term(self.stream, "")
        return np.fromiter((letter + name in self.common for name in names), bool, len(names))

    def _pairs(
        self, ids: np.ndarray, slots: np.ndarray, common: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """Return the pairs of common tokens that stand side by side, as two numbers each, and the
        number under which each begins at a place in `ids`, those of tokens first; -1 for none."""
        there = common[ids]
        where = np.flatnonzero(there[:-1] & there[1:] & (slots[:-1] == slots[1:]))
        keys = ids[where].astype(np.uint64) << np.uint64(32) | ids[where + 1]
        different, number = np.unique(keys, return_inverse=True)
        both = np.full(len(ids), -1)
        both[where] = number + len(common)
        low = np.uint64((1 << 32) - 1)
        return np.stack((different >> np.uint64(32), different & low), axis=1), both

    def _lists(
        self,
        names: Sequence[str],
        ids: np.ndarray,
        slots: np.ndarray,
        both: np.ndarray,
        rank: np.ndarray,
    ) -> tuple[Sequence[bytes], Sequence[bytes]]:
        """Return for every term, by its rank, what stands beside it."""
        if self.stream not in PAIRED:
            return ([b""] * len(rank),) * 2
        hashes = np.fromiter(map(beside.hashed, names), np.uint64, len(names))
        places, fields = slots >> np.uint64(FIELD_BITS), slots & np.uint64((1 << FIELD_BITS) - 1)
        whole = beside.entries(places, hashes[ids], fields)
        often = self._common(names)[ids]
        follows = np.append(slots[:-1] == slots[1:], False)
        third = np.append(both[1:] >= 0, False) & (both >= 0)
        owners = np.where(third, both, ids)
        after = np.flatnonzero(third | (follows & ~often))
        step = np.where(third, 2, 1)
        before = np.flatnonzero(follows[:-1] & often[:-1] & ~often[1:]) + 1
        return (
            _listed(rank[owners[after]], whole[after + step[after]], len(rank)),
            _listed(rank[ids[before]], whole[before - 1], len(rank)),
        )


def _listed(owners: np.ndarray, entries: np.ndarray, size: int) -> list[bytes]:
    """Return for each of `size` terms, by rank, the bytes of its entries in their order."""
    order = np.argsort(owners, kind="stable")
    data = entries[order].tobytes()
    bounds = np.searchsorted(owners[order], np.arange(size + 1, dtype=owners.dtype)) * 8
    return [data[first:last] for first, last in pairwise(bounds.tolist())]


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
    fields = (keys & np.uint64((1 << FIELD_BITS) - 1)).astype(np.intp)
    entries = keys >> np.uint64(FIELD_BITS)
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
