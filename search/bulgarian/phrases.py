"""Terms of one or several words inside a query: the machinery of the tables of meanings.

A table (abbreviations, synonyms, glossary) knows terms; a query is a row of words. A term is found
in any form of its words, and where the small words that link them differ (`къща за гости`, `къщи
гости`). Where terms overlap the longest is meant.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Generic, NamedTuple, TypeVar

from .analyse import Analyser, Token, is_stop_word

LEMMA, EXACT = "lemma", "exact"
MAX_ALTERNATIVES = 16  # of one term; each costs an engine a clause
# Words that link the words of a term and decide nothing; `и`, `без`, `не` and `няма` decide much.
LINKS = frozenset(
    {
        "на", "за", "в", "във", "с", "със", "от", "до", "по", "при", "към", "през", "под", "над",
        "между", "у", "из",
        "of", "for", "in", "the", "to", "a", "an", "on", "with", "by", "at", "from",
    }
)  # fmt: skip
DENIALS = frozenset({"без", "не", "никой", "няма"})  # stop words that turn a meaning round
MAX_APART = 1  # further words of weight between the words of a saying
_END = ""  # the key of a node's values; no token is empty

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Alternative:
    """What may stand for some neighbouring words of a query.

    `start`, `end`: which words (half open). `tokens`: in order, of the stream `stream` ("lemma" or
    "exact"); several are a phrase. `weight`: against 1 for the typed words. `reason`: a code such
    as "abbreviation" or "synonym:near". `text`: the term as the table writes it, for a reader.
    """

    start: int
    end: int
    tokens: tuple[str, ...]
    weight: float
    reason: str
    text: str
    stream: str = LEMMA


class Term(NamedTuple):
    """A term of a table with its words, one token each."""

    text: str
    words: tuple[Token, ...]

    def tokens(self, stream: str = LEMMA) -> tuple[str, ...]:
        """Return the finished tokens of the term in one stream."""
        return tuple(getattr(word, stream) for word in self.words)


class Match(NamedTuple, Generic[Value]):
    """A term found in a query: its words (half open) and what the table keeps for it."""

    start: int
    end: int
    values: tuple[Value, ...]


def one_per_word(tokens: Iterable[Token]) -> tuple[Token, ...]:
    """Return the first token of each position: the words of a text as the tables take them."""
    words: dict[int, Token] = {}
    for token in tokens:
        words.setdefault(token.position, token)
    return tuple(words.values())


def term(text: str, analyser: Analyser) -> Term:
    """Read a term as it is written in a table. ValueError for one without a word."""
    words = one_per_word(analyser.analyse(text))
    if not words:
        raise ValueError(f"no word in the term {text!r}")
    return Term(text, words)


class Phrases(Generic[Value]):
    """Terms and what is kept for each; finds them in a row of words.

    `stream` says what makes words the same: "lemma" (any form) or "exact".
    """

    def __init__(self, entries: Iterable[tuple[Sequence[Token], Value]], stream: str = LEMMA):
        self._stream = stream
        self._whole: dict = {}  # terms that links are part of
        self._linked: dict = {}  # terms whose links may differ
        for words, value in entries:
            tokens = [getattr(word, stream) for word in words]
            telling = [t for t, word in zip(tokens, words, strict=True) if word.exact not in LINKS]
            if len(telling) > 1:
                _insert(self._linked, telling, value)
            else:
                _insert(self._whole, tokens, value)

    def find(self, words: Sequence[Token]) -> list[Match[Value]]:
        """Return the terms among the words, none overlapping, in order of the words."""
        telling = [(at, word) for at, word in enumerate(words) if word.exact not in LINKS]
        found = [*self._walks(self._whole, list(enumerate(words)))]
        found += self._walks(self._linked, telling)
        found.sort(key=lambda match: match.start - match.end)
        taken: set[int] = set()
        chosen: dict[tuple[int, int], Match[Value]] = {}
        for match in found:
            span = match.start, match.end
            if span in chosen:
                chosen[span] = Match(*span, chosen[span].values + match.values)
            elif taken.isdisjoint(range(*span)):
                taken.update(range(*span))
                chosen[span] = match
        return sorted(chosen.values(), key=lambda match: match.start)

    def _walks(self, trie: dict, words: list[tuple[int, Token]]) -> Iterator[Match[Value]]:
        """Yield every term that begins at any word."""
        for first in range(len(words)):
            node, sure = trie, True
            for last in range(first, len(words)):
                at, word = words[last]
                below = node.get(getattr(word, self._stream))
                if below is None and self._stream == LEMMA:
                    sure = False
                    below = next((node[r] for r in word.readings if r in node), None)
                if below is None:
                    break
                node = below
                # Another reading of a word is believed beside other words of a term, not alone.
                if _END in node and (sure or last > first):
                    yield Match(words[first][0], at + 1, tuple(node[_END]))


def _insert(trie: dict, tokens: Iterable[str], value: object) -> None:
    for token in tokens:
        trie = trie.setdefault(token, {})
    trie.setdefault(_END, []).append(value)


class Sayings(Generic[Value]):
    """Terms of free speech: their words come in any order, a word or two apart.

    `Улиците са тъмни`, `тъмно е по улиците`. Small words count only where they deny.
    """

    def __init__(self, entries: Iterable[tuple[Sequence[Token], Value]]):
        self._by_word: dict[str, list[tuple[frozenset[str], Value]]] = {}
        for words, value in entries:
            telling = frozenset(word.lemma for word in words if _tells(word))
            lemmas = telling if len(telling) > 1 else frozenset(word.lemma for word in words)
            self._by_word.setdefault(max(lemmas, key=len), []).append((lemmas, value))

    def find(self, words: Sequence[Token]) -> list[Match[Value]]:
        """Return what the words say, no word heard twice, in order of the words."""
        places: dict[str, list[int]] = {}
        for at, word in enumerate(words):
            for lemma in dict.fromkeys((word.lemma, *word.readings)):
                places.setdefault(lemma, []).append(at)
        weights = [0, *accumulate(int(_tells(word)) for word in words)]
        found = []
        for anchor, starts in places.items():
            for lemmas, value in self._by_word.get(anchor, ()):
                if lemmas <= places.keys():
                    for at in starts:
                        near = {min(places[x], key=lambda place: abs(place - at)) for x in lemmas}
                        heard = sorted(near)
                        whole = len(heard) == len(lemmas)
                        apart = weights[heard[-1] + 1] - weights[heard[0]] - len(lemmas)
                        if whole and apart <= MAX_APART and not _denies_another(words, heard):
                            found.append((heard, value))
        found.sort(key=lambda pair: (-len(pair[0]), pair[0]))
        taken: set[int] = set()
        chosen: list[Match[Value]] = []
        for heard, value in found:
            if taken.isdisjoint(heard):
                taken.update(heard)
                chosen.append(Match(heard[0], heard[-1] + 1, (value,)))
        return sorted(chosen, key=lambda match: match.start)


def _denies_another(words: Sequence[Token], heard: Sequence[int]) -> bool:
    """Whether the last word heard denies what follows it: `лекар, а училището няма двор`."""
    last = heard[-1]
    if words[last].exact not in DENIALS:
        return False
    before = next((at for at in range(last - 1, -1, -1) if _tells(words[at])), None)
    return before not in heard and any(_tells(word) for word in words[last + 1 :])


def _tells(word: Token) -> bool:
    return word.exact in DENIALS or not is_stop_word(word.exact)


def best(found: Iterable[Alternative], typed: Sequence[Token]) -> list[Alternative]:
    """Return the heaviest alternatives of one place, each once.

    What only narrows the typed words (`патронаж` to `социален патронаж`) finds nothing more and is
    left out.
    """
    kept: dict[tuple[str, tuple[str, ...]], Alternative] = {}
    for alternative in sorted(found, key=lambda a: -a.weight):
        same = tuple(getattr(word, alternative.stream) for word in typed)
        if not _holds(alternative.tokens, same):
            kept.setdefault((alternative.stream, alternative.tokens), alternative)
    return list(kept.values())[:MAX_ALTERNATIVES]


def _holds(tokens: tuple[str, ...], part: tuple[str, ...]) -> bool:
    """Whether `part` stands within `tokens`, side by side."""
    return any(tokens[at : at + len(part)] == part for at in range(len(tokens) - len(part) + 1))
