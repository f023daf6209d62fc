"""Where the words of a text are: chunks between spaces, and the pieces of one chunk.

A chunk is a run of letters and digits with inner hyphens, apostrophes, dots and slashes. What a
chunk falls into depends on nothing around it, so its pieces can be remembered.
"""

import re
from typing import NamedTuple

from .characters import APOSTROPHES, DASHES, INNER_MARKS, compose, scripts

_LETTERS = rf"[\w{INNER_MARKS}]"
_DASH = f"[{re.escape(DASHES)}]"
_QUOTE = f"[{APOSTROPHES}]"
_JOIN = rf"[{re.escape(DASHES)}{APOSTROPHES}.,/:\\\\]"
# `12 500` is one number; a chunk holds at most 16 runs, so that no input makes a huge one. Most
# chunks are plain words: the first line says nothing of its own, it finds those without trying.
CHUNK = re.compile(
    rf"[А-я]++(?= |(?!{_LETTERS}|{_JOIN}\w))"
    rf"|(?<!\w)\d{{1,3}}(?:[ \u00a0\u2009\u202f]\d{{3}})+(?:,\d+)?(?!\w)"
    rf"|\w{_LETTERS}*(?:{_JOIN}\w{_LETTERS}*){{0,15}}"
)
_GROUPED = re.compile(r"\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?:,\d+)?")
_DATE = re.compile(
    r"(?P<day>\d{1,2})(?P<sep>[./-])(?P<month>\d{1,2})(?P=sep)(?P<year>\d{4})(?P<unit>г?)"
    r"|(?P<iso_year>\d{4})-(?P<iso_month>\d{2})-(?P<iso_day>\d{2})"
)
# Inside a chunk: a number, or a hyphened word; everything else separates.
_RUN = rf"(?:\d+(?:[.,]\d+)+(?!{_LETTERS})|\w{_LETTERS}*)"
_SEGMENT = re.compile(rf"{_RUN}(?:{_QUOTE}\w{_LETTERS}*|{_DASH}{_RUN})*")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
PLAIN_WORD = re.compile(r"[А-я]+")
_QUANTITY = re.compile(r"(\d+)([а-яѝ]+\d?)")
_ONE_LETTER_QUOTE = re.compile(rf"{_QUOTE}s$")
DEGREES = frozenset({"по", "най"})
# Endings that are written after a hyphen and belong to the word before it.
ORDINAL_ENDINGS = frozenset(
    {
        "ви", "ва", "во", "ри", "ра", "ро", "ти", "та", "то", "те", "ми", "ма", "мо", "я", "ия", "ият",
        "ата", "ото", "ите", "ят", "вия", "вият", "вата", "вото", "вите", "рия", "рият", "рата",
        "рото", "рите", "тия", "тият", "тата", "тото", "тите", "мия", "мият", "мата", "мото", "мите",
        "ки",
    }
)  # fmt: skip
ARTICLES = frozenset(
    {
        "а", "я", "ът", "ят", "та", "то", "те", "и", "ове", "овете", "ите", "ата", "ото", "ти", "тата",
    }
)  # fmt: skip
MAX_LENGTH = 64  # characters of a token; longer runs are no words and would burst an engine's limit


class Piece(NamedTuple):
    """A part of a chunk: offsets within it, how many words come before it, and what it is.

    `text` is what to analyse (still in the typed letter case, joined where it was hyphened),
    `said` the exact form where that differs from `text`. Of several pieces at one `step` the
    first is the word itself, the others are further ways to find it.
    """

    start: int
    end: int
    step: int
    kind: str
    text: str
    said: str = ""


def split(chunk: str) -> list[Piece]:
    """Return the pieces of one chunk, in order."""
    if PLAIN_WORD.fullmatch(chunk):
        return [Piece(0, len(chunk), 0, "word", chunk[:MAX_LENGTH])]
    if _GROUPED.fullmatch(chunk):
        number = "".join(c for c in chunk.replace(",", ".") if c.isdigit() or c == ".")
        return [Piece(0, len(chunk), 0, "number", number)]
    date = _date(chunk)
    if date:
        return date
    pieces: list[Piece] = []
    for segment in _SEGMENT.finditer(chunk):
        start = segment.start()
        for run in _without_underscores(segment[0]):
            step = pieces[-1].step + 1 if pieces else 0
            pieces.extend(_segment(run.group(), start + run.start(), step))
    return pieces


def _without_underscores(segment: str) -> list[re.Match[str]]:
    return list(re.finditer(r"[^_]+", segment))


