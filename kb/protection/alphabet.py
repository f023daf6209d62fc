"""Which characters a picture code is made of, and how people spell them.

Every letter here looks like no other letter of the set and has one Latin spelling that nothing
else in the set has: В (B or V), Н (N or H), Р (P or R), С against Ц, У against Ч and the pair И, Й
are why half of the Bulgarian alphabet is missing.
"""

import re
import unicodedata

LETTERS = "АБГДЕЖЗИКМПСТФШЮЯ"
DIGITS = "23456789"  # without 0 and 1, which look like letters

# The letter as it is spoken in the Bulgarian spelling alphabet: single consonants said by a
# machine ("бъ", "дъ", "пъ") cannot be told apart.
SPOKEN = {
    "А": "Анна",
    "Б": "Борис",
    "Г": "Георги",
    "Д": "Димитър",
    "Е": "Елена",
    "Ж": "Живко",
    "З": "Захари",
    "И": "Иван",
    "К": "Кирил",
    "М": "Мария",
    "П": "Петър",
    "С": "Стефан",
    "Т": "Тодор",
    "Ф": "Филип",
    "Ш": "Шумен",
    "Ю": "Юлия",
    "Я": "Яна",
}

# Latin spellings and look-alikes of the letters above. Longer spellings are tried first.
LATIN = {
    "zh": "ж",
    "sh": "ш",
    "yu": "ю",
    "ju": "ю",
    "ya": "я",
    "ja": "я",
    "a": "а",
    "b": "б",
    "g": "г",
    "d": "д",
    "e": "е",
    "z": "з",
    "3": "з",
    "i": "и",
    "k": "к",
    "m": "м",
    "p": "п",
    "s": "с",
    "c": "с",
    "t": "т",
    "f": "ф",
    "w": "ш",
    "q": "я",
}
_LATIN_PIECE = re.compile("|".join(sorted(LATIN, key=len, reverse=True)))
_BETWEEN = re.compile(r"[\s.,\-–—_]+")


def canonical(answer: str) -> str:
    """Return what a person typed as the code it means: lower-case Cyrillic letters or digits.

    Case, spaces and dashes do not matter; Latin letters are read as the Cyrillic ones they look or
    sound like. What has no reading is left as it is, so that it matches no code.
    """
    text = _BETWEEN.sub("", unicodedata.normalize("NFKC", answer)).lower()
    # Without what stood between them an accent may meet its letter.
    text = unicodedata.normalize("NFKC", text)
    if text.isdecimal():
        return "".join(str(unicodedata.digit(character)) for character in text)
    return _LATIN_PIECE.sub(lambda piece: LATIN[piece.group()], text)
