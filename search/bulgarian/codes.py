"""Project and contract numbers: `BG05SFOP001-2.025-0025-С01`, `РД-09-1234`, `№ 13-13-146`.

A code is found whole, in part, with other separators, with spaces, and in Cyrillic or Latin
letters, because every contiguous run of its parts becomes one marker token (`#…`), made the same
way in the index and in the query. Codes are never matched loosely.
"""

import re
from dataclasses import dataclass

from .characters import DASHES, INNER_MARKS, OFFICIAL_LATIN, TO_LATIN, compose

MARKER = "#"
MAX_PARTS = 10  # 55 markers at most; real codes have up to seven parts
MAX_LENGTH = 80  # characters; the longest real codes have about forty
MIN_RUN = 3  # characters of the shortest run worth a marker

_DASH = f"[{re.escape(DASHES)}]"
_PART = rf"[\w{INNER_MARKS}]+"
# A run without spaces that holds a digit, and the chunks it consists of.
_WITH_DIGIT = re.compile(r"(?<!\S)[^\s\d]*+\d\S*")
_CHUNK = re.compile(rf"{_PART}(?:(?:{_DASH}|[./\\:]){_PART}){{0,15}}")
NUMBER_SIGN = "№"
# A head that is surely a code, with further parts after single spaces.
_SPACED = re.compile(
    r"(?<!\w)(?:(?P<head>(?=\w*\d\d)(?=\w*[^\W\d_]{2})\w{5,}(?:[-./:]\w+)*)|(?<=№)\d+|(?<=№ )\d+)"
    r"(?: (?!\d{1,2}\.\d{1,2}\.\d{4})[A-ZА-Яa-zа-я]{0,3}\d+(?:[.\-/]\d+)*(?![\w-])){1,6}"
)
# A number of the European funds with spaces within its head: `BG 05 SFOP 001 2.025`.
_FUND = re.compile(
    r"(?<!\w)(?P<head>[bвб][gг] ?\d{2,3} ?(?:[mм] ?\d{1,2} ?)?[a-zа-я]{2,4} ?\d{3})"
    r"(?:[ ./-]{1,3}[a-zа-я]{0,3}\d+){0,5}(?!\w)",
    re.IGNORECASE,
)
_OPENING = re.compile(r"[bвб][gг](?:\d{2,3})?", re.IGNORECASE)
_PARTS = re.compile(r"[^\W_]+")
_DATE = re.compile(r"(?:\d{1,2}([./-])\d{1,2}\1(?:\d{4}|\d{2})|\d{4}-\d{2}-\d{2})г?\.?")
_DIGIT = re.compile(r"\d")
_PLAIN_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_RANGE = re.compile(r"\d+(?:[.,]\d+)?-\d+(?:[.,]\d+)?")
_SCHOOL_YEAR = re.compile(r"(?:19|20)\d\d/(?:\d\d|(?:19|20)\d\d)")
# Digits, then small Cyrillic letters: a quantity with its unit, an age, an ordinal.
_QUANTITY = re.compile(r"[\d.,]+(?:-[\d.,]+)?-?[а-я]{1,20}\d?(?:[./][а-я]{1,3}\d?)*")
_LETTERS_ONLY = re.compile(r"[^\W\d_]+")
# Grants of foreign states name the field in full: `BG-ENVIRONMENT-0001`.
_COUNTRY = re.compile(r"[BВ][GГ][-–./]", re.I)
_LETTERS_AND_DIGIT = re.compile(r"[A-ZА-Я]{2,4}\d")


@dataclass(frozen=True, slots=True)
class Code:
    """A code in a text: offsets of the typed form, and what stands for it in an index.

    `normalised` is upper-case Latin without separators. `markers` holds the whole code first,
    then every shorter contiguous run of its parts.
    """

    start: int
    end: int
    normalised: str
    markers: tuple[str, ...]


def _part_to_latin(part: str, *, spelt: bool) -> str:
    """Write one upper-case part in Latin letters: by shape, or `spelt` out by sound."""
    if spelt:
        return "".join(OFFICIAL_LATIN.get(c, c) for c in part)
    return "".join(TO_LATIN.get(c, c) for c in part)


def _parts(raw: str) -> list[str]:
    return [part.upper() for part in _PARTS.findall(compose(raw.replace(NUMBER_SIGN, " ")))]


def _is_spelt(part: str) -> bool:
    """Whether a part holds a Cyrillic letter without a Latin twin, so was typed in Cyrillic."""
    return any(c in OFFICIAL_LATIN and c not in TO_LATIN for c in part)


def _ascii(part: str) -> str:
    return "".join(c for c in part if c.isalnum())