def _date(chunk: str) -> list[Piece]:
    """Read `10.05.2023`, `10/5/2023г` and `2023-05-10` as a day and its year."""
    plain = compose(chunk)
    match = _DATE.fullmatch(plain)
    if not match or len(plain) != len(chunk):
        return []
    year, month, day = (
        match["iso_year"] or match["year"],
        match["iso_month"] or match["month"],
        match["iso_day"] or match["day"],
    )
    if not (1 <= int(month) <= 12 and 1 <= int(day) <= 31):
        return []
    year_at = match.start("iso_year") if match["iso_year"] else match.start("year")
    iso = f"{year}-{int(month):02}-{int(day):02}"
    end = len(chunk) - len(match["unit"] or "")
    return [
        Piece(0, end, 0, "number", iso),
        Piece(year_at, year_at + 4, 0, "part", year),
    ]


def _segment(text: str, start: int, step: int) -> list[Piece]:
    """Return the pieces of a number or of a word that may be hyphened."""
    runs = [m for m in re.finditer(rf"[^{re.escape(DASHES)}]+", text) if compose(m[0])]
    if len(runs) <= 1:
        return _single(text, start, step)
    return _hyphened(text, runs, start, step)


def _hyphened(text: str, runs: list[re.Match[str]], start: int, step: int) -> list[Piece]:
    words = [_without_quotes(m[0]) for m in runs]
    low = [w.lower() for w in words]
    end = start + len(text)
    if low[0] in DEGREES:
        joined = "".join(words[1:])
        said = f"{low[0]}-{joined.lower()}"
        return [Piece(start, end, step, "word", joined[:MAX_LENGTH], said[:MAX_LENGTH])]
    if len(words) == 2 and low[0].isdigit() and low[1] in ORDINAL_ENDINGS:
        return [Piece(start, end, step, "number", words[0][:MAX_LENGTH])]
    if len(words) == 2 and low[1] in ARTICLES and _is_abbreviation(words[0]):
        return [Piece(start, end, step, "word", words[0][:MAX_LENGTH])]
    pieces = []
    for match in runs:
        here = pieces[-1].step + 1 if pieces else step
        pieces.extend(
            piece._replace(kind="part" if piece.kind == "word" else piece.kind)
            for piece in _single(match[0], start + match.start(), here)
        )
    with_digits = sum(any(c.isdigit() for c in w) for w in words)
    if pieces and with_digits <= 1 and len(words) <= 4:
        joined = Piece(start, end, step, "word", "".join(words)[:MAX_LENGTH])
        pieces.insert(1, joined)
    return pieces


def _single(text: str, start: int, step: int) -> list[Piece]:
    """Return the pieces of a run without hyphens: a word, a number, a number with its unit."""
    end = start + len(text)
    plain = compose(text)
    if _NUMBER.fullmatch(plain):
        return [Piece(start, end, step, "number", plain.replace(",", ".")[:MAX_LENGTH])]
    word = _without_quotes(text)
    quantity = _QUANTITY.fullmatch(word)
    if quantity and len(word) == len(text):
        return _quantity(quantity, start, step)
    cyrillic, latin = scripts(word)
    if cyrillic and latin:
        stem = _article_cut(word)
        if stem:
            return [Piece(start, end, step, "word", stem[:MAX_LENGTH])]
    return [Piece(start, end, step, "word", word[:MAX_LENGTH])] if word else []


def _quantity(match: re.Match[str], start: int, step: int) -> list[Piece]:
    """Read `120кв` as a number and a word, `15годишен` also as one word, `5те` as a number."""
    middle, end = start + match.end(1), start + match.end()
    if match[2] in ORDINAL_ENDINGS:
        return [Piece(start, end, step, "number", match[1][:MAX_LENGTH])]
    pieces = [
        Piece(start, middle, step, "number", match[1][:MAX_LENGTH]),
        Piece(middle, end, step + 1, "part", match[2][:MAX_LENGTH]),
    ]
    if len(match[2]) >= 4:
        pieces.insert(1, Piece(start, end, step, "word", match[0][:MAX_LENGTH]))
    return pieces


def _without_quotes(text: str) -> str:
    """Drop the apostrophes of a word (`О’Нийл` → `ОНийл`) and an English possessive `’s`."""
    word = compose(text)
    if not word.isalnum():
        word = _ONE_LETTER_QUOTE.sub("", word)
        word = "".join(c for c in word if c.isalnum())
    return word


def _is_abbreviation(word: str) -> bool:
    """Whether a word takes its article after a hyphen: capitals, Latin letters, digits."""
    return (len(word) > 1 and word.isupper()) or scripts(word)[0] == 0 or word[-1].isupper()


def _article_cut(word: str) -> str:
    """Return the Latin stem of `GISът`, or "" where the Cyrillic tail is no article."""
    match = re.fullmatch(r"([A-Za-z]{2,})([а-я]{1,4})", word)
    return match[1] if match and match[2] in ARTICLES and len(match[1]) > 2 else ""
