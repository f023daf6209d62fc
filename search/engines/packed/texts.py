"""The tokens of a practice as they are kept: for looking again and for taking out. Pure.

`lemma` and `exact` hold the streams in which phrases are looked for, a line for each field of the
practice, and `attached` both streams of its attachments: as they are, for they are searched as
they lie in the database. `rest` holds the roots of all fields and the codes, compressed.
"""

import zlib
from collections.abc import Iterator
from typing import NamedTuple

from search.documents import SearchDocument
from search.engines.clauses import Clause
from search.fields import FIELDS, NEAR_GAPS, PARTS, weight_in

from .postings import PAIRED, Tokens

_ATTACHED = PARTS["attachments"]
_PRACTICE = tuple(field.name for field in FIELDS if field.name not in _ATTACHED)


class Text(NamedTuple):
    """What search_text holds of a practice."""

    lemma: bytes
    exact: bytes
    attached: bytes
    rest: bytes


def pack(document: SearchDocument) -> Text:
    """Return what is kept of a document's tokens."""
    attached = [document.fields[name] for name in _ATTACHED]
    roots = [document.fields[field.name].root for field in FIELDS]
    return Text(
        *(_lines(getattr(document.fields[n], stream) for n in _PRACTICE) for stream in PAIRED),
        _lines(getattr(some, stream) for stream in PAIRED for some in attached)
        if any(some.lemma for some in attached)
        else b"",
        zlib.compress("\n".join([*roots, document.codes]).encode(), 1),
    )


def _lines(streams: Iterator[str]) -> bytes:
    # A space before and after each token, so that no part of one is taken for the whole.
    return "\n".join(f" {stream} " for stream in streams).encode()


def tokens(text: Text) -> Iterator[tuple[str, Tokens]]:
    """Yield (stream, tokens by field) of a kept text, the codes last."""
    attached = text.attached.decode().split("\n") if text.attached else [""] * len(PAIRED)
    for stream, data, some in zip(PAIRED, text, attached, strict=False):
        lines = data.decode().split("\n")
        yield (
            stream,
            {
                **{name: line.split() for name, line in zip(_PRACTICE, lines, strict=True)},
                **{name: some.split() for name in _ATTACHED},
            },
        )
    *roots, codes = zlib.decompress(text.rest).decode().split("\n")
    yield "root", {f.name: line.split() for f, line in zip(FIELDS, roots, strict=True)}
    yield "code", {"codes": codes.split()}


def column(clause: Clause) -> str:
    """Return the column of search_text in which a clause is looked for."""
    return "attached" if clause.part in _ATTACHED else clause.stream


def occurrences(clause: Clause, text: bytes) -> int:
    """Return how often a phrase stands in a part, by weight; of neighbours, whether they meet.

    `text` is the column of the clause.
    """
    some = [f" {token} ".encode() for token in clause.tokens]
    if clause.near:
        one, two = some
        if clause.part != "all":
            text = _line(clause, text)
        return int(_near(text, one, two))
    wanted = f" {' '.join(clause.tokens)} ".encode()
    if wanted not in text:
        return 0
    if clause.part != "all":
        return _overlapping(wanted, _line(clause, text))
    return sum(
        weight_in(clause.part, name) * _overlapping(wanted, line)
        for name, line in zip(_PRACTICE, text.split(b"\n"), strict=True)
    )


def _line(clause: Clause, text: bytes) -> bytes:
    """Return the line of a part that is one field."""
    (name,) = PARTS[clause.part]
    if name in _ATTACHED:
        return text.split(b"\n")[PAIRED.index(clause.stream)] if text else b""
    return text.split(b"\n")[_PRACTICE.index(name)]


def _near(text: bytes, one: bytes, two: bytes) -> bool:
    """Whether two tokens stand in one line, in either order, with at most NEAR_GAPS between them."""
    at, then = text.find(one), text.find(two)
    # Of all places of both in their order, only two that follow one another can be near.
    while at >= 0 and then >= 0:
        first, last = (at + len(one) - 1, then) if at < then else (then + len(two) - 1, at)
        gaps = text.count(b" ", first, last + 1) - 1
        if gaps <= NEAR_GAPS and text.find(b"\n", first, last) < 0:
            return True
        if at < then:
            at = text.find(one, at + 1)
        else:
            then = text.find(two, then + 1)
    return False


def _overlapping(wanted: bytes, text: bytes) -> int:
    """Count where bytes stand, also where two of them share a word."""
    count, at = 0, text.find(wanted)
    while at >= 0:
        count, at = count + 1, text.find(wanted, at + 1)
    return count
