"""The words that a query may mean: the dictionary's and the collection's own."""

import bisect
from collections.abc import Iterator, Mapping

from .lexicon import Lexicon, overrides

IN_COLLECTION = 2  # how well a word is known, for ranking
IN_DICTIONARY = 1


class Vocabulary:
    """A dictionary together with the exact forms of an index and how often each stands there.

    Local names and new compounds are in no dictionary; Latin words (`gis`, `wifi`) are known only
    if the collection has them.
    """

    def __init__(self, lexicon: Lexicon, counts: Mapping[str, int]):
        self._lexicon = lexicon
        self.counts = counts
        self._written = overrides()
        self._sorted = sorted(counts.keys() | self._written.keys())

    def __contains__(self, form: str) -> bool:
        return form in self.counts or form in self._written or form in self._lexicon

    def has_prefix(self, prefix: str) -> bool:
        """Whether any known word begins so."""
        return self.is_begun(prefix) or self._lexicon.has_prefix(prefix)

    def is_begun(self, prefix: str) -> bool:
        """Whether a word of the collection or of the hand-written tables begins so."""
        at = bisect.bisect_left(self._sorted, prefix)
        return at < len(self._sorted) and self._sorted[at].startswith(prefix)

    def forms(self, prefix: str) -> Iterator[str]:
        """Yield the forms that the dictionary or the tables know by a beginning."""
        at = bisect.bisect_left(self._sorted, prefix)
        while at < len(self._sorted) and self._sorted[at].startswith(prefix):
            yield self._sorted[at]
            at += 1
        yield from self._lexicon.forms(prefix)

    def rank(self, form: str) -> tuple[int, int]:
        """Return how well a word is known and how often it stands in the collection."""
        count = self.counts.get(form, 0)
        if count:
            return IN_COLLECTION, count
        return (IN_DICTIONARY if form in self else 0), 0
