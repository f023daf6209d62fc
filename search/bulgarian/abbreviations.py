"""Abbreviations both ways: `ПУП` finds „подробен устройствен план“, and the reverse.

The table is `data/abbreviations.tsv`: short forms, what they stand for, weight, note.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from .analyse import Analyser, Token, default_analyser
from .lexicon import data_lines
from .phrases import EXACT, LEMMA, Alternative, Match, Phrases, Term, best, term

ABBREVIATION, ABBREVIATED = "abbreviation", "abbreviated"
SEPARATOR = " | "
DOT = "."


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """One meaning of some short forms. `weight`: how likely it is, 0–1; `note`: for editors."""

    short: tuple[str, ...]
    long: tuple[str, ...]
    weight: float
    note: str = ""

    @property
    def only_read(self) -> bool:
        """Whether the short forms are ways to write a common word, which nobody looks for."""
        return any(form.endswith(DOT) for form in self.short)


def parse(line: str) -> Abbreviation:
    """Read one row of the table. ValueError names what is wrong with it."""
    cells = line.split("\t")
    if len(cells) not in (3, 4):
        raise ValueError(f"three or four columns are needed: {line!r}")
    short, long, weight = cells[:3]
    row = Abbreviation(
        tuple(short.split(SEPARATOR)), tuple(long.split(SEPARATOR)), float(weight), *cells[3:]
    )
    if not 0 < row.weight <= 1:
        raise ValueError(f"a weight is above 0 and at most 1: {line!r}")
    return row


@cache
def abbreviations() -> tuple[Abbreviation, ...]:
    """Return the rows of the table that comes with the package."""
    return tuple(parse(line) for line in data_lines("abbreviations.tsv"))


@dataclass(frozen=True, slots=True)
class _Meaning:
    """What a form of a row may be replaced by."""

    weight: float
    short: tuple[Term, ...]
    long: tuple[Term, ...]
    needs_dot: bool = False


class Abbreviations:
    """The look-up of some rows, their terms read by one analyser."""

    def __init__(self, rows: Iterable[Abbreviation], analyser: Analyser):
        rows = tuple(rows)
        undotted = {
            term(form, analyser).tokens(EXACT)
            for row in rows
            for form in row.short
            if not form.endswith(DOT)
        }
        short: list[tuple[Sequence[Token], _Meaning]] = []
        long: list[tuple[Sequence[Token], _Meaning]] = []
        for row in rows:
            shorts = tuple(term(form, analyser) for form in row.short)
            longs = tuple(term(form, analyser) for form in row.long)
            sought = () if row.only_read else shorts
            for own in shorts:
                needs_dot = own.text.endswith(DOT) and own.tokens(EXACT) not in undotted
                short.append((own.words, _Meaning(row.weight, sought, longs, needs_dot)))
            if sought:
                long.extend((own.words, _Meaning(row.weight, sought, longs)) for own in longs)
        self._short: Phrases[_Meaning] = Phrases(short, EXACT)
        self._long: Phrases[_Meaning] = Phrases(long)

    def alternatives(self, words: Sequence[Token], text: str = "") -> list[Alternative]:
        """Return what the abbreviations among the words stand for, and the reverse.

        `words`: one token each (`one_per_word`); `text`: what they were read from. Without it no
        short form that needs its dot is found.
        """
        found: list[Alternative] = []
        long = self._long.find(words)
        covered = {at for match in long for at in range(match.start, match.end)}
        for match in self._short.find(words):
            if covered.isdisjoint(range(match.start, match.end)):
                typed = words[match.start : match.end]
                dotted = text[typed[-1].end : typed[-1].end + 1] == DOT
                meanings = [m for m in match.values if dotted or not m.needs_dot]
                found.extend(best(_of(match, meanings, ABBREVIATION), typed))
        for match in long:
            typed = words[match.start : match.end]
            found.extend(best(_of(match, match.values, ABBREVIATED), typed))
        return found


def _of(match: Match[_Meaning], meanings: Iterable[_Meaning], reason: str) -> Iterator[Alternative]:
    for meaning in meanings:
        for stream, forms in ((LEMMA, meaning.long), (EXACT, meaning.short)):
            for form in forms:
                yield Alternative(
                    match.start,
                    match.end,
                    form.tokens(stream),
                    meaning.weight,
                    reason,
                    form.text,
                    stream,
                )


@lru_cache(maxsize=2)
def _table(analyser: Analyser) -> Abbreviations:
    return Abbreviations(abbreviations(), analyser)


def alternatives(words: Sequence[Token], text: str = "") -> list[Alternative]:
    """Return what the abbreviations among the words stand for; see `Abbreviations`."""
    return _table(default_analyser()).alternatives(words, text)