def normalise_code(raw: str) -> str:
    """Return a code as upper-case Latin letters and digits, without separators.

    Cyrillic look-alikes become their Latin twins (`С01` = `C01`); a part with a Cyrillic letter
    that has no twin was typed in Cyrillic and is transliterated (`РД` = `RD`). Idempotent.
    """
    return "".join(_ascii(_part_to_latin(p, spelt=_is_spelt(p))) for p in _parts(raw))


def code_marker(raw: str) -> str:
    """Return the marker token that finds `raw` as a whole run of parts of any code."""
    return MARKER + normalise_code(raw).lower()


def _runs(parts: list[str]) -> list[str]:
    """Join every contiguous run of parts, the longest first."""
    parts = parts[:MAX_PARTS]
    count = len(parts)
    runs = [
        "".join(parts[first : first + length])
        for length in range(count, 0, -1)
        for first in range(count - length + 1)
    ]
    return [run for run in runs if len(run) >= MIN_RUN and any(c.isdigit() for c in run)]


def markers(raw: str) -> tuple[str, ...]:
    """Return the marker tokens of a code, whole first, each once.

    A part of Cyrillic look-alikes only (`СО-123`) may be meant either way, so it is marked by
    shape (`#co123`) and by sound (`#so123`).
    """
    parts = _parts(raw)
    by_shape = [_part_to_latin(p, spelt=_is_spelt(p)) for p in parts]
    by_sound = [_part_to_latin(p, spelt=True) for p in parts]
    found = dict.fromkeys(_runs(by_shape))
    if by_sound != by_shape:
        found.update(dict.fromkeys(_runs(by_sound)))
    return tuple(MARKER + run.lower() for run in found)


def is_code(chunk: str, *, numbered: bool = False) -> bool:
    """Whether an unspaced chunk of text has the shape of a code.

    At least three digits, together with letters or in several parts, and no date, range,
    decimal number, quantity, age or school year. `numbered`: it follows a `№`, so any two parts
    with a digit will do.
    """
    if len(chunk) > MAX_LENGTH or not _DIGIT.search(chunk):
        return False
    chunk = compose(chunk)
    digits = sum(c.isdigit() for c in chunk)
    if not digits or _DATE.fullmatch(chunk) or _PLAIN_NUMBER.fullmatch(chunk):
        return False
    parts = _PARTS.findall(chunk)
    if numbered and (len(parts) > 1 or not chunk.isdigit()):
        return True
    if _QUANTITY.fullmatch(chunk) or _RANGE.fullmatch(chunk) or _SCHOOL_YEAR.fullmatch(chunk):
        return False
    words = [p for p in parts if _LETTERS_ONLY.fullmatch(p)]
    if any(len(word) > 6 for word in words) and not _COUNTRY.match(chunk):
        return False
    if digits == 2:  # `РД-15`, `ДО3-9`, but not `ковид-19` in running text
        if len(parts) > 1 and _LETTERS_AND_DIGIT.fullmatch(parts[0]):
            return True
        return bool(words) and all(w.isupper() and len(w) <= 4 for w in words)
    return digits >= 3 and (len(parts) > 1 or not parts[0].isdigit())


def opens_code(chunk: str) -> bool:
    """Whether a chunk without the shape of a code is how one with spaces begins: `BG`, `BG05`."""
    return _OPENING.fullmatch(chunk) is not None


def codes(text: str) -> list[Code]:
    """Return the codes of a text in their order, none overlapping another."""
    found: list[Code] = []
    reached = 0
    funds = [match.span() for match in _FUND.finditer(text) if " " in match["head"]]
    for run in _WITH_DIGIT.finditer(text):
        for chunk in _CHUNK.finditer(text, *run.span()):
            if chunk.start() < reached:
                continue
            start, end = next(
                (span for span in funds if span[0] <= chunk.start() < span[1]),
                (chunk.start(), 0),
            )
            end = end or _code_end(text, chunk)
            marked = markers(text[start:end]) if end else ()
            if marked:
                found.append(Code(start, end, normalise_code(text[start:end]), marked))
                reached = end
    return found


def _code_end(text: str, chunk: re.Match[str]) -> int:
    """Return where the code ends that begins with a chunk, 0 if the chunk begins none."""
    start = chunk.start()
    numbered = text[max(0, start - 3) : start].strip() == NUMBER_SIGN
    spaced = _SPACED.match(text, start)
    if (
        spaced
        and len(spaced[0]) <= MAX_LENGTH
        and (spaced["head"] is None or is_code(spaced["head"]))
    ):
        return spaced.end()
    return chunk.end() if is_code(chunk[0], numbered=numbered) else 0
