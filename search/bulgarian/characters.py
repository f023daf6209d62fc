"""One spelling for one word: Unicode forms, stress marks, hidden characters, mixed scripts.

Everything here is a pure function of a string. `й` is a letter of its own and is never folded to
`и`; `ѝ` is only a stressed `и` and always is.
"""

import re
import unicodedata
from collections.abc import Callable

DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
APOSTROPHES = "'\u2018\u2019\u02bc\u2032`\u00b4"
# Marks and invisible characters that may stand inside a word without ending it.
INNER_MARKS = "\u0300-\u036f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff"

# Same shape, different letter. Lower case is shorter: a small `в` does not look like a small `b`.
_LATIN_OF_UPPER = dict(zip("АВЕКМНОРСТУХ", "ABEKMHOPCTYX", strict=True))
_LATIN_OF_LOWER = dict(zip("аеорсухкм", "aeopcyxkm", strict=True))
TO_LATIN = {**_LATIN_OF_UPPER, **_LATIN_OF_LOWER}
TO_CYRILLIC = {latin: cyrillic for cyrillic, latin in TO_LATIN.items()}

# Streamlined System of the Transliteration Act, letter by letter (its final -ия is not needed
# for codes and abbreviations, the only places where single letters are spelt out).
OFFICIAL_LATIN = {
    "А": "A", "Б": "B", "В": "V", "Г": "G", "Д": "D", "Е": "E", "Ж": "ZH", "З": "Z",
    "И": "I", "Й": "Y", "К": "K", "Л": "L", "М": "M", "Н": "N", "О": "O", "П": "P",
    "Р": "R", "С": "S", "Т": "T", "У": "U", "Ф": "F", "Х": "H", "Ц": "TS", "Ч": "CH",
    "Ш": "SH", "Щ": "SHT", "Ъ": "A", "Ь": "Y", "Ю": "YU", "Я": "YA",
}  # fmt: skip

_FOLDED = str.maketrans({"ѝ": "и", "ѐ": "е", "ё": "е", "ѣ": "я", "ѫ": "ъ", "ѳ": "ф"})
_ONE_DASH = str.maketrans(dict.fromkeys(DASHES, "-"))
_PLAIN = re.compile(r"[а-яa-z0-9]*")
_NOTHING_TO_COMPOSE = re.compile(r"[\x00-\x7fА-я]*")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")


def compose(text: str) -> str:
    """Return the NFKC form without stress marks and invisible characters, dashes as `-`.

    NFKC (not only NFC) because text out of PDF files carries ligatures and wide letters. Marks
    are dropped after composing, so that a decomposed `й` has become one letter before.
    """
    if _NOTHING_TO_COMPOSE.fullmatch(text):
        return text
    composed = unicodedata.normalize("NFKC", text).translate(_ONE_DASH)
    kept = [c for c in composed if unicodedata.category(c) not in ("Mn", "Me", "Cf")]
    return "".join(kept)


def normalise(word: str) -> str:
    """Return the exact form of one word or number: composed, lower case, letters and digits.

    Idempotent. May return "" for a string without any letter or digit.
    """
    lowered = word.lower()
    if _PLAIN.fullmatch(lowered):
        return lowered
    for _ in range(3):  # lower-casing some scripts makes new marks; a second round settles it
        before, lowered = lowered, compose(lowered).lower().translate(_FOLDED)
        if before == lowered:
            break
    return "".join(c for c in lowered if c.isalnum())


def fold_latin(word: str) -> str:
    """Return a Latin word without its accents (`münster` → `munster`); Cyrillic is untouched."""
    if word.isascii() or _CYRILLIC.search(word):
        return word
    decomposed = unicodedata.normalize("NFKD", word)
    return "".join(c for c in decomposed if c.isalnum())


def scripts(word: str) -> tuple[int, int]:
    """Count the Cyrillic and the Latin letters of a word."""
    return len(_CYRILLIC.findall(word)), len(_LATIN.findall(word))


def _as_cyrillic(word: str) -> str | None:
    """Write every Latin letter with its Cyrillic look-alike, or None when one has none."""
    letters = []
    for letter in word:
        if _LATIN.match(letter):
            # Stress is often typed with a Latin letter: `общинá`.
            bare = unicodedata.normalize("NFD", letter)[0]
            if bare not in TO_CYRILLIC:
                return None
            letter = TO_CYRILLIC[bare]
        letters.append(letter)
    return "".join(letters)


def _as_latin(word: str) -> str | None:
    """Write every Cyrillic letter with its Latin look-alike, or None when one has none."""
    letters = []
    for letter in word:
        if _CYRILLIC.match(letter):
            if letter not in TO_LATIN:
                return None
            letter = TO_LATIN[letter]
        letters.append(letter)
    return "".join(letters)


def repair_scripts(word: str, is_known: Callable[[str], bool]) -> str:
    """Return a word of one script where look-alike letters of the other were mixed in.

    The script that makes a known word wins, else the one with more letters, else Cyrillic. A word
    that cannot be written in one script with look-alikes alone is returned as it is (composed).
    Letter case must still be the typed one: `В` has a Latin twin, `в` has none.
    """
    word = compose(word)
    cyrillic, latin = scripts(word)
    if not (cyrillic and latin):
        return word
    in_cyrillic, in_latin = _as_cyrillic(word), _as_latin(word)
    if in_cyrillic is None or in_latin is None:
        return in_cyrillic or in_latin or word
    if is_known(normalise(in_cyrillic)):
        return in_cyrillic
    if is_known(normalise(in_latin)):
        return in_latin
    return in_latin if latin > cyrillic else in_cyrillic
