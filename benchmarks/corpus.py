"""Practices that nobody wrote: as long as the real ones, words as unevenly spread as in real text.

The 98 real practices have 239 words each (117 to 397): LENGTHS are what each part of them has. One
in twenty of the generated has attached documents besides, and every second a word that nobody else
uses, as names and mistakes are. A practice depends on the seed and its number alone.
"""

import random
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from benchmarks.words import Words, Written
from search.bulgarian import Streams, token_streams
from search.bulgarian.codes import markers
from search.documents import SearchDocument
from search.engines.base import Key, Stamp
from search.fields import FACETS, FIELDS

LENGTHS = {
    "title": 9,
    "summary": 32,
    "problem": 12,
    "themes": 4,
    "places": 4,
    "background": 42,
    "practice": 78,
    "results": 61,
    "other": 6,
}
ATTACHED_SHARE, ATTACHED_LENGTH = 0.05, 1000
UNIQUE_SHARE = 0.5
NOMINATIONS = 50
SHOWN_IN = ("bg", "en")
THEMES = tuple(f"tema-{number}" for number in range(40))
PLACES = tuple(f"OBS{number:03}" for number in range(265))
OBLASTS = tuple(f"O{number:02}" for number in range(1, 29))
BANDS = ("under_10k", "10k_50k", "50k_250k", "250k_1m", "over_1m")
LETTERS = "абвгдежзийклмнопрстуфхцчшщъьюя"


@dataclass(frozen=True, slots=True)
class Practice:
    """A generated practice: its words by field, and what it is filtered by."""

    number: int
    fields: Mapping[str, list[Written]]
    facets: Mapping[str, tuple[str, ...]]
    published: int
    nominations: int
    standing: int

    @property
    def pid(self) -> str:
        return f"ДП-2026-{self.number:07}"

    def text(self, name: str) -> str:
        """Return a field as an author would have typed it, in sentences of a dozen words."""
        words = [word.exact for word in self.fields[name]]
        for start in range(0, len(words), 12):
            words[start] = words[start].capitalize()
            words[min(start + 11, len(words) - 1)] += "."
        return " ".join(words)

    def document(self) -> SearchDocument:
        """Return the search document; the same tokens as analysing the texts would give."""
        fields = {field.name: _streams(self.fields.get(field.name, ())) for field in FIELDS}
        return replace(self.document_without_words(), fields=fields)

    def document_without_words(self) -> SearchDocument:
        """Return what else the search document has."""
        return SearchDocument(
            pid=self.pid,
            language="bg",
            shown_in=SHOWN_IN,
            version=1,
            fields={},
            codes=" ".join((*markers(self.pid), *markers(f"DP{self.pid[2:]}"))),
            facets={facet: self.facets.get(facet, ()) for facet in FACETS},
            published=self.published,
            nominations=self.nominations,
            standing=self.standing,
        )


def _streams(words: Iterable[Written]) -> Streams:
    exacts, lemmas, roots = zip(*words, strict=True) if words else ((), (), ())
    return Streams(" ".join(lemmas), " ".join(exacts), " ".join(roots), "")


