"""What the steps know: the dictionary, the words of one index, the names of its places.

Made once per state of an index and shared by all requests of a process; immutable.
"""

from collections.abc import Collection, Iterable, Mapping
from copy import copy
from functools import cached_property
from math import log1p

from search.bulgarian import Analyser, default_analyser, is_stop_word
from search.bulgarian.compounds import taken_apart
from search.bulgarian.roots import root
from search.bulgarian.spelling import Speller
from search.bulgarian.vocabulary import Vocabulary

from .tables import Tables

MAX_FORMS = 300_000  # of an index; the rarest beyond it are mostly mistakes, and cost memory


class Knowledge:
    """The words of an index (`counts`: exact form → how often) together with the dictionary.

    `places`: (facet, value, name in Bulgarian, name in English) of what can be filtered by.
    `tables`: what stands for what; those of the project unless given.
    """

    def __init__(
        self,
        counts: Mapping[str, int],
        places: Iterable[tuple[str, str, str, str]] = (),
        analyser: Analyser | None = None,
        tables: Tables | None = None,
    ):
        self.analyser = analyser or default_analyser()
        self.tables = tables or Tables.default(self.analyser)
        # Words of the tables are known, though the index may not have them.
        self.vocabulary = Vocabulary(self.analyser.lexicon, {**self.tables.words, **counts})
        self.counts = counts
        self.place_names = tuple(places)

    def with_tables(self, tables: Tables) -> "Knowledge":
        """Return the same knowledge of an index with other tables; what is made stays made."""
        other = copy(self)
        other.tables = tables
        if tables.words.keys() != self.tables.words.keys():
            counts = {**tables.words, **self.counts}
            other.vocabulary = Vocabulary(self.analyser.lexicon, counts)
        return other

    @cached_property
    def speller(self) -> Speller:
        """The near words of the index and of the tables; made at the first unknown word."""
        return Speller({**self.tables.words, **self.counts})

    @cached_property
    def lemma_counts(self) -> dict[str, int]:
        """How often each lemma stands in the index, in whatever form."""
        found: dict[str, int] = {}
        for form, count in self.counts.items():
            lemma = self.lemma(form)
            found[lemma] = found.get(lemma, 0) + count
        return found

    @property
    def lemmas(self) -> Collection[str]:
        """The lemmas of the index: an unknown form of one of them is no mistake."""
        return self.lemma_counts.keys()

    @cached_property
    def _most(self) -> int:
        return max(self.lemma_counts.values(), default=0)

    def rarity(self, lemmas: Iterable[str]) -> float:
        """Return how much some lemmas tell together, as an engine will weigh them: about their idf."""
        counts = self.lemma_counts
        return sum(log1p(self._most / (counts.get(lemma, 0) + 0.5)) for lemma in lemmas)

    @cached_property
    def roots(self) -> frozenset[str]:
        """The roots of the index."""
        return frozenset(root(lemma) for lemma in self.lemmas)

    def prepare(self) -> None:
        """Make now what is else made at the first word that needs it."""
        _made = self.speller, self.lemma_counts, self.roots

    def lemma(self, form: str) -> str:
        """Return the lemma of an exact form."""
        return self.analyser.lemmas(form)[0]

    def in_index(self, form: str) -> bool:
        """Whether the index has the form, or another form of the same word."""
        return form in self.counts or self.lemma(form) in self.lemmas

    def has(self, stream: str, tokens: tuple[str, ...]) -> bool:
        """Whether the index has each of some finished tokens; numbers, codes and stop words are.

        True while the index is not known.
        """
        if not self.counts:
            return True
        known = {"lemma": self.lemmas, "exact": self.counts, "root": self.roots}.get(stream)
        return known is None or all(
            t in known or not t.isalpha() or is_stop_word(t) for t in tokens
        )

    def knows(self, form: str) -> bool:
        """Whether the dictionary, the tables or the index have the form or the word.

        A known word after a productive first part makes a known word: `велопътека`.
        """
        return (
            form in self.vocabulary
            or self.in_index(form)
            or taken_apart(form, self.vocabulary.__contains__) is not None
        )


def count_forms(streams: Iterable[str]) -> dict[str, int]:
    """Count the words in streams of exact tokens, numbers left out, the most frequent kept."""
    counts: dict[str, int] = {}
    for stream in streams:
        for form in stream.split():
            if form.isalpha():
                counts[form] = counts.get(form, 0) + 1
    return bounded(counts)


def bounded(counts: dict[str, int]) -> dict[str, int]:
    """Keep the most frequent forms where there are too many."""
    if len(counts) <= MAX_FORMS:
        return counts
    kept = sorted(counts.items(), key=lambda pair: -pair[1])[:MAX_FORMS]
    return dict(kept)
