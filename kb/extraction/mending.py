"""What a file says → what its reader sees: whole words, real letters, no invisible signs."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from kb.extraction.letters import repaired, unreadable_share

MIN_LETTERS_PER_PAGE = 3  # on the average; a scan may carry a stamp
MAX_UNREADABLE = 0.3

# ﬁ, ﬂ … as typesetters join them; other compatible forms (², №, ½) mean something.
_LIGATURES = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
_INVISIBLE = {
    **dict.fromkeys([0x200B, 0x2060, 0xFEFF], ""),
    **dict.fromkeys([code for code in range(0x20) if chr(code) not in "\t\n"], " "),
    **dict.fromkeys(range(0x7F, 0x85), " "),
    **dict.fromkeys(range(0xD800, 0xE000), ""),  # halves of signs, which no database takes
    0x0085: "\n",
    0x00A0: " ",
    0x2028: "\n",
    0x2029: "\n",
    0x202F: " ",
}
_SOFT_BREAK = re.compile("\u00ad[ ]?\n[ ]?")
# A PDF has no spaces, only gaps; where a font changes, one too many is guessed.
_GAP = re.compile(r"(?<=\w) (?=[.,;:!?)](?:[\s,;:!?)“”]|$))|(?<=[A-ZА-Я]{2}) (?=-\d)", re.M)
_SPACES = re.compile(r"[ \t]+")
_EDGES = re.compile(r"[ \t]?\n[ \t]?")
_EMPTY_LINES = re.compile(r"\n{3,}")
_BREAK = re.compile(r"(?<=[^\W_])[-\u2010] ?\n ?(?=[^\W_])")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LAST = re.compile(r"[^\W_]+$")
_FIRST = re.compile(r"[^\W_]+")
_REACH = 40  # no word of ours is longer
# „по-добър“, „най-важно“: a line ends at a hyphen that is there anyway.
_DEGREES = {"по", "най"}


def clean(text: str) -> str:
    """Return text without signs that cannot be stored or seen, one kind of space, NFC."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_INVISIBLE)
    return unicodedata.normalize("NFC", text.translate(_LIGATURES))


def mended(pieces: Sequence[str], separator: str, *, is_pdf: bool) -> tuple[str, tuple[int, ...]]:
    """Join cleaned pieces; return the text and the offset at which each of them begins.

    In a PDF, old fonts are put right and words that were broken at the end of a line made whole.
    """
    if is_pdf:
        pieces = _with_real_letters(pieces)
    pieces = [_tidy(piece) for piece in pieces]
    if is_pdf:
        known = {word.lower() for piece in pieces for word in _WORD.findall(piece)}
        pieces = [_unbroken(_GAP.sub("", piece), known) for piece in pieces]
    starts, offset = [], 0
    for piece in pieces:
        starts.append(offset)
        offset += len(piece) + len(separator)
    return separator.join(pieces), tuple(starts)


def has_text(text: str, pieces: int) -> bool:
    """Whether there is more than a stamp on a scanned page, of which there are so many."""
    enough = max(1, MIN_LETTERS_PER_PAGE * pieces)
    return _at_least(enough, (sign.isalnum() or unreadable_share(sign) > 0 for sign in text))


def is_readable(text: str) -> bool:
    """Whether the signs of a text are letters that a reader could have typed."""
    return unreadable_share(text) <= MAX_UNREADABLE


def _at_least(number: int, truths: Iterable[bool]) -> bool:
    for truth in truths:
        number -= truth
        if number <= 0:
            return True
    return False


def _with_real_letters(pieces: Sequence[str]) -> list[str]:
    """Repair line by line, judging all lines of the document together."""
    lines = [piece.split("\n") for piece in pieces]
    flat = iter(repaired([line for piece in lines for line in piece]))
    return ["\n".join(next(flat) for _line in piece) for piece in lines]


def _tidy(piece: str) -> str:
    piece = _SOFT_BREAK.sub("", piece).replace("\u00ad", "")
    piece = _EDGES.sub("\n", _SPACES.sub(_one_space, piece))
    return _EMPTY_LINES.sub("\n\n", piece).strip()


def _one_space(found: re.Match[str]) -> str:
    # Tabs stand between the cells of a row.
    return "\t" if "\t" in found[0] else " "


def _unbroken(piece: str, known: set[str]) -> str:
    """Join words that go on in the next line.

    Whether the hyphen belongs to the word is seen from the rest of the document: „община“ or
    „социално-икономически“ stands somewhere in one line. Where it does not, the hyphen was the
    typesetter's, except before a capital or a digit and in degrees of comparison.
    """
    parts, at = [], 0
    for found in _BREAK.finditer(piece):
        before = _LAST.search(piece[max(0, found.start() - _REACH) : found.start()])
        after = _FIRST.match(piece[found.end() : found.end() + _REACH])
        left, right = before[0] if before else "", after[0] if after else ""
        parts += [piece[at : found.start()], _joint(left, right, known)]
        at = found.end()
    return "".join([*parts, piece[at:]])


def _joint(left: str, right: str, known: set[str]) -> str:
    if not left.isalpha() or not right.isalpha() or not right.islower():
        return "-"
    left, right = left.lower(), right.lower()
    if left + right in known:
        return ""
    if f"{left}-{right}" in known or left in _DEGREES:
        return "-"
    return ""
