"""What was meant by letters of another alphabet or of another keyboard.

Every function returns alternatives; none replaces what was typed. A reading counts only if it is
made of words that the vocabulary knows, so that English stays English and nonsense stays nonsense.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .characters import OFFICIAL_LATIN, compose, normalise
from .vocabulary import Vocabulary

OFFICIAL, INFORMAL, LAYOUT, TO_LATIN = "transliteration", "shlyokavitsa", "layout", "latin"
FULL_WEIGHT = 1.0
# A Latin word that the collection has is most likely meant as it stands.
KNOWN_WORD_WEIGHT = 0.4
MAX_STEPS = 3_000  # letters tried for one word; the longest real words take some hundreds
MAX_LENGTH = 40
MAX_READINGS = 3

# Latin letters → Cyrillic, by the Transliteration Act read backwards.
_OFFICIAL_READINGS = {
    "a": "а ъ", "b": "б", "v": "в", "g": "г", "d": "д", "e": "е", "zh": "ж", "z": "з", "i": "и",
    "y": "й ь", "k": "к", "l": "л", "m": "м", "n": "н", "o": "о", "p": "п", "r": "р", "s": "с",
    "t": "т", "u": "у", "f": "ф", "h": "х", "ts": "ц", "ch": "ч", "sh": "ш", "sht": "щ",
    "yu": "ю", "ya": "я", "ia": "ия",
}  # fmt: skip
# The same as people type it in messages.
_INFORMAL_READINGS = {
    "4": "ч", "6": "ш", "6t": "щ", "w": "в", "q": "я", "j": "ж й дж", "x": "х кс", "c": "ц к",
    "y": "ъ у", "u": "ъ ю", "i": "й", "ia": "я", "ja": "я", "io": "ьо йо", "jo": "ьо йо",
    "yo": "ьо йо", "iu": "ю", "ju": "ю", "tz": "ц", "ph": "ф", "oo": "у", "ck": "к",
    "dj": "дж", "dzh": "дж", "kh": "х", "sch": "щ", "7": "т", "0": "о", "3": "з", "@": "а",
    "ii": "ий", "st": "щ",
}  # fmt: skip
LONGEST_PIECE = 3
_KEYS = "`qwertyuiop[]\\asdfghjkl;'zxcvbnm,./"
# The same keys on the Bulgarian layouts; a space stands for a key without a letter.
LAYOUTS = {
    "bds": " ,уеишщксдзц  ьяаожгтнвмчюйъэфхпрлб",
    "phonetic": "чявертъуиопшщюасдфгхйкл  зьцжбнм   ",
    "phonetic_new": "ючшертъуиопящьасдфгхйкл  зжцвбнм   ",
}


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another way to read what was typed.

    `tokens`: exact forms, in order. `weight`: against 1 for the typed form. `reason`:
    "transliteration", "shlyokavitsa", "latin", "layout:<layout>", "layout:<from>:<to>",
    "spelling" or "sound".
    """

    tokens: tuple[str, ...]
    weight: float
    reason: str


def decode_latin(word: str, vocabulary: Vocabulary) -> list[Alternative]:
    """Read one word in Latin letters as Bulgarian: the likeliest known words, at most three."""
    typed = word.lower()
    if not typed.isascii() or not any(c.isalpha() for c in typed) or len(typed) > MAX_LENGTH:
        return []
    found = _walk(typed, vocabulary)
    weight = KNOWN_WORD_WEIGHT if typed in vocabulary.counts else FULL_WEIGHT
    known = {form: vocabulary.rank(form) for form in found}
    best = max((rank for rank, _ in known.values()), default=0)
    likely = [form for form in found if known[form][0] == best]
    fewest = min((found[form] for form in likely), default=0)
    likely = [form for form in likely if found[form] <= fewest + 1]
    order = sorted(likely, key=lambda form: (found[form], -known[form][1], form))
    return [
        Alternative((form,), weight, INFORMAL if found[form] else OFFICIAL)
        for form in order[:MAX_READINGS]
    ]


def piece_readings(piece: str) -> Iterator[tuple[str, int]]:
    """Yield what a piece of Latin may stand for, with 0 for official and 1 for informal."""
    for letters in _OFFICIAL_READINGS.get(piece, "").split():
        yield letters, 0
    for letters in _INFORMAL_READINGS.get(piece, "").split():
        yield letters, 1


