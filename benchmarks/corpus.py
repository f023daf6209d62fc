"""Practices that nobody wrote: realistic lengths, words as unevenly spread as in real text."""

import itertools
import random
from collections.abc import Iterator

from search.documents import SearchDocument, build

WORDS = 40_000
SYLLABLES = [
    "ба",
    "во",
    "га",
    "де",
    "жи",
    "ко",
    "лу",
    "ма",
    "не",
    "по",
    "ра",
    "си",
    "те",
    "фо",
    "ха",
    "ци",
    "ча",
    "ши",
    "ют",
    "ян",
    "гра",
    "про",
    "сто",
    "тра",
    "кло",
]
ENDINGS = ("", "а", "ът", "та", "ите", "ове", "ни", "ски")
LENGTHS = {"summary": 35, "problem_line": 15, "background": 90, "practice": 180, "results": 70}
THEMES = tuple(f"tema-{number}" for number in range(40))
PLACES = tuple(f"OBS{number:03}" for number in range(265))


class Corpus:
    """A vocabulary and what is written with it. The same seed gives the same practices."""

    def __init__(self, seed: int = 1):
        self.random = random.Random(seed)
        self.words = [self._word() for _ in range(WORDS)]
        self.weights = list(itertools.accumulate(1 / (rank + 2) for rank in range(WORDS)))

    def _word(self) -> str:
        stem = "".join(self.random.choices(SYLLABLES, k=self.random.randint(2, 4)))
        return stem + self.random.choice(ENDINGS)

    def text(self, length: int) -> str:
        """Return a text of about so many words in sentences of a dozen."""
        count = max(3, round(self.random.gauss(length, length / 4)))
        words = self.random.choices(self.words, cum_weights=self.weights, k=count)
        for start in range(0, count, 12):
            words[start] = words[start].capitalize()
            words[min(start + 11, count - 1)] += "."
        return " ".join(words)

    def documents(self, count: int) -> Iterator[SearchDocument]:
        """Yield so many search documents."""
        for number in range(1, count + 1):
            texts = {name: self.text(length) for name, length in LENGTHS.items()}
            record = {
                "pid": f"ДП-2026-{number:07}",
                "language": "bg",
                "title": self.text(9),
                "first_published_on": f"20{self.random.randint(0, 25):02}-01-15",
                **texts,
            }
            facets = {
                "theme": self.random.sample(THEMES, 2),
                "municipality": [self.random.choice(PLACES)],
                "oblast": [f"O{self.random.randint(1, 28):02}"],
                "year": [str(self.random.randint(1998, 2026))],
                "has": ["measured_results"] if self.random.random() < 0.3 else [],
            }
            yield build(record, version=1, facets=facets, nominations=self.random.randint(0, 50))

    def questions(self, count: int) -> list[str]:
        """Return questions of one to five words, rare and very frequent ones mixed."""
        found = []
        for number in range(count):
            words = self.random.choices(
                self.words, cum_weights=self.weights, k=self.random.choice((1, 2, 2, 3, 3, 4, 5))
            )
            if number % 10 == 0:
                words[0] = self.words[self.random.randint(0, 5)]
            if number % 15 == 0:
                words = [f"„{words[0]} {self.words[number % 50]}“"]
            found.append(" ".join(words))
        return found
