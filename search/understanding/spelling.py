"""Near words of the index for a word that neither the dictionary nor the index knows."""

import re
from collections.abc import Iterator
from itertools import product

from rapidfuzz.distance import OSA

from search.bulgarian.decoding import INFORMAL, Alternative
from search.bulgarian.spelling import WEIGHT

from .draft import Draft, Workbench, placed, reading

MIN_LATIN = 6  # letters of a Latin word that may be a mistyped Bulgarian one
LONG_LATIN = 8  # from so many on, two mistakes are believed
MAX_WRITTEN = 4  # ways to write one Latin word in Cyrillic; each is looked up
_LETTERS = {
    "sht": "щ", "6t": "щ", "sch": "щ", "zh": "ж", "ch": "ч", "sh": "ш", "ts": "ц", "tz": "ц",
    "yu": "ю", "iu": "ю", "ju": "ю", "ya": "я", "ja": "я", "ia": "ия", "yo": "йо", "jo": "йо",
    "kh": "х", "ph": "ф", "a": "а", "b": "б", "c": "ц", "d": "д", "e": "е", "f": "ф", "g": "г",
    "h": "х", "i": "и", "j": "ж", "k": "к", "l": "л", "m": "м", "n": "н", "o": "о", "p": "п",
    "q": "я", "r": "р", "s": "с", "t": "т", "u": "у", "v": "в", "w": "в", "x": "х", "y": "й",
    "z": "з", "4": "ч", "6": "ш",
}  # fmt: skip
# What a person may have meant instead, all through a word.
_CHOICES = (("u", "уъ"), ("ia", ("иа", "я")), ("j", "жй"))
_BETWEEN_CONSONANTS = re.compile(r"(?<![aeiouyq])y(?![aeiouyq])")  # `centyr`
_HALF_VOWEL = re.compile(r"(?<=[aeou])i(?![aeou])(?=.)")  # `maika`
_LATIN_WORD = re.compile(r"[a-z46]+")


def step(bench: Workbench) -> None:
    """Correct what nobody knows and no other step could read."""
    for draft in bench.drafts:
        token = draft.plain
        if token is None or draft.stop or not _is_word(token.exact):
            continue
        if _is_read(bench, draft) or bench.knowledge.knows(token.exact):
            continue
        _correct(bench, draft, token.exact)


def _is_read(bench: Workbench, draft: Draft) -> bool:
    """Whether another step reads the word as something that the index has, or as a known name.

    Latin letters may spell a rare word of the dictionary by chance: `stipeniia`, „щипения“.
    """
    told = [a for a in draft.alternatives if a.text]
    by_letters = draft.text.isascii() and all(a.reason == INFORMAL for a in told)
    return bool(told) and not (
        by_letters and not any(bench.knowledge.has(a.stream, a.tokens) for a in told)
    )


def _is_word(form: str) -> bool:
    return form.isalpha() or (
        bool(_LATIN_WORD.fullmatch(form)) and sum(map(str.isalpha, form)) * 2 > len(form)
    )


def _correct(bench: Workbench, draft: Draft, form: str) -> None:
    found = bench.knowledge.speller.suggest(form, bench.knowledge.lemma)
    if form.isascii() and len(form) >= MIN_LATIN:
        found = [*_mistyped_latin(bench, form), *found]
    for place, other in enumerate(found):
        added, tokens = reading(bench.knowledge, other.tokens[0], WEIGHT, other.reason)
        draft.add(*(added[:1] if place else added))
        if not place:
            draft.meant = placed(tokens, draft.start, draft.end)
            draft.confidence = WEIGHT


def _mistyped_latin(bench: Workbench, form: str) -> list[Alternative]:
    """Return the words of the index that are nearest to a Latin word written in Cyrillic."""
    speller, lemma = bench.knowledge.speller, bench.knowledge.lemma
    allowed = 2 if len(form) >= LONG_LATIN else 1
    nearest: list[Alternative] = []
    for written in in_cyrillic(form):
        found = [
            (OSA.distance(written, other.tokens[0]), other)
            for other in speller.suggest(written, lemma)
        ]
        near = [other for distance, other in found if distance <= allowed]
        if near:
            allowed = min(distance for distance, _ in found) - 1
            nearest = near
        if allowed < 1:
            break
    return nearest


def in_cyrillic(word: str) -> Iterator[str]:
    """Yield the likely ways to write a Latin word in Cyrillic, letter by letter."""
    word = _HALF_VOWEL.sub("й", _BETWEEN_CONSONANTS.sub("ъ", word))
    if word.endswith("ia"):
        word = word.removesuffix("ia") + "ия"
    choices = [(latin, ways) for latin, ways in _CHOICES if latin in word]
    combinations = product(*(ways for _, ways in choices))
    for number, chosen in enumerate(combinations):
        if number == MAX_WRITTEN:
            return
        letters = _LETTERS | {latin: way for (latin, _), way in zip(choices, chosen, strict=True)}
        yield _written(word, letters)


def _written(word: str, letters: dict[str, str]) -> str:
    written, at = "", 0
    while at < len(word):
        for length in (3, 2, 1):
            piece = word[at : at + length]
            if piece in letters or length == 1:
                written += letters.get(piece, piece)
                at += length
                break
    return written