def _walk(typed: str, vocabulary: Vocabulary) -> dict[str, int]:
    """Return the known words that a Latin word spells, each with its informal letters."""
    found: dict[str, int] = {}
    seen: dict[tuple[int, str], int] = {}
    waiting = [(0, "", 0)]
    steps = 0
    while waiting and steps < MAX_STEPS:
        at, form, informal = waiting.pop()
        if at == len(typed):
            if form in vocabulary:
                found[form] = min(informal, found.get(form, informal))
            continue
        for length in range(1, LONGEST_PIECE + 1):
            piece = typed[at : at + length]
            if len(piece) < length:
                break
            for letters, cost in piece_readings(piece):
                steps += 1
                state = (at + length, form + letters)
                if seen.get(state, 99) <= informal + cost or not vocabulary.has_prefix(state[1]):
                    continue
                seen[state] = informal + cost
                waiting.append((*state, informal + cost))
    return found


def decode_layout(text: str, vocabulary: Vocabulary) -> list[Alternative]:
    """Read a whole query as typed on another keyboard layout than the one that was on.

    Give the raw query: some Bulgarian letters lie on keys of punctuation. A reading counts only
    if each of its words is known and none of the typed ones is.
    """
    typed = compose(text).lower()
    words = typed.split()
    if not words or any(normalise(word) in vocabulary for word in words):
        return []
    found: list[Alternative] = []
    for name, decoded in other_layouts(typed):
        tokens = tuple(normalise(word) for word in decoded.split())
        if len(tokens) == len(words) and _plausible(name, tokens, vocabulary):
            found.append(Alternative(tokens, FULL_WEIGHT, f"{LAYOUT}:{name}"))
    unique = {alternative.tokens: alternative for alternative in reversed(found)}
    return sorted(unique.values(), key=lambda a: _known(a.tokens, vocabulary), reverse=True)


def _plausible(name: str, tokens: Sequence[str], vocabulary: Vocabulary) -> bool:
    """Whether every token is known; from one Bulgarian layout to another, by the collection."""
    if not all(len(token) > 1 and token in vocabulary for token in tokens):
        return False
    between = ":" in name and not name.endswith(":latin")
    return not between or all(len(token) > 3 and vocabulary.counts.get(token) for token in tokens)


def _known(tokens: Sequence[str], vocabulary: Vocabulary) -> tuple[int, int]:
    ranks = [vocabulary.rank(token) for token in tokens]
    return min(rank for rank, _ in ranks), sum(count for _, count in ranks)


def other_layouts(typed: str) -> Iterator[tuple[str, str]]:
    """Yield (name, text) for each layout that may have been meant or been on."""
    if typed.isascii():
        for name, letters in LAYOUTS.items():
            yield name, _retype(typed, _KEYS, letters)
        return
    for was_on, letters in LAYOUTS.items():
        keys = _retype(typed, letters, _KEYS)
        yield f"{was_on}:latin", keys
        for meant, others in LAYOUTS.items():
            if meant != was_on:
                yield f"{was_on}:{meant}", _retype(keys, _KEYS, others)


def on_layout(name: str, text: str) -> str:
    """Return what the keys of a text, typed with the American layout on, write on another."""
    return _retype(compose(text).lower(), _KEYS, LAYOUTS[name])


def _retype(text: str, keys: str, letters: str) -> str:
    table = {k: v for k, v in zip(keys, letters, strict=True) if k != " " and v != " "}
    return "".join(table.get(c, c) for c in text)


def decode_cyrillic(word: str, vocabulary: Vocabulary) -> list[Alternative]:
    """Read a Cyrillic word as a Latin one that the collection has: `гис` → `gis`."""
    typed = normalise(word)
    if not typed or typed.isascii() or len(typed) > MAX_LENGTH:
        return []
    latin = "".join(OFFICIAL_LATIN.get(c.upper(), c) for c in typed).lower()
    if not latin.isascii():
        return []
    variants = dict.fromkeys((latin, latin.replace("k", "c"), latin.replace("v", "w")))
    weight = KNOWN_WORD_WEIGHT if typed in vocabulary else FULL_WEIGHT
    return [
        Alternative((variant,), weight, TO_LATIN)
        for variant in variants
        if vocabulary.counts.get(variant)
    ]
