"""Words written together from a productive first part and a word: `вело` + `алея`.

No dictionary keeps up with them, so a rule takes them apart. The second part decides what kind of
word it is, and so all its forms: `електротротинетки` is `електро` + `тротинетка`.
"""

from collections.abc import Callable, Mapping
from functools import cache
from typing import NamedTuple

from .lexicon import data_lines

MIN_SECOND = 4  # letters of the second part
MIN_AFTER_SHORT = 6  # … after a first part of two or three letters, which many words begin with
SHORT = 3
# Beginnings that make verbs and nouns of another meaning (`преход`, `подход`): taken apart only
# where somebody writes them apart, never to know a word.
LOOSE = frozenset({"град", "ден", "екс", "пре", "ре", "след", "под", "над", "пред", "пост"})


class Said(NamedTuple):
    """What says the same as a first part: adjectives before the second part, phrases after it."""

    adjectives: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()


@cache
def first_parts() -> Mapping[str, Said]:
    """Return each first part with what says the same, the usual one first."""
    table = {}
    for line in data_lines("first_parts.tsv"):
        part, adjectives, phrases = (*line.split("\t"), "", "")[:3]
        table[part] = Said(tuple(adjectives.split()), tuple(filter(None, phrases.split(" | "))))
    return table


def agreed(adjective: str, noun: str) -> str:
    """Return an adjective in the form that a noun wants, judged by the noun's last letter."""
    ending = {"а": "а", "я": "а", "о": "о", "е": "о", "и": "и"}.get(noun[-1:], "")
    if not ending or adjective.endswith("ски"):
        return adjective.removesuffix("и") + ending if ending else adjective
    if adjective.endswith("ен") and adjective not in _FIRM:
        return adjective[:-2] + "н" + ending
    return "малк" + ending if adjective == "малък" else adjective + ending


_FIRM = frozenset({"зелен", "дървен", "каменен"})


@cache
def _lengths() -> tuple[int, ...]:
    return tuple(sorted({len(part) for part in first_parts()}, reverse=True))


def taken_apart(form: str, is_known: Callable[[str], bool]) -> tuple[str, str] | None:
    """Return the first part of an exact form and the rest, where the rest is a known word."""
    known = first_parts()
    for length in _lengths():
        first, rest = form[:length], form[length:]
        least = MIN_AFTER_SHORT if length <= SHORT else MIN_SECOND
        if first in known and first not in LOOSE and len(rest) >= least and is_known(rest):
            return first, rest
    return None
