"""What stands beside a word: in which practices, which other word, in which field. Pure.

Of every term of a stream in which phrases are looked for two lists are kept, so that two words side
by side are found, and counted, without looking at a text:

    next_words      the words after it, wherever they stand
    previous_words  the common words before it: those have no lists of their own

Two common words side by side are a term (see postings.py); its `next_words` are common words too. A
list is one 64-bit number for each time, in the order of the practices and of their words:

    place of the practice in its block | hash of the other word | number of the field
    13 bits                              47 bits                  4 bits

Of a million different words two have the same hash with a chance of one in 280; such two would be
taken for one another only beside the same third word.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from hashlib import blake2b

import numpy as np

from search.fields import FIELDS, PARTS, weight_in

from .postings import BLOCK, LETTERS_OF, MOST, PAIRED, Tokens

LISTS = ("next_words", "previous_words")
FIELD_BITS, HASH_BITS = 4, 47
_PLACE = FIELD_BITS + HASH_BITS
_HASH = (1 << HASH_BITS) - 1
_FIELDS = {field.name: number for number, field in enumerate(FIELDS)}
_WEIGHTS = {
    part: np.array(
        [weight_in(part, f.name) if f.name in names else 0 for f in FIELDS]
        + [0] * ((1 << FIELD_BITS) - len(FIELDS))
    )
    for part, names in PARTS.items()
}


@lru_cache(maxsize=1 << 16)
def hashed(token: str) -> int:
    """Return the number by which a token is known in the lists."""
    return int.from_bytes(blake2b(token.encode(), digest_size=8).digest(), "little") & _HASH


def entries(places: np.ndarray, hashes: np.ndarray, fields: np.ndarray) -> np.ndarray:
    """Return the numbers of a list, all arrays of 64 bits."""
    return places << np.uint64(_PLACE) | hashes << np.uint64(FIELD_BITS) | fields


def lists(
    place: int, streams: Iterable[tuple[str, Tokens]], common: frozenset[str]
) -> dict[str, tuple[bytes, bytes]]:
    """Return by term what stands beside it in the practice at a place, as LISTS."""
    found: dict[str, tuple[list, list]] = defaultdict(lambda: ([], []))
    for stream, tokens in streams:
        if stream in PAIRED:
            for name, some in tokens.items():
                start = place << _PLACE | _FIELDS[name]
                _note(found, LETTERS_OF[stream], some, start, common)
    return {
        name: tuple(np.array(some, np.uint64).tobytes() for some in two)
        for name, two in found.items()
    }


def _note(
    found: Mapping[str, tuple[list, list]],
    letter: str,
    tokens: list[str],
    start: int,
    common: frozenset[str],
) -> None:
    numbers = [start | hashed(token) << FIELD_BITS for token in tokens]
    often = [letter + token in common for token in tokens]
    for at in range(1, len(tokens)):
        if not often[at - 1]:
            found[letter + tokens[at - 1]][0].append(numbers[at])
        elif not often[at]:
            found[letter + tokens[at]][1].append(numbers[at - 1])
        elif at + 1 < len(tokens) and often[at + 1]:
            pair = f"{letter}{tokens[at - 1]} {tokens[at]}"
            found[pair][0].append(numbers[at + 1])


def merged(held: bytes, changes: Mapping[int, bytes]) -> bytes:
    """Return a list after changes by place: what stands there now."""
    kept = np.frombuffer(held, np.uint64)
    places = np.array(sorted(changes), np.uint64)
    kept = kept[~np.isin(kept >> np.uint64(_PLACE), places)]
    new = np.frombuffer(b"".join(changes.values()), np.uint64)
    every = np.concatenate((kept, new))
    return every[np.argsort(every >> np.uint64(_PLACE), kind="stable")].tobytes()


def counted(data: bytes, token: str, part: str) -> np.ndarray:
    """Return how often a token stands in a list, by weight, in a part of each practice of the
    block: BLOCK bytes."""
    numbers = np.frombuffer(data, np.uint64)
    numbers = numbers[numbers >> np.uint64(FIELD_BITS) & np.uint64(_HASH) == hashed(token)]
    weights = _WEIGHTS[part][(numbers & np.uint64((1 << FIELD_BITS) - 1)).astype(np.intp)]
    places = (numbers >> np.uint64(_PLACE)).astype(np.intp)
    return np.minimum(np.bincount(places, weights, BLOCK), MOST).astype(np.uint8)
