"""All words before some words: a question that few practices answer in full is asked again, wider.

Where fewer than FEW practices have all that is needed, those that have half of the words follow.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
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
    wider = replace(query, relaxed=True)
    if wider.required < query.required and total(found) < FEW:
        more = search(wider, facets)
        if total(more) > total(found):
            return wider, more
    return query, found
