"""What the words of a call mean: understood as the search understands a question, but for good.

The search reads a question against the words that its index has today; a word that no practice has
then hides nothing. Here it is the other way round: the word that no practice has is the very thing
that is looked for. So the words of a call are understood without those of the index, and whether a
practice matches does not depend on what else is published.
"""

from search import index_words
from search.query import Query, parse
from search.understanding import Knowledge

REMEMBERED = 4096  # more than there are open calls; visitors' texts pass through here too


class _Understood:
    """The calls' words as they are understood while places and the editors' tables stay as they are."""

    by: Knowledge | None = None
    queries: dict[tuple[str, str], Query] = {}


def understood(words: str, language: str) -> Query:
    """Return the question that the words of a call are; once per process and state of the tables."""
    known = index_words.knowledge()
    by = _Understood.by
    if by is None or (by.place_names, by.tables) != (known.place_names, known.tables):
        by = Knowledge({}, known.place_names, known.analyser, known.tables)
        _Understood.by, _Understood.queries = by, {}
    key = (words, language)
    if key not in _Understood.queries:
        if len(_Understood.queries) >= REMEMBERED:
            _Understood.queries = {}
        _Understood.queries[key] = parse(words, language=language, knowledge=by)
    return _Understood.queries[key]
