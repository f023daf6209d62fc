"""Plain Bulgarian typed again in each of the ways people type it, by rule and by chance.

A way is a pure function of a text and a source of chance; it returns None where the text has
nothing to retype. The same seed gives the same text, so runs can be compared.
"""

import re
import unicodedata
from collections.abc import Callable
from random import Random

from search.bulgarian.decoding import LAYOUTS

Way = Callable[[str, Random], str | None]

# Transliteration Act, State Gazette 19/2009.
OFFICIAL = dict(zip("абвгдезийклмнопрстуфхъь", "abvgdeziyklmnoprstufhay", strict=True)) | {
    "ж": "zh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sht", "ю": "yu", "я": "ya",
}  # fmt: skip
# What people choose among in messages; a person keeps to one choice for a letter.
INFORMAL = {letter: (latin,) for letter, latin in OFFICIAL.items()} | {
    "ж": ("j", "zh", "j"), "ц": ("c", "ts", "c"), "ч": ("4", "ch"), "ш": ("6", "sh"),
    "щ": ("6t", "sht"), "ю": ("iu", "yu", "u"), "я": ("q", "ya", "ia"), "ъ": ("a", "u", "y"),
    "й": ("i", "y", "j"), "в": ("v", "w", "v"), "х": ("h", "h", "x"), "ь": ("i", "y"),
}  # fmt: skip
KEYS = "`qwertyuiop[]\\asdfghjkl;'zxcvbnm,./"
HOMOGLYPHS = dict(zip("аеорсухАВЕКМНОРСТУХ", "aeopcyxABEKMHOPCTYX", strict=True))
AS_HEARD = {"о": "у", "у": "о", "е": "и", "и": "е", "а": "ъ", "ъ": "а"}
VOICED = dict(zip("бвгджзпфктшс", "пфктшсбвгджз", strict=True))
LONG_ENOUGH = 5  # letters of a word that a slip is put into
VERY_LONG = 9  # letters of a word that two slips are put into
_WORD = re.compile(r"[а-яА-Я]+")


def _spell(text: str, letters: dict[str, str]) -> str:
    """Write a text letter by letter, capitals kept for first letters."""
    written = []
    for c in text:
        found = letters.get(c.lower(), c)
        written.append(found.capitalize() if c.isupper() and found != c else found)
    return "".join(written)


def official(text: str, _chance: Random) -> str | None:
    """Return a text in Latin letters by the Transliteration Act."""
    by_rule = re.sub(r"(?<=\w)ия\b", "иа", text)
    return _spell(by_rule, OFFICIAL) if _WORD.search(text) else None


def shlyokavitsa(text: str, chance: Random) -> str | None:
    """Return a text as one person would type it in a message."""
    if not _WORD.search(text):
        return None
    return _spell(text, {letter: chance.choice(ways) for letter, ways in INFORMAL.items()})


def layout(name: str) -> Way:
    """Return the way of typing Bulgarian keys while the American keyboard is on."""
    table = {c: key for key, c in zip(KEYS, LAYOUTS[name], strict=True) if c != " "}

    def retype(text: str, _chance: Random) -> str | None:
        typed = text.lower()
        if any(c not in table and c != " " for c in typed):
            return None
        return "".join(table.get(c, c) for c in typed)

    return retype


def _in_a_word(text: str, chance: Random, shortest: int, slip: Callable) -> str | None:
    """Make a slip in one word that is long enough; the first letter stays."""
    words = [m for m in _WORD.finditer(text) if len(m[0]) >= shortest]
    chance.shuffle(words)
    for match in words:
        wrong = slip(match[0], chance)
        if wrong and wrong != match[0]:
            return text[: match.start()] + wrong + text[match.end() :]
    return None


def _missing(word: str, chance: Random) -> str:
    at = chance.randrange(1, len(word))
    return word[:at] + word[at + 1 :]


def _doubled(word: str, chance: Random) -> str:
    at = chance.randrange(1, len(word))
    return word[:at] + word[at] + word[at:]


def _swapped(word: str, chance: Random) -> str:
    at = chance.randrange(1, len(word) - 1)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _other_key(word: str, chance: Random) -> str:
    at = chance.randrange(1, len(word))
    return word[:at] + chance.choice("абвгдеиклмнопрст") + word[at + 1 :]


def _replaced(table: dict[str, str]) -> Callable[[str, Random], str | None]:
    def slip(word: str, chance: Random) -> str | None:
        places = [at for at in range(1, len(word)) if word[at] in table]
        if not places:
            return None
        at = chance.choice(places)
        return word[:at] + table[word[at]] + word[at + 1 :]

    return slip


_vowel, _voicing = _replaced(AS_HEARD), _replaced(VOICED)
_SLIPS = (_missing, _doubled, _swapped, _vowel, _voicing)


def _two(word: str, chance: Random) -> str | None:
    half = len(word) // 2
    first, second = chance.sample(_SLIPS, 2)
    start, end = first(word[:half], chance), second(word[half:], chance)
    return start + end if start and end else None


def typo(slip: Callable, shortest: int = LONG_ENOUGH) -> Way:
    """Return the way of making one slip in one word."""
    return lambda text, chance: _in_a_word(text, chance, shortest, slip)


def mixed(text: str, chance: Random) -> str | None:
    """Return a text with a slip, in the Latin letters of messages."""
    wrong = _in_a_word(text, chance, LONG_ENOUGH + 2, chance.choice((_missing, _doubled, _swapped)))
    return shlyokavitsa(wrong, chance) if wrong else None


def homoglyphs(text: str, chance: Random) -> str | None:
    """Return a text in which half of the letters with Latin twins are these."""
    return "".join(HOMOGLYPHS[c] if c in HOMOGLYPHS and chance.random() < 0.5 else c for c in text)


def soft_hyphens(text: str, chance: Random) -> str | None:
    """Return a text with a hidden hyphen in each long word, as it comes out of a document."""

    def cut(match: re.Match) -> str:
        word = match[0]
        at = chance.randrange(2, len(word) - 2) if len(word) >= LONG_ENOUGH else 0
        return word[:at] + "\u00ad" + word[at:] if at else word

    return _WORD.sub(cut, text)


WAYS: dict[str, Way] = {
    "official-latin": official,
    "shlyokavitsa": shlyokavitsa,
    **{f"layout-{name}": layout(name) for name in LAYOUTS},
    "typo-missing": typo(_missing),
    "typo-doubled": typo(_doubled),
    "typo-swapped": typo(_swapped),
    "typo-other-key": typo(_other_key, LONG_ENOUGH + 1),
    "typo-vowel": typo(_vowel),
    "typo-voicing": typo(_voicing),
    "typo-two": typo(_two, VERY_LONG),
    "shlyokavitsa-typo": mixed,
    "decomposed": lambda text, _chance: unicodedata.normalize("NFD", text),
    "homoglyphs": homoglyphs,
    "capitals": lambda text, _chance: text.upper(),
    "soft-hyphens": soft_hyphens,
}


def retyped(way: str, query_id: str, text: str, seed: int = 0) -> str | None:
    """Return a query in one way of typing, None where it changes nothing."""
    typed = WAYS[way](text, Random(f"{seed}:{way}:{query_id}"))  # noqa: S311 - no secret
    return typed if typed is not None and typed != text else None
