"""Numbers as Bulgarian texts write them: 1 500, 84,6, над 125, двайсет и един. Pure."""

import re
from decimal import Decimal
from typing import NamedTuple

_UNITS = {
    "един": 1, "една": 1, "едно": 1, "два": 2, "две": 2, "двама": 2, "три": 3, "трима": 3,
    "четири": 4, "четирима": 4, "пет": 5, "петима": 5, "шест": 6, "шестима": 6, "седем": 7,
    "седмина": 7, "осем": 8, "осмина": 8, "девет": 9, "деветима": 9, "десет": 10,
    "единадесет": 11, "единайсет": 11, "дванадесет": 12, "дванайсет": 12, "тринадесет": 13,
    "тринайсет": 13, "четиринадесет": 14, "четиринайсет": 14, "петнадесет": 15,
    "петнайсет": 15, "шестнадесет": 16, "шестнайсет": 16, "седемнадесет": 17,
    "седемнайсет": 17, "осемнадесет": 18, "осемнайсет": 18, "деветнадесет": 19,
    "деветнайсет": 19,
}  # fmt: skip
_TENS = {
    "двадесет": 20, "двайсет": 20, "тридесет": 30, "трийсет": 30, "четиридесет": 40,
    "четирийсет": 40, "петдесет": 50, "шестдесет": 60, "шейсет": 60, "седемдесет": 70,
    "осемдесет": 80, "деветдесет": 90, "сто": 100,
}  # fmt: skip
_ARTICLE = r"(?:те|та|то|мата|имата|ината)?"
_WORDS = sorted((*_UNITS, *_TENS), key=len, reverse=True)
_WORD = "|".join(_WORDS)
# A thousands space joins groups of three only, so that „5 100“ of a list is read as it is typed.
_DIGITS = r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)*"
_NUMBER = re.compile(
    rf"(?<![\w.,/№#-])(?P<digits>{_DIGITS})(?![\w/]|[.,]\d)"
    rf"|(?<![\w-])(?P<word>(?:(?:{_WORD}) и )?(?:{_WORD})){_ARTICLE}(?![\w-])",
    re.I,
)
_SCALE = re.compile(
    r"[ \u00a0]?(?P<scale>хил(?:яди|\.)?|млн\.?|милиона?|млрд\.?|милиарда?)(?!\w)", re.I
)
_SCALES = {"хи": 1000, "мл": 1_000_000, "ми": 1_000_000}


class Number(NamedTuple):
    """Offsets of the number as written (with „хил.“), its value, and whether it is in words."""

    start: int
    end: int
    value: Decimal
    in_words: bool


def numbers(text: str, start: int = 0, end: int | None = None) -> list[Number]:
    """Return the numbers in text[start:end], in order; ordinals and parts of codes are none."""
    found = []
    for match in _NUMBER.finditer(text, start, len(text) if end is None else end):
        value = _value_of(match)
        if value is None:
            continue
        stop = match.end()
        if scale := _SCALE.match(text, stop):
            value *= _scale_of(scale["scale"])
            stop = scale.end()
        found.append(Number(match.start(), stop, value, match["word"] is not None))
    return found


def value(text: str) -> Decimal | None:
    """Return the first number of a text such as „над 125“ or „84,6 точки“, None without one."""
    found = numbers(text)
    return found[0].value if found else None


def _value_of(match: re.Match[str]) -> Decimal | None:
    if match["digits"]:
        return _decimal(match["digits"])
    total = 0
    parts = match["word"].lower().split(" и ")
    if len(parts) == 2 and (parts[0] not in _TENS or parts[1] not in _UNITS):
        return None
    for part in parts:
        total += _TENS.get(part) or _UNITS[part]
    return Decimal(total)


def _decimal(digits: str) -> Decimal | None:
    digits = re.sub(r"\s", "", digits)
    separators = re.findall(r"[.,]", digits)
    if len(separators) > 1:
        if len(set(separators)) == 1:
            if not re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", digits):
                return None
            return Decimal(re.sub(r"[.,]", "", digits))
        return Decimal(digits.replace(separators[0], "").replace(separators[-1], "."))
    return Decimal(digits.replace(",", "."))


def _scale_of(word: str) -> int:
    word = word.lower()
    if word.startswith(("млрд", "милиард")):
        return 1_000_000_000
    return _SCALES[word[:2]]
