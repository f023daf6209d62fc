"""The words of a collection that a mistyped word may be: near by letters or by sound."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain

import marisa_trie
from rapidfuzz import process
from rapidfuzz.distance import OSA

from .decoding import Alternative

WEIGHT = 0.8
MAX_WORDS = 3
MIN_LENGTH = 4  # a word of three letters is near to too many others
SHORT = 5  # up to so many letters one mistake is allowed, above it two
MAX_LENGTH = 40
MAX_LETTERS = 64  # of a collection's alphabet; rarer signs are no mistyped letters
BEGINNING = 3  # letters by which a piece is known to begin no word
SPELLING, SOUND = "spelling", "sound"
# Unstressed vowels and final consonants that sound alike, then `ть` as `т`, `йо` as `о`.
_SOUNDS = str.maketrans("ъоиябвгджзю", "ауеапфктшсу", "ьй")
_DOUBLED = re.compile(r"(.)\1+", re.DOTALL)


def sound(word: str) -> str:
    """Return a rough spelling by sound, doubled letters once: words that sound alike share it."""
    plain = word.translate(_SOUNDS)
    return _DOUBLED.sub(r"\1", plain) if _DOUBLED.search(plain) else plain


class Speller:
    """Finds the nearest words of a collection; `counts` is exact form → how often it stands there.

    Building it takes about a second for 300,000 forms; keep it as long as the index lives.
    """

    def __init__(self, counts: Mapping[str, int]):
        self._counts = counts
        near = [form for form in counts if form.isalpha() and len(form) >= MIN_LENGTH - 1]
        near = [form for form in near if len(form) <= MAX_LENGTH]
        bulgarian = [form for form in near if not form.isascii()]
        self._latin = _Near([form for form in near if form.isascii()])
        self._bulgarian = _Near(bulgarian)
        self._by_sound = marisa_trie.Trie(f"{sound(form)}\t{form}" for form in bulgarian)

    def suggest(self, word: str, lemma_of: Callable[[str], str] | None = None) -> list[Alternative]:
        """Return at most three nearest words, of one distance, the most frequent first.

        For a word that the collection has, for numbers, codes and words under four letters there
        are none. `lemma_of` keeps the forms of one word from taking all the places.
        """
        if word in self._counts or not word.isalpha() or not MIN_LENGTH <= len(word) <= MAX_LENGTH:
            return []
        alike = set()
        if not word.isascii():
            key = f"{sound(word)}\t"
            alike = {found[len(key) :] for found in self._by_sound.iterkeys(key)}
        near = {form: OSA.distance(word, form) for form in alike}
        forms = self._latin if word.isascii() else self._bulgarian
        near |= dict.fromkeys(forms.at_one(word, self._counts), 1)
        # Nothing at two mistakes comes before what is nearer, or as far and sounds the same.
        if len(word) > SHORT and min(near.values(), default=3) > 2:
            near |= dict.fromkeys(forms.at_two(word), 2)
        return self._best(near, alike, lemma_of or str)

    def _best(
        self, near: Mapping[str, int], alike: set[str], lemma_of: Callable[[str], str]
    ) -> list[Alternative]:
        """Keep the nearest words: by sound counts as half a mistake less."""
        cost = {form: distance - (form in alike) * 0.5 for form, distance in near.items()}
        chosen: dict[str, str] = {}
        nearest = min(cost.values(), default=0)
        for form in sorted(near, key=lambda form: (cost[form], -self._counts[form], form)):
            if cost[form] > nearest or len(chosen) == MAX_WORDS:
                break
            chosen.setdefault(lemma_of(form), form)
        return [
            Alternative((form,), WEIGHT, SOUND if form in alike else SPELLING)
            for form in chosen.values()
        ]


class _Near:
    """Forms of one script, by their beginnings and by their ends.

    A word with two mistakes has at most one of them in its first half or in its second. So what
    is near begins with a variant of the one or ends with a variant of the other.
    """

    def __init__(self, forms: Sequence[str]):
        letters = Counter(chain.from_iterable(forms))
        self._letters = "".join(letter for letter, _ in letters.most_common(MAX_LETTERS))
        self._forward = _Beginnings(forms)
        self._backward = _Beginnings([form[::-1] for form in forms])

    def at_one(self, word: str, among: Mapping[str, int]) -> Iterator[str]:
        """Yield the forms at a distance of one; a swap of neighbours counts as one mistake."""
        for form in _variants(word, self._letters):
            if form in among and len(form) >= MIN_LENGTH - 1 and form.isascii() == word.isascii():
                yield form

    def at_two(self, word: str) -> Iterator[str]:
        """Yield the forms at a distance of two, and nearer ones."""
        half = len(word) // 2
        turned = word[::-1]
        begin = self._forward.with_any(_variants(word[:half], self._letters))
        yield from _within_two(word, begin)
        end = self._backward.with_any(_variants(turned[: len(word) - half], self._letters))
        yield from (form[::-1] for form in _within_two(turned, end))


class _Beginnings:
    """Sorted words."""

    def __init__(self, words: Iterable[str]):
        self._words = sorted(words)
        self._known = {word[:length] for word in self._words for length in (2, BEGINNING)}

    def with_any(self, pieces: Iterable[str]) -> list[str]:
        """Return the words that begin with any of some pieces."""
        words, found, reached = self._words, [], 0
        known = {piece for piece in pieces if piece[:BEGINNING] in self._known}
        for piece in sorted(known):
            first = bisect_left(words, piece, reached)
            last = bisect_left(words, piece + "\U0010ffff", first)
            found += words[first:last]
            reached = last
        return found


def _within_two(word: str, words: Sequence[str]) -> list[str]:
    rows = process.extract(word, words, scorer=OSA.distance, score_cutoff=2, limit=None)
    return [form for form, _, _ in rows]


def _variants(word: str, letters: str) -> Iterator[str]:
    """Yield a word and what one mistake makes of it; some of them twice."""
    yield word
    for at in range(len(word)):
        before, after = word[:at], word[at + 1 :]
        yield before + after
        yield before + after[:1] + word[at] + after[1:]
        for letter in letters:
            yield before + letter + after
            yield before + letter + word[at:]
    for letter in letters:
        yield word + letter
