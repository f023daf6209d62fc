"""Numbers in Bulgarian, in digits and in words."""

import re
from decimal import Decimal

_ONES = {
    "един": 1, "една": 1, "едно": 1, "два": 2, "две": 2, "двама": 2, "три": 3, "трима": 3,
    "четири": 4, "четирима": 4, "пет": 5, "петима": 5, "шест": 6, "шестима": 6, "седем": 7,
    "седмина": 7, "осем": 8, "осмина": 8, "девет": 9, "деветима": 9, "деветмина": 9,
    "десет": 10, "десетима": 10, "десетина": 10, "седемте": 7, "осемте": 8, "шестте": 6,
    "петте": 5, "четирите": 4, "трите": 3, "двете": 2, "двата": 2, "десетте": 10,
    "деветте": 9,
}  # fmt: skip
_STEMS = {
    "един": 1, "два": 2, "двана": 2, "три": 3, "трина": 3, "четири": 4, "четирина": 4, "пет": 5,
    "петна": 5, "шест": 6, "шестна": 6, "седем": 7, "седемна": 7, "осем": 8, "осемна": 8,
    "девет": 9, "деветна": 9, "едина": 1,
}  # fmt: skip
_TEENS = {
    f"{stem}{end}": 10 + n
    for stem, n in _STEMS.items()
    if stem.endswith("на") or stem == "едина"
    for end in ("йсет", "десет", "йсетте", "йсетима", "десетте", "йсетина", "десетина")
}
_TENS = {
    f"{stem}{end}": 10 * n
    for stem, n in {
        "два": 2, "три": 3, "четири": 4, "пет": 5, "шест": 6, "ше": 6, "седем": 7, "осем": 8,
        "девет": 9, "двай": 2, "трий": 3, "четирий": 4, "шей": 6,
    }.items()
    for end in ["десет", "сет", "сетте", "сетима", "десетте", "десетима", "сетина", "десетина"]
    if (end.startswith("с")) == (stem.endswith("й"))
}  # fmt: skip
_HUNDREDS = {
    "сто": 100, "стоте": 100, "стотина": 100,  "двеста": 200, "триста": 300,
    "четиристотин": 400, "петстотин": 500, "шестстотин": 600, "седемстотин": 700,
    "осемстотин": 800, "деветстотин": 900,
}  # fmt: skip
_WORDS = _ONES | _TEENS | _TENS | _HUNDREDS
_THOUSANDS = {"хиляда": 1000, "хиляди": 1000, "милион": 10**6, "милиона": 10**6}
_ANY = sorted(_WORDS | _THOUSANDS, key=len, reverse=True)

WORDS = rf"(?:(?:{'|'.join(_ANY)})\b(?:\s(?:и\s)?(?:{'|'.join(_ANY)})\b){{0,7}})"
# 12 500; 12.500; 12500; 143 250,60; 2,3
DIGITS = r"(?:\d{1,3}(?:[ .]\d{3})+(?!\d)(?:[.,]\d{1,2}(?!\d))?|\d+(?:[.,]\d{1,2}(?!\d))?)"
# A number of people or things: no decimals. „44-ма“
COUNT = (
    r"(?:(?<![\d.,/])(?:\d{1,3}(?: \d{3})+|\d{1,6})(?![.,]?\d)"
    rf"(?:(?:-?(?:те|ма|мата|имата|тимата|тима))?(?![\w-])(?:\s(?:хиляди|хил\.))?)|\b{WORDS})"
)
# What stands before a number that was rounded.
ABOUT = (
    r"(?:(?:малко\s)?над|повече\sот|(?:малко\s)?по-малко\sот|не\sпо-малко\sот|около|близо|почти|към|поне|общо|цели|точно"
    r"|едва|само|още|приблизително|някъде|до|най-малко|средно\sпо)\s"
)
_DECIMALS = re.compile(r"[.,](\d{1,2})$")


def of_digits(written: str) -> Decimal:
    """Return the value of digits that matched DIGITS; three digits after a mark are thousands."""
    decimals = _DECIMALS.search(written)
    whole = written[: decimals.start()] if decimals else written
    return Decimal(re.sub(r"\D", "", whole) + (f".{decimals[1]}" if decimals else ""))


def of_words(written: str) -> int | None:
    """Return the value of number words: „сто двайсет и пет“ is 125. None: no such number."""
    total = current = 0
    for word in written.lower().split():
        if word == "и":
            continue
        if word in _THOUSANDS:
            total, current = total + max(1, current) * _THOUSANDS[word], 0
        elif word in _WORDS:
            value = _WORDS[word]
            if current and current % 10 ** len(str(value)):
                return None  # „два три“ is no number
            current += value
        else:
            return None
    return total + current


def of_count(written: str) -> int | None:
    """Return the value of what matched COUNT."""
    digits = re.match(r"\d[\d ]*", written)
    if digits:
        scale = 1000 if "хил" in written[digits.end() :] else 1
        return int(digits[0].replace(" ", "")) * scale
    return of_words(written)
