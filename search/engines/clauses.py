"""A Query as numbered clauses, the form in which the two database engines read it.

slot    what must or may be found: a word, a phrase, two neighbours
clause  one way of finding it; a slot scores by its best clause (see search.fields.TIE_BREAKER)
"""

from collections.abc import Iterator
from dataclasses import dataclass

from search.fields import NEAR_WEIGHT
from search.query import Phrase, Query
from search.understanding import Word

PHRASES = 100  # slots of phrases start here
NEIGHBOURS = 200


@dataclass(frozen=True, slots=True)
class Clause:
    """Tokens to find in one stream. Several tokens stand side by side, or near if `near`.

    `rarity`: numbers of the clauses whose idf makes up the idf of this one; its own, but for
    neighbours those of the two words, as in Lucene's phrases.
    """

    slot: int
    number: int
    tokens: tuple[str, ...]
    stream: str
    weight: float
    rarity: tuple[int, ...]

    @property
    def near(self) -> bool:
        return self.slot >= NEIGHBOURS


def clauses(query: Query) -> list[Clause]:
    """Return the clauses of everything that is looked for, numbered from 0."""
    found: list[Clause] = []
    lemmas: dict[str, int] = {}

    def add(slot: int, tokens: tuple[str, ...], stream: str, weight: float) -> None:
        number = len(found)
        found.append(Clause(slot, number, tokens, stream, weight, (number,)))

    for slot, word in enumerate(query.words):
        if word.lemma:
            offset = [a.tokens for a in word.alternatives].index((word.lemma,))
            lemmas.setdefault(word.lemma, len(found) + offset)
        for alternative in word.alternatives:
            add(slot, alternative.tokens, alternative.stream, alternative.weight)
    for slot, phrase in enumerate(query.phrases, PHRASES):
        add(slot, phrase.exact, "exact", 1.0)
        add(slot, phrase.lemma, "lemma", 0.6)
    if query.sort == "relevance":
        for slot, pair in enumerate(query.neighbours, NEIGHBOURS):
            rarity = tuple(lemmas[lemma] for lemma in pair)
            found.append(Clause(slot, len(found), pair, "lemma", NEAR_WEIGHT, rarity))
    return found


def exclusions(query: Query) -> list[Clause]:
    """Return the clauses of what must not be found."""
    found = [*_excluded_words(query.excluded), *_excluded_phrases(query.excluded_phrases)]
    return [
        Clause(0, number, tokens, stream, 0.0, ()) for number, (tokens, stream) in enumerate(found)
    ]


def _excluded_words(words: tuple[Word, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Exclude a word in any of its forms, but not its relatives (община, not общински)."""
    for word in words:
        for alternative in word.alternatives:
            if alternative.reason in ("lemma", "typed", "code"):
                yield alternative.tokens, alternative.stream


def _excluded_phrases(phrases: tuple[Phrase, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    for phrase in phrases:
        yield phrase.lemma, "lemma"