class Corpus:
    """So many practices, and questions to ask of them; a source for `engine.rebuild`."""

    def __init__(self, size: int, words: Words | None = None, seed: int = 1):
        self.size = size
        self.seed = seed
        self.words = words or Words()

    def practice(self, number: int) -> Practice:
        """Return the practice with a number from 1 on."""
        chance = random.Random(self.seed * 1_000_000_007 + number)
        spread = self.words.spread
        fields = {
            name: chance.choices(spread, k=max(3, round(chance.gauss(length, length / 4))))
            for name, length in LENGTHS.items()
        }
        if chance.random() < ATTACHED_SHARE:
            fields["attachments"] = chance.choices(spread, k=ATTACHED_LENGTH)
        if chance.random() < UNIQUE_SHARE:
            fields["practice"].append(_nobody_elses(chance))
        facets = {
            "theme": tuple(chance.sample(THEMES, 2)),
            "municipality": (PLACES[int(len(PLACES) * chance.random() ** 2)],),
            "oblast": (chance.choice(OBLASTS),),
            "year": (str(chance.randint(1998, 2026)),),
            "cost": (chance.choice(BANDS),),
            "has": ("measured_results",) if chance.random() < 0.3 else (),
        }
        return Practice(
            number,
            fields,
            facets,
            published=730_000 + chance.randint(0, 9000),
            nominations=number % NOMINATIONS,
            standing=chance.randint(0, 85),
        )

    def practices(self) -> Iterator[Practice]:
        return map(self.practice, range(1, self.size + 1))

    # What an engine is rebuilt from (search.engines.base.Source)

    def stamps(self) -> dict[Key, Stamp]:
        return {
            Key(f"ДП-2026-{number:07}", "bg"): Stamp(1, number % NOMINATIONS, SHOWN_IN)
            for number in range(1, self.size + 1)
        }

    def documents(self, keys: Iterable[Key]) -> Iterator[SearchDocument]:
        for key in keys:
            yield self.practice(int(key.pid.rpartition("-")[2])).document()

    def questions(self, count: int) -> list[str]:
        """Return questions as people type them, see `_question`."""
        chance = random.Random(self.seed + 99)
        return [self._question(chance, number) for number in range(count)]

    def _question(self, chance: random.Random, number: int) -> str:
        """Return one question: words that stand together in a practice, or very frequent ones, or
        a rare one; every tenth each mistyped, in Latin letters, quoted, with a word excluded."""
        ranked = self.words.ranked
        kind = number % 10
        told = self.practice(chance.randint(1, self.size))
        near = [w.exact for name in ("title", "summary") for w in told.fields[name]]
        words = chance.sample(near, k=chance.choice((1, 2, 2, 3, 3, 4, 5)))
        if kind == 0:
            words = [w.exact for w in chance.sample(ranked[:60], k=chance.choice((1, 2, 3)))]
        elif kind == 1:
            words = [chance.choice(ranked[len(ranked) // 10 :]).exact]
        elif kind == 2:
            words[0] = _mistyped(chance, words[0])
        elif kind == 3:
            words = [latin(word) for word in words]
        elif kind == 4:
            at = chance.randrange(len(near) - 1)
            words = [f"„{near[at]} {near[at + 1]}“"]
        elif kind == 5:
            words.append(f"-{chance.choice(ranked[:2000]).exact}")
        return " ".join(words)


def _nobody_elses(chance: random.Random) -> Written:
    """Return an invented word that does not fall into known ones."""
    word = "".join(chance.choices(LETTERS, k=9)) + "ъмъ"
    tokens = token_streams(word)
    return Written(tokens.exact, tokens.lemma, tokens.root)


def _mistyped(chance: random.Random, word: str) -> str:
    at = chance.randrange(max(1, len(word) - 1))
    kind = chance.randrange(3)
    if kind == 0:
        return word[:at] + word[at + 1 :]
    if kind == 1:
        return word[:at] + chance.choice(LETTERS) + word[at:]
    return word[:at] + word[at + 1 : at + 2] + word[at : at + 1] + word[at + 2 :]


LETTER_BY_LETTER = dict(
    zip(
        LETTERS,
        [
            "a",
            "b",
            "v",
            "g",
            "d",
            "e",
            "zh",
            "z",
            "i",
            "y",
            "k",
            "l",
            "m",
            "n",
            "o",
            "p",
            "r",
            "s",
            "t",
            "u",
            "f",
            "h",
            "ts",
            "ch",
            "sh",
            "sht",
            "a",
            "y",
            "yu",
            "ya",
        ],
        strict=True,
    )
)


def latin(word: str) -> str:
    return "".join(LETTER_BY_LETTER.get(letter, letter) for letter in word)
