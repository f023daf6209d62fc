"""What the steps know: the dictionary, the words of one index, the names of its places.

Made once per state of an index and shared by all requests of a process; immutable.
"""

from collections.abc import Iterable, Mapping
from functools import cache, cached_property

from search.bulgarian import Analyser, default_analyser
from search.bulgarian.abbreviations import abbreviations
from search.bulgarian.glossary import entries
from search.bulgarian.spelling import Speller
from search.bulgarian.synonyms import groups
from search.bulgarian.vocabulary import Vocabulary

MAX_FORMS = 300_000  # of an index; the rarest beyond it are mostly mistakes, and cost memory


class Knowledge:
    """The words of an index (`counts`: exact form → how often) together with the dictionary.

    `places`: (facet, value, name in Bulgarian, name in English) of what can be filtered by.
    """

    def __init__(
        self,
        counts: Mapping[str, int],
        places: Iterable[tuple[str, str, str, str]] = (),
        analyser: Analyser | None = None,
    ):
        self.analyser = analyser or default_analyser()
        # Words of the tables are known, though the index may not have them.
        self.vocabulary = Vocabulary(self.analyser.lexicon, {**table_words(), **counts})
        self.counts = counts
        self.place_names = tuple(places)

    @cached_property
    def speller(self) -> Speller:
        """The near words of the index; made at the first unknown word."""
        return Speller(self.counts)

    @cached_property
    def lemmas(self) -> frozenset[str]:
        """The lemmas of the index: an unknown form of one of them is no mistake."""
        return frozenset(self.lemma(form) for form in self.counts)

    def prepare(self) -> None:
        """Make now what is else made at the first word that needs it."""
        _made = self.speller, self.lemmas

    def lemma(self, form: str) -> str:
        """Return the lemma of an exact form."""
        return self.analyser.lemmas(form)[0]

    def in_index(self, form: str) -> bool:
        """Whether the index has the form, or another form of the same word."""
        return form in self.counts or self.lemma(form) in self.lemmas

    def knows(self, form: str) -> bool:
        """Whether the dictionary or the index has the form or the word."""
        return form in self.vocabulary or self.in_index(form)


@cache
def table_words() -> dict[str, int]:
    """Return the words that the tables write, each counted 0: none of them is a mistake."""
    terms = [term for entry in entries() for term in (*entry.english, *entry.bulgarian)]
    terms += [term for row in abbreviations() for term in (*row.short, *row.long)]
    terms += [term for group in groups() for term in (*group.terms, *group.answers)]
    words = {word for term in terms for word in term.lower().split()}
    return {word: 0 for word in words if word.isalpha() and len(word) > 2}


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
