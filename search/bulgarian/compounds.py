"""Words written together: a productive first part and a word, `вело` + `алея`, or a thing and what is
done with it, `книго` + `издаване`.

No dictionary keeps up with them, so a rule takes them apart. The second part decides what kind of
word it is, and so all its forms: `електротротинетки` is `електро` + `тротинетка`.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from .lexicon import data_lines

MIN_SECOND = 4  # letters of the second part
MIN_AFTER_SHORT = 6  # … after a first part of two or three letters, which many words begin with
SHORT = 3
# Beginnings that make verbs and nouns of another meaning (`преход`, `подход`): taken apart only
# where somebody writes them apart, never to know a word.
LOOSE = frozenset({"град", "ден", "екс", "пре", "ре", "след", "под", "над", "пред", "пост"})

# What is done with a thing: `издаване`, `защита`, `производство`, `ремонт`.
DEEDS = ("ане", "ене", "яне", "ние", "ция", "ба", "ита", "ство", "ище", "ремонт", "добив", "запис")
# … and second parts that are no words alone, with the deeds they mean.
BOUND = {"въдство": ("отглеждане", "развъждане")}
MIN_DEED = 5  # letters
MIN_STEM = 3
LINKS = ("о", "е")  # between the thing and the deed
_ENDINGS = ("", "а", "я", "о", "е", "и")  # of the thing where it stands alone


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


def deeds(form: str, is_known: Callable[[str], bool]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield (deed, forms that the thing may have) of `книгоиздаване`: издаване, книг/книга/книги …

    Both are known words; a first part of the table is none of these (`first_parts`).
    """
    for at in range(MIN_STEM, len(form) - MIN_DEED):
        stem, link, deed = form[:at], form[at], form[at + 1 :]
        if link not in LINKS or form[: at + 1] in first_parts() or not deed.endswith(DEEDS):
            continue
        said = BOUND.get(deed) or ((deed,) if is_known(deed) else ())
        if said:
            things = tuple(
                thing
                for base in (stem, _broadened(stem))
                for ending in _ENDINGS
                if base and is_known(thing := base + ending)
            )
            if things:
                yield from ((other, things) for other in said)


# Before an adjective they are prepositions before its noun: `междуобщински`, „между общини“.
PREPOSITIONS = ("между", "извън")
_RELATIONAL = ("ски", "ен", "на", "но", "ни", "ска", "ско", "ов", "ови")


def between(form: str, is_known: Callable[[str], bool]) -> tuple[str, tuple[str, ...]] | None:
    """Return the preposition of `междуобщински` and the forms that its noun may have."""
    for preposition in PREPOSITIONS:
        rest = form.removeprefix(preposition)
        if rest == form or not is_known(rest):
            continue
        bases = (rest.removesuffix(ending) for ending in _RELATIONAL if rest.endswith(ending))
        things = (base + ending for base in bases for ending in _ENDINGS)
        return preposition, tuple(thing for thing in things if is_known(thing))
    return None


def written_with(deed: str) -> tuple[str, ...]:
    """Return what a deed may be called where it is written together with its thing."""
    bound = tuple(part for part, meant in BOUND.items() if deed in meant)
    return (deed, *bound) if deed.endswith(DEEDS) else bound


def stems(thing: str) -> tuple[str, ...]:
    """Return how a noun begins a word written together: `книго`, `хлебо`."""
    stem = thing[:-1] if thing[-1:] in _ENDINGS[1:] else thing
    if len(stem) < MIN_STEM:
        return ()
    at = stem.rfind("я")
    narrowed = f"{stem[:at]}е{stem[at + 1 :]}" if at > 0 else ""
    return tuple(base + link for base in (stem, narrowed) if base for link in LINKS)


def _broadened(stem: str) -> str:
    """Return a stem with я for its last е, as `хляб` has it alone: the vowel that follows stress."""
    at = stem.rfind("е")
    return f"{stem[:at]}я{stem[at + 1 :]}" if at > 0 else ""
