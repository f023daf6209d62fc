"""English terms of municipal work, looked for in Bulgarian texts.

The table is `data/glossary_en.tsv`: English terms, Bulgarian terms. It works from English only.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from .analyse import Analyser, Token, default_analyser
from .lexicon import data_lines
from .phrases import Alternative, Match, Phrases, Term, best, term

ENGLISH = "english"
SEPARATOR = " | "
FIRST_WEIGHT = 0.9  # the usual translation
OTHER_WEIGHT = 0.8
_PLURAL_IN_ES = ("s", "x", "z", "ch", "sh")


@dataclass(frozen=True, slots=True)
class Entry:
    """English names of a thing and its Bulgarian names, the usual one first."""

    english: tuple[str, ...]
    bulgarian: tuple[str, ...]


def parse(line: str) -> Entry:
    """Read one row of the table. ValueError names what is wrong with it."""
    cells = line.split("\t")
    if len(cells) != 2 or not all(cells):
        raise ValueError(f"two columns are needed: {line!r}")
    return Entry(tuple(cells[0].split(SEPARATOR)), tuple(cells[1].split(SEPARATOR)))


@cache
def entries() -> tuple[Entry, ...]:
    """Return the rows of the table that comes with the package."""
    return tuple(parse(line) for line in data_lines("glossary_en.tsv"))


def _forms(text: str) -> Iterator[str]:
    """Yield a term, and its plural where cutting an `s` would not bring back the singular."""
    yield text
    if text.endswith(_PLURAL_IN_ES):
        yield f"{text}es"


class Glossary:
    """The look-up of some entries, their terms read by one analyser."""

    def __init__(self, rows: Iterable[Entry], analyser: Analyser):
        found: list[tuple[Sequence[Token], tuple[Term, ...]]] = []
        for row in rows:
            bulgarian = tuple(term(text, analyser) for text in row.bulgarian)
            for text in row.english:
                found.extend((term(form, analyser).words, bulgarian) for form in _forms(text))
        self._terms: Phrases[tuple[Term, ...]] = Phrases(found)

    def alternatives(self, words: Sequence[Token]) -> list[Alternative]:
        """Return the Bulgarian for the English terms among the words (`one_per_word`)."""
        return [
            alternative
            for match in self._terms.find(words)
            for alternative in best(_of(match), words[match.start : match.end])
        ]


def _of(match: Match[tuple[Term, ...]]) -> Iterator[Alternative]:
    for terms in match.values:
        for at, other in enumerate(terms):
            weight = OTHER_WEIGHT if at else FIRST_WEIGHT
            yield Alternative(match.start, match.end, other.tokens(), weight, ENGLISH, other.text)


@lru_cache(maxsize=2)
def _table(analyser: Analyser) -> Glossary:
    return Glossary(entries(), analyser)


def alternatives(words: Sequence[Token]) -> list[Alternative]:
    """Return the Bulgarian for the English terms among the words; see `Glossary`."""
    return _table(default_analyser()).alternatives(words)
