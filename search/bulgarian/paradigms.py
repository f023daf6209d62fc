"""Finds the paradigm of words that the dictionary lists form by form.

Some 15,000 irregular forms stand in the hunspell dictionary without a paradigm: `съветник`,
`съветникът`, `съветници` are three words to it. Where a word's article is listed too, the word is
a noun or an adjective, and its other listed forms are found by regular endings.
"""

import re
from collections.abc import Container, Iterator, Set

_VOWELS = "аеиоуъюя"
_CONSONANT = re.compile(rf"[^{_VOWELS}й]$")
_ADJECTIVE = ("а", "ата", "и", "ите", "ия", "ият", "о", "ото")
ENOUGH = 6  # of the eight endings that prove an adjective
_HARD = ("а", "ът", "и", "ите", "ове", "овете", "е", "ете", "о", "ища", "ищата")
_SOFT = ("я", "ят", "и", "ите", "ища", "ищата", "ове", "овете", "ю")
_FEMININE = ("та", "и", "ите", "о")


def link(forms: Set[str], known: Container[str]) -> dict[str, str]:
    """Return form → base for the `known` forms whose base is listed among `forms`."""
    bases: dict[str, str] = {}
    for base in sorted(forms, key=lambda form: (len(form), form)):
        if base in bases or len(base) < 3:
            continue
        for form in _inflected(base, forms):
            if form != base and form in known:
                bases.setdefault(form, base)
    return bases


def _inflected(base: str, forms: Set[str]) -> Iterator[str]:
    """Yield what the forms of a base would be, if its article proves what it is."""
    if _CONSONANT.search(base):
        stem = _without_fleeting(base)
        if base + "ът" in forms:
            yield from _masculine(base, stem, _HARD)
        if base + "ят" in forms:
            yield from _masculine(base, stem, _SOFT)
        if sum(stem + ending in forms for ending in _ADJECTIVE) >= ENOUGH:
            yield from (stem + ending for ending in _ADJECTIVE)
        if base + "та" in forms:
            yield from (base + ending for ending in _FEMININE)
    elif base.endswith("й"):
        if base[:-1] + "ят" in forms:
            yield from (base[:-1] + ending for ending in _SOFT)
    elif base[-1] in "ая":
        if base + "та" in forms:
            yield base + "та"
            yield from (base[:-1] + ending for ending in ("и", "ите", "о", "ьо", "йо"))
    elif base[-1] in "ео" and base + "то" in forms:
        yield base + "то"
    if base + "те" in forms:
        yield base + "те"


def _masculine(base: str, stem: str, endings: tuple[str, ...]) -> Iterator[str]:
    yield from (base + ending for ending in endings)
    if stem != base:
        yield from (stem + ending for ending in endings)
    for last, plural in (("к", "ци"), ("г", "зи"), ("х", "си")):
        if base.endswith(last):
            yield from (base[:-1] + plural, base[:-1] + plural + "те")


def _without_fleeting(base: str) -> str:
    """Return the stem of the plural: `център` → `центр`, `весел` stays."""
    return re.sub(r"ъ([рлнмк])$", r"\1", base)
