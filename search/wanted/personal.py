"""Does a text that will be public tell who somebody is? A simple, pure detector; it only warns."""

import re
from dataclasses import dataclass
from datetime import date

EMAIL, PHONE, EGN = "email", "phone", "egn"

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
# +359 88 812 3456, 0888 12-34-56, 066/812 345: nine or ten digits after a 0, with marks between.
_PHONE = re.compile(r"(?<![\w+])(?:\+\s?359|00\s?359|0)(?:[ /()–-]{0,2}\d){7,9}(?!\d)")
_TEN_DIGITS = re.compile(r"(?<!\d)\d{10}(?!\d)")
_WEIGHTS = (2, 4, 8, 5, 10, 9, 7, 3, 6)


@dataclass(frozen=True, slots=True)
class Detail:
    """What was found: its kind (EMAIL, PHONE, EGN) and the text itself."""

    kind: str
    text: str


def details(text: str) -> list[Detail]:
    """Return the personal details of a text, each once, in the order in which they stand."""
    found: dict[str, tuple[int, str]] = {}
    for match in _TEN_DIGITS.finditer(text):
        if is_egn(match[0]):
            found.setdefault(match[0], (match.start(), EGN))
    for kind, pattern in ((EMAIL, _EMAIL), (PHONE, _PHONE)):
        for match in pattern.finditer(text):
            found.setdefault(match[0].strip(), (match.start(), kind))
    rows = sorted(found.items(), key=lambda row: row[1])
    return [Detail(kind, said) for said, (_start, kind) in rows]


def is_egn(digits: str) -> bool:
    """Whether ten digits are a personal number (ЕГН): a real date and the right last digit."""
    year, month, day = int(digits[:2]), int(digits[2:4]), int(digits[4:6])
    if month > 40:
        year, month = year + 2000, month - 40
    elif month > 20:
        year, month = year + 1800, month - 20
    else:
        year += 1900
    try:
        date(year, month, day)
    except ValueError:
        return False
    total = sum(int(d) * w for d, w in zip(digits, _WEIGHTS, strict=False))
    return total % 11 % 10 == int(digits[9])
