"""Conditions → the entries that meet them, in a fixed number of statements whatever is typed.

    terms       which words of the index the options mean: of a beginning with thousands of words
                only those with the heaviest entries (Term.best)
    sizes       of several conditions, how many entries the words of each have
    postings    the heaviest entries of the rarest condition's words; the others are checked on the
                entry's own tokens
    entries     the columns of those that are shown

A beginning gives exactly the entries it would give if all its words were looked at: the words left
out have no entry heavier than the lightest one found.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.db import connection

from .entries import ANNOUNCING
from .models import MAX_TERM, OTHERS, PRACTICES
from .typed import Condition, Option

SHELVES = (PRACTICES, OTHERS)
MAX_RANGE = 24  # words looked at of those that begin alike
MAX_TERMS = 60  # of one condition; each is a branch of one statement
SEVERAL = 1000  # entries of the rarest condition that are checked for the others
FEW = 10  # entries of one term, where there is only one condition


class Candidate(NamedTuple):
    """An entry that meets the conditions: how well (0–1), how much it weighs, its id, its kind."""

    score: float
    weight: int
    entry: int
    kind: str


class _Term(NamedTuple):
    number: int
    best: int
    weight: float  # of the option


def find(conditions: Sequence[Condition], readers: Iterable[int]) -> list[Candidate]:
    """Return entries that meet the conditions, the best first, for readers with these bits."""
    terms = _terms(conditions)
    sizes = _sizes(terms) if len(conditions) > 1 else {}
    chosen = [numbers for shelf in SHELVES if (numbers := _rarest(conditions, terms, sizes, shelf))]
    if not chosen:
        return []
    limit = FEW if len(conditions) == 1 else SEVERAL
    tests = [([(o.weight, o.needles) for o in c.options], c.required) for c in conditions]
    found = [
        Candidate(score, weight, entry, kind)
        for entry, weight, kind, tokens in _postings(chosen, limit, readers)
        if (score := _score(tests, tokens))
    ]
    return sorted(found, reverse=True)


def _score(tests: list, tokens: str) -> float:
    """Return how well an entry's tokens meet the tests of the conditions, 0 for not at all."""
    total = 0.0
    for options, required in tests:
        for weight, needles in options:
            for needle in needles:
                if needle not in tokens:
                    break
            else:
                total += weight
                break
        else:
            if required:
                return 0.0
    return round(total / len(tests), 3)


def _terms(conditions: Sequence[Condition]) -> dict[tuple[int, int], list[_Term]]:
    """Return (shelf, condition) → the terms of its options, the heaviest options first."""
    options = [
        (n, option) for n, condition in enumerate(conditions) for option in condition.options
    ]
    branches: list[str] = []
    params: list[object] = []
    exact: dict[bytes, list[tuple[int, Option]]] = defaultdict(list)
    for place, (number, option) in enumerate(options):
        if option.words:
            # Of several words any one leads to the entry; the longest is the rarest, mostly.
            exact[max(option.words, key=len).encode()[:MAX_TERM]].append((number, option))
        elif option.prefix:
            begins = option.prefix.encode()[:MAX_TERM]
            for shelf in SHELVES:
                branches.append(
                    f"""SELECT * FROM (SELECT {place} AS place, shelf, text, id, best
                        FROM suggestions_term
                        WHERE shelf = {shelf} AND text >= %s AND text < %s
                        ORDER BY best DESC LIMIT {MAX_RANGE}) AS t{len(branches)}"""
                )
                params += [begins, begins + b"\xff"]
    if exact:
        marks = ", ".join(["%s"] * len(exact))
        branches.append(
            f"""SELECT -1 AS place, shelf, text, id, best FROM suggestions_term
                WHERE shelf IN ({PRACTICES}, {OTHERS}) AND text IN ({marks})"""
        )
        params += exact
    found: dict[tuple[int, int], list[_Term]] = defaultdict(list)
    for place, shelf, text, number, best in _asked(" UNION ALL ".join(branches), params):
        meant = exact[bytes(text)] if place < 0 else [options[place]]
        for condition, option in meant:
            found[shelf, condition].append(_Term(number, best, option.weight))
    return {key: _distinct(some) for key, some in found.items()}


def _distinct(terms: list[_Term]) -> list[_Term]:
    ordered = sorted(terms, key=lambda term: (-term.weight, -term.best))
    return list({term.number: term for term in reversed(ordered)}.values())[::-1][:MAX_TERMS]


def _sizes(terms: dict[tuple[int, int], list[_Term]]) -> dict[tuple[int, int], int]:
    """Return how many postings the terms of each condition have, counted up to SEVERAL + 1."""
    keys = list(terms)
    branches = [
        f"""SELECT {place} AS place, count(*) AS n FROM (
            SELECT 1 FROM suggestions_posting WHERE term_id IN ({_numbers(terms[key])})
            LIMIT {SEVERAL + 1}) AS s{place}"""
        for place, key in enumerate(keys)
    ]
    return {keys[place]: n for place, n in _asked(" UNION ALL ".join(branches), [])}


def _numbers(terms: Iterable[_Term]) -> str:
    return ", ".join(str(term.number) for term in terms)


def _rarest(
    conditions: Sequence[Condition],
    terms: dict[tuple[int, int], list[_Term]],
    sizes: dict[tuple[int, int], int],
    shelf: int,
) -> list[_Term]:
    """Return the terms of the condition that leads to the fewest entries of a shelf.

    All words of a practice are indexed. Of the others a condition without terms may still be met:
    what people say before a name is not.
    """
    required = [n for n, condition in enumerate(conditions) if condition.required]
    able = [n for n in required if (shelf, n) in terms]
    if shelf == PRACTICES and len(able) < len(required):
        return []
    if shelf == OTHERS:
        able = [n for n in able if not _is_said_before(conditions[n])] or able
    if not able:
        return []
    return terms[shelf, min(able, key=lambda n: sizes.get((shelf, n), 0) or SEVERAL)]


def _is_said_before(condition: Condition) -> bool:
    """Whether a word is one of those before a name, which not all who have it are indexed by."""
    return any(option.words and option.words[0] in ANNOUNCING for option in condition.options)


def _postings(
    chosen: Sequence[Sequence[_Term]], limit: int, readers: Iterable[int]
) -> list[tuple[int, int, str, str]]:
    """Return (entry, weight, kind, tokens) of the heaviest entries of each of the terms."""
    bits = ", ".join(str(number) for number in readers)
    branches = []
    for terms in chosen:
        each = max(FEW, limit // len(terms)) if limit == FEW else max(50, limit // len(terms))
        branches += [
            f"""SELECT * FROM (SELECT entry_id, weight FROM suggestions_posting
                WHERE term_id = {term.number} AND readers IN ({bits})
                ORDER BY weight DESC, readers DESC, entry_id DESC LIMIT {each})
                AS p{term.number}"""
            for term in terms
        ]
    return _asked(
        f"""SELECT e.id, c.weight, e.kind, e.tokens FROM (
                SELECT entry_id, max(weight) AS weight FROM ({" UNION ALL ".join(branches)}) AS u
                GROUP BY entry_id) AS c
            JOIN suggestions_entry e ON e.id = c.entry_id""",
        [],
    )


def _asked(statement: str, params: Sequence[object]) -> list[tuple]:
    if not statement:
        return []
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return cursor.fetchall()
