"""The same thing under another name, and the measure that answers a problem.

The table is `data/synonyms.tsv`: kind, weight, terms. A group of the kinds `same`, `official`
(beside the everyday word) and `near` works between any two of its terms; a `problem` leads from
what people complain of, in any order of its words, to what answers it, never back. Any other group
with an arrow works one way too.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from .analyse import Analyser, Token, default_analyser
from .lexicon import data_lines
from .phrases import Alternative, Match, Phrases, Sayings, Term, best, term

SAME, OFFICIAL, NEAR, PROBLEM = "same", "official", "near", "problem"
KINDS = (SAME, OFFICIAL, NEAR, PROBLEM)
SEPARATOR = " | "
LEADS_TO = " → "


@dataclass(frozen=True, slots=True)
class Group:
    """Terms that may stand for one another or, where there are `answers`, only these for them.

    `weight`: against 1 for the typed words.
    """

    kind: str
    weight: float
    terms: tuple[str, ...]
    answers: tuple[str, ...] = ()


def parse(line: str) -> Group:
    """Read one row of the table. ValueError names what is wrong with it."""
    cells = line.split("\t")
    if len(cells) != 3 or cells[0] not in KINDS:
        raise ValueError(f"a row is a kind, a weight and terms: {line!r}")
    kind, weight, said = cells
    terms, leads, answers = said.partition(LEADS_TO)
    group = Group(
        kind,
        float(weight),
        tuple(terms.split(SEPARATOR)),
        tuple(answers.split(SEPARATOR)) if leads else (),
    )
    if not 0 < group.weight <= 1:
        raise ValueError(f"a weight is above 0 and at most 1: {line!r}")
    if kind == PROBLEM and not leads:
        raise ValueError(f"a problem leads to its answers: {line!r}")
    if len(group.terms) + len(group.answers) < 2:
        raise ValueError(f"a group has two terms: {line!r}")
    return group


@cache
def groups() -> tuple[Group, ...]:
    """Return the rows of the table that comes with the package."""
    return tuple(parse(line) for line in data_lines("synonyms.tsv"))


@dataclass(frozen=True, slots=True)
class _Meaning:
    """What a term of a group may be replaced by."""

    kind: str
    weight: float
    terms: tuple[Term, ...]


class Synonyms:
    """The look-up of some groups, their terms read by one analyser."""

    def __init__(self, rows: Iterable[Group], analyser: Analyser):
        mutual: list[tuple[Sequence[Token], _Meaning]] = []
        problems: list[tuple[Sequence[Token], _Meaning]] = []
        for row in rows:
            terms = tuple(term(text, analyser) for text in row.terms)
            answers = tuple(term(text, analyser) for text in row.answers)
            into = problems if row.kind == PROBLEM else mutual
            for own in terms:
                others = answers or tuple(other for other in terms if other is not own)
                into.append((own.words, _Meaning(row.kind, row.weight, others)))
        self._tables = (Phrases(mutual), Sayings(problems))

    def alternatives(self, words: Sequence[Token]) -> list[Alternative]:
        """Return what may stand for the terms among the words, one token each (`one_per_word`)."""
        return [
            alternative
            for table in self._tables
            for match in table.find(words)
            for alternative in best(_of(match), words[match.start : match.end])
        ]


def _of(match: Match[_Meaning]) -> Iterator[Alternative]:
    for meaning in match.values:
        reason = f"synonym:{meaning.kind}"
        for other in meaning.terms:
            yield Alternative(
                match.start, match.end, other.tokens(), meaning.weight, reason, other.text
            )


@lru_cache(maxsize=2)
def _table(analyser: Analyser) -> Synonyms:
    return Synonyms(groups(), analyser)


def alternatives(words: Sequence[Token]) -> list[Alternative]:
    """Return what may stand for the terms among the words; see `Synonyms`."""
    return _table(default_analyser()).alternatives(words)
