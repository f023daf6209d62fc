"""The words of a short text, each with its place: the same for what is indexed and what is shown."""

from collections.abc import Iterator
from typing import NamedTuple

from search.bulgarian import analyse


class Word(NamedTuple):
    """A word: its offsets in the text, the form that stands there and its dictionary form."""

    start: int
    end: int
    exact: str
    lemma: str


def words(text: str) -> Iterator[Word]:
    """Yield the words of a text in order; a hyphened one as a whole and in parts."""
    for token in analyse(text):
        if token.kind != "code":
            yield Word(token.start, token.end, token.exact, token.lemma)
