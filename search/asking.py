"""All words before some words: a question that few practices answer in full is asked again, wider.

Where fewer than FEW practices have all that is needed, those that have half of the words follow,
and then those that have any (`Query.wider`).
"""

from collections.abc import Callable, Sequence
from typing import TypeVar

from .query import Query

FEW = 10  # the first page

Found = TypeVar("Found")


def ask(
    search: Callable[[Query, Sequence[str]], Found],
    query: Query,
    facets: Sequence[str],
    total: Callable[[Found], int],
) -> tuple[Query, Found]:
    """Return the question as it was answered, and the answer."""
    found = search(query, facets)
    for wider in query.wider():
        if total(found) >= FEW:
            break
        more = search(wider, facets)
        if total(more) > total(found):
            query, found = wider, more
    return query, found
