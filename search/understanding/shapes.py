"""The shapes of understanding: typed units, words, their alternatives, what is offered beside them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from search.bulgarian import Token

MAX_ALTERNATIVES = 16  # of one word; each is one more clause for the engine


@dataclass(frozen=True, slots=True)
class Alternative:
    """Tokens that may stand for a word, in one stream (lemma, exact, root or code).

    Several tokens are a phrase. `reason` is a code that the page and `search_explain` put in
    words. `text` is what a reader is shown of an alternative that was not typed; where it is
    empty, nothing is said of it.
    """

    tokens: tuple[str, ...]
    stream: str
    weight: float
    reason: str
    text: str = ""

    @property
    def excludes(self) -> bool:
        """Whether `-word` excludes by it: any form of the word, but not its relatives."""
        return self.reason in ("lemma", "joined", "typed", "code")


@dataclass(frozen=True, slots=True)
class Assumption:
    """What was looked for besides what was typed: „typed“ → „looked for“, and why."""

    typed: str
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Offer:
    """A filter that the words of a question seem to mean; chosen only by the reader."""

    facet: str
    values: tuple[str, ...]
    typed: str


@dataclass(frozen=True, slots=True)
class Word:
    """One typed word: the text as typed, its offsets in the query, and what it may mean.

    An `optional` word (a place, a year beside a subject) raises what has it and hides nothing.
    A `light` one (`малък`, `пример`) is optional too, unless hardly anything else is found.
    Of an `absent` one no practice has any alternative. `meant` is the lemma as it is read now: the
    typed one, or that of other letters or of a corrected form.
    """

    text: str
    start: int
    end: int
    alternatives: tuple[Alternative, ...]
    stop: bool = False
    optional: bool = False
    light: bool = False
    absent: bool = False
    meant: str = ""

    @property
    def lemma(self) -> str | None:
        """The lemma of what is meant, for nearness; None for codes and compounds."""
        lemmas = [
            a.tokens[0] for a in self.alternatives if a.stream == "lemma" and not a.tokens[1:]
        ]
        if self.meant in lemmas:
            return self.meant
        for alternative in self.alternatives:
            if alternative.reason == "lemma" and len(alternative.tokens) == 1:
                return alternative.tokens[0]
        return None


@dataclass(frozen=True, slots=True)
class Unit:
    """The tokens of one typed word: its parts in order, the whole where it was hyphened or
    written together, and the markers where it is a project number."""

    parts: tuple[Token, ...]
    joined: Token | None
    markers: tuple[str, ...]

    @property
    def plain(self) -> Token | None:
        """The only token of an ordinary word or number."""
        if self.joined or self.markers or len(self.parts) != 1:
            return None
        return self.parts[0]


Provider = Callable[[Unit], Iterable[Alternative]]
