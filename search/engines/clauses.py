"""A Query as numbered clauses, the form in which the two database engines read it.

slot    what must or may be found: a word, a phrase, two neighbours
clause  one way of finding it; a slot scores by its best clause (see search.fields.TIE_BREAKER)
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from search.fields import ATTACHED_SHARE, CODE_SCORE, NEAR_SHARE, PHRASE_LEMMA
from search.query import Phrase, Query
from search.understanding import Word

COUNTING = -1  # clauses that only count in how many practices a word of a phrase stands
PHRASES = 100  # slots of phrases start here
NEIGHBOURS = 200


@dataclass(frozen=True, slots=True)
class Clause:
    """Tokens to find in one stream of one part (search.fields.PARTS). Several tokens stand side by
    side, or near if `near`.

    `parts`: numbers of other clauses. Of a phrase, those that count its words, whose idf add up
    to its own as in Lucene; of neighbours, those of the two words, whose scores are shared.
    """

    slot: int
    number: int
    tokens: tuple[str, ...]
    stream: str
    weight: float
    parts: tuple[int, ...]
    part: str = "all"

    @property
    def near(self) -> bool:
        return self.slot >= NEIGHBOURS

    @property
    def constant(self) -> bool:
        """Whether it scores its weight, however often and wherever it is found."""
        return self.stream == "code"


class _Clauses(list[Clause]):
    def __init__(self, section: str, attached: bool):
        super().__init__()
        self.section = section
        self.attached = attached

    def add(self, slot: int, tokens: tuple[str, ...], stream: str, weight: float) -> int:
        """Append a way of finding tokens, and the same in the attachments where they are asked;
        return the number of the first."""
        if stream == "code":
            # Codes belong to the practice, whatever part of it is asked.
            return self._one(slot, tokens, stream, weight * CODE_SCORE, "all")
        number = self._one(slot, tokens, stream, weight, self.section)
        if self.attached:
            self._one(slot, tokens, stream, weight * ATTACHED_SHARE, "attachments")
        return number

    def _one(
        self, slot: int, tokens: tuple[str, ...], stream: str, weight: float, part: str
    ) -> int:
        """Append a clause, before it those that count the words of a phrase; return its number."""
        if len(tokens) == 1:
            parts: tuple[int, ...] = (len(self),)
        else:
            parts = tuple(self._one(COUNTING, (token,), stream, 0.0, part) for token in tokens)
        number = len(self)
        self.append(Clause(slot, number, tokens, stream, weight, parts, part))
        return number


def clauses(query: Query, attached: bool = True) -> list[Clause]:
    """Return the clauses of everything that is looked for, numbered from 0.

    `attached`: whether the index has attachments, which a question of "all" asks too.
    """
    found = _Clauses(query.section, attached and query.section == "all")
    lemmas: dict[str, int] = {}
    for slot, word in enumerate(query.words):
        for alternative in word.alternatives:
            number = found.add(slot, alternative.tokens, alternative.stream, alternative.weight)
            if alternative.stream == "lemma" and len(alternative.tokens) == 1:
                lemmas.setdefault(alternative.tokens[0], number)
    for slot, phrase in enumerate(query.phrases, PHRASES):
        found.add(slot, phrase.exact, "exact", 1.0)
        found.add(slot, phrase.lemma, "lemma", PHRASE_LEMMA)
    if query.sort == "relevance":
        for slot, pair in enumerate(query.neighbours, NEIGHBOURS):
            parts = tuple(lemmas[lemma] for lemma in pair)
            found.append(Clause(slot, len(found), pair, "lemma", NEAR_SHARE, parts, query.section))
    return list(found)


def exclusions(query: Query, attached: bool = True) -> list[Clause]:
    """Return the clauses of what must not be found, in the attachments neither."""
    found = [*_excluded_words(query.excluded), *_excluded_phrases(query.excluded_phrases)]
    parts: Sequence[str] = (query.section,)
    if attached and query.section == "all":
        parts = ("all", "attachments")
    return [
        Clause(0, 0, tokens, stream, 0.0, (), part)
        for tokens, stream in found
        for part in (("all",) if stream == "code" else parts)
    ]


def _excluded_words(words: tuple[Word, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Exclude a word in any of its forms, but not its relatives (община, not общински)."""
    for word in words:
        for alternative in word.alternatives:
            if alternative.excludes:
                yield alternative.tokens, alternative.stream


def _excluded_phrases(phrases: tuple[Phrase, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    for phrase in phrases:
        yield phrase.lemma, "lemma"
