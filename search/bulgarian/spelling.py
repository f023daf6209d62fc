"""The words of a collection that a mistyped word may be: near by letters or by sound."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping

from rapidfuzz import process
from rapidfuzz.distance import OSA

from .decoding import Alternative

WEIGHT = 0.8
MAX_WORDS = 3
MIN_LENGTH = 4  # a word of three letters is near to too many others
SHORT = 5  # up to so many letters one mistake is allowed, above it two
MAX_LENGTH = 40
MAX_CANDIDATES = 50  # of one length
SPELLING, SOUND = "spelling", "sound"
# Unstressed vowels and final consonants that sound alike, then `ть` as `т`, `йо` as `о`.
_SOUNDS = str.maketrans("ъоиябвгджзю", "ауеапфктшсу", "ьй")


def sound(word: str) -> str:
    """Return a rough spelling by sound, doubled letters once: words that sound alike share it."""
    plain = word.translate(_SOUNDS)
    return "".join(c for at, c in enumerate(plain) if at == 0 or plain[at - 1] != c)


class Speller:
    """Finds the nearest words of a collection; `counts` is exact form → how often it stands there.

    Building it takes about a second for 300,000 forms; keep it as long as the index lives.
    """

    def __init__(self, counts: Mapping[str, int]):
        self._counts = counts
        self._by_length: dict[tuple[bool, int], list[str]] = defaultdict(list)
        self._by_sound: dict[str, list[str]] = defaultdict(list)
        for form in counts:
            if form.isalpha() and MIN_LENGTH - 1 <= len(form) <= MAX_LENGTH:
                self._by_length[form.isascii(), len(form)].append(form)
                if not form.isascii():
                    self._by_sound[sound(form)].append(form)

    def suggest(self, word: str, lemma_of: Callable[[str], str] | None = None) -> list[Alternative]:
        """Return at most three nearest words, of one distance, the most frequent first.

        For a word that the collection has, for numbers, codes and words under four letters there
        are none. `lemma_of` keeps the forms of one word from taking all the places.
        """
        if word in self._counts or not word.isalpha() or not MIN_LENGTH <= len(word) <= MAX_LENGTH:
            return []
        allowed = 1 if len(word) <= SHORT else 2
        near = dict(self._near(word, allowed))
        alike = set(self._by_sound.get(sound(word), ())) if not word.isascii() else set()
        for form in alike:
            near.setdefault(form, OSA.distance(word, form))
        return self._best(near, alike, lemma_of or str)

    def _near(self, word: str, allowed: int) -> Iterator[tuple[str, int]]:
        """Yield the words within a distance; a swap of neighbours counts as one mistake."""
        for length in range(len(word) - allowed, len(word) + allowed + 1):
            for form, distance, _ in process.extract(
                word,
                self._by_length.get((word.isascii(), length), ()),
                scorer=OSA.distance,
                score_cutoff=allowed,
                limit=MAX_CANDIDATES,
            ):
                yield form, distance

    def _best(
        self, near: Mapping[str, int], alike: set[str], lemma_of: Callable[[str], str]
    ) -> list[Alternative]:
        """Keep the nearest words: by sound counts as half a mistake less."""
        cost = {form: distance - (form in alike) * 0.5 for form, distance in near.items()}
        chosen: dict[str, str] = {}
        nearest = min(cost.values(), default=0)
        for form in sorted(near, key=lambda form: (cost[form], -self._counts[form], form)):
            if cost[form] <= nearest and len(chosen) < MAX_WORDS:
                chosen.setdefault(lemma_of(form), form)
        return [
            Alternative((form,), WEIGHT, SOUND if form in alike else SPELLING)
            for form in chosen.values()
        ]
