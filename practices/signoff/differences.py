"""From HTML to words, and from one text to another, word by word. Pure: text in, text out."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import unescape

AROUND = 60  # characters that are shown on each side of a change
_BLOCK = re.compile(
    r"</?(?:p|li|ul|ol|h\d|br|div|dl|dt|tr|table|figure|section)\b[^>]*>", re.IGNORECASE
)
# What stands beside something on the page stands in its line.
_CELL = re.compile(r"</(?:td|th|dt|dd|span|small)>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]+>")
# A word with the blanks after it: blanks alone would make everything look alike.
_WORD = re.compile(r"\S+\s*|\s+")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of two texts: kind is "same", "out" (of the old), "in" (the new) or "gap"."""

    kind: str
    text: str


def words_of(html: str) -> str:
    """Return what one reads of HTML, a line for each block or row, without empty lines."""
    text = unescape(_TAG.sub("", _BLOCK.sub("\n", _CELL.sub(" ", html))))
    lines = (re.sub(r"\s+", " ", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def difference(old: str, new: str) -> list[Stretch]:
    """Return the way from `old` to `new`: "same" and "out" give `old`, "same" and "in" `new`."""
    before, after = _WORD.findall(old), _WORD.findall(new)
    found: list[Stretch] = []
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Stretch("same", "".join(after[c:d])))
            continue
        taken = (("out", "".join(before[a:b])), ("in", "".join(after[c:d])))
        found += [Stretch(kind, text) for kind, text in taken if text]
    return found


def shortened(stretches: Iterable[Stretch], around: int = AROUND) -> list[Stretch]:
    """Return the changes with a few words on each side; [] when nothing changed."""
    row = list(stretches)
    if all(one.kind == "same" for one in row):
        return []
    found: list[Stretch] = []
    for place, one in enumerate(row):
        if one.kind != "same":
            found.append(one)
            continue
        head = _head(one.text, around) if place else ""
        tail = _tail(one.text, around) if place < len(row) - 1 else ""
        if len(head) + len(tail) >= len(one.text):
            found.append(one)
            continue
        pieces = (Stretch("same", head), Stretch("gap", "…"), Stretch("same", tail))
        found += [piece for piece in pieces if piece.text]
    return found


def _head(text: str, most: int) -> str:
    """Return the first `most` characters, to the end of a word."""
    cut = re.search(r"\s", text[most:])
    return text[: most + cut.start()] if cut else text


def _tail(text: str, most: int) -> str:
    return _head(text[::-1], most)[::-1]
