"""What was written since the last merge: rows of its own for each practice, none that it shares.

So two transactions that write different practices never wait for one another. What many practices
share (a byte for each, facet bits, lengths of all together) still says what stood there before; a
reader puts what is said here over it. `merge` (writing.py) brings the one into the other.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import numpy as np

from search.fields import PARTS

from .lengths import to_byte
from .tables import facet_pairs

Sizes = Mapping[str, int]  # of each part; of a practice that is not there none


class Late(NamedTuple):
    """A practice as what is shared says it is, and as it is."""

    row: int
    held_sizes: Sizes
    held_facets: tuple[tuple[str, str], ...]
    sizes: Sizes
    facets: tuple[tuple[str, str], ...]
    languages: tuple[str, ...]
    merit: int


def note(cursor, row: int, sizes: Sizes, facets: Iterable[tuple[str, str]]) -> None:
    """Note that a practice is about to differ from this, which is what is known of it so far.

    Of one that was noted already nothing changes: what is shared is still as it was.
    """
    cursor.execute(
        """INSERT INTO search_late (number, sizes, facets) VALUES (%s, %s, %s)
           ON CONFLICT DO NOTHING""",
        [row, _written(sizes), "\n".join("=".join(pair) for pair in facets)],
    )


def read(cursor) -> list[Late]:
    """Return all of them, by row."""
    cursor.execute(
        f"""SELECT l.number, l.sizes, l.facets, r.facets, r.shown_in, r.merit,
                {", ".join(f"r.size_{part}" for part in PARTS)}
            FROM search_late l LEFT JOIN search_row r ON r.id = l.number ORDER BY l.number"""
    )
    return [
        Late(
            row,
            _read(held),
            facet_pairs(held_facets),
            dict(zip(PARTS, sizes, strict=True)) if facets is not None else {},
            facet_pairs(facets or ""),
            tuple((shown_in or "").split()),
            merit or 0,
        )
        for row, held, held_facets, facets, shown_in, merit, *sizes in cursor.fetchall()
    ]


def changed(late: Iterable[Late]) -> dict[str, tuple[int, int]]:
    """Return by part how many practices more have it, and by how much it is longer in all."""
    sums = {part: [0, 0] for part in PARTS}
    for one in late:
        for sizes, sign in ((one.held_sizes, -1), (one.sizes, 1)):
            for part, size in sizes.items():
                sums[part][0] += sign * bool(size)
                sums[part][1] += sign * size
    return {part: (documents, size) for part, (documents, size) in sums.items()}


def put_over(held: Mapping[str, np.ndarray], late: Iterable[Late]) -> None:
    """Put the bytes of late practices (see `Late.byte`) over those of all practices, by name."""
    for one in late:
        for name, data in held.items():
            data[one.row] = byte(one, name)


def byte(one: Late, name: str) -> int:
    """Return what search_block is to hold of a practice under a name."""
    if name == "merit":
        return one.merit
    kind, _, rest = name.partition(".")
    return to_byte(one.sizes.get(rest, 0)) if kind == "length" else int(rest in one.languages)


def _written(sizes: Sizes) -> str:
    return " ".join(f"{part}={size}" for part, size in sizes.items())


def _read(text: str) -> Sizes:
    return {part: int(size) for part, _, size in (pair.partition("=") for pair in text.split())}
