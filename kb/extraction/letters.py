"""Whether letters are letters: text of old fonts, whose Cyrillic calls itself Western or private.

Before Unicode a Cyrillic font drew А in the place of À. A PDF made with one says „Îáùèíà“ where
the eye reads „Община“; others have the same bytes in Unicode's private area.
"""

import re

VOWELS = frozenset("аеиоуъюя")
COMMON = frozenset("аоиетнрсв")  # two thirds of the letters of any Bulgarian text
BULGARIAN = frozenset("абвгдежзийклмнопрстуфхцчшщъьюя")
MIN_LETTERS = 20  # fewer prove nothing

_PRIVATE = {code: bytes([code & 0xFF]) for code in range(0xF020, 0xF100)}
_LETTER = re.compile(r"[^\W\d_]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_MIXED_CASE = re.compile(r"[а-я][А-Я]")
# Where the letters of cp1251 are seen when its bytes are taken for Western ones.
_WESTERN = re.compile(r"[\u00c0-\u00ff]")
_NO_LETTER = re.compile(r"[\ue000-\uf8ff\ufffd\u0000-\u0008\u000e-\u001f\u0080-\u009f]")


def looks_bulgarian(text: str, least: int = MIN_LETTERS) -> bool:
    """Whether the Cyrillic of a text is distributed as Bulgarian is; False for fewer letters."""
    letters = _CYRILLIC.findall(text)
    if len(letters) < least:
        return False
    small = [letter.lower() for letter in letters]
    vowels = sum(letter in VOWELS for letter in small) / len(small)
    common = sum(letter in COMMON for letter in small) / len(small)
    known = sum(letter in BULGARIAN for letter in small) / len(small)
    crooked = len(_MIXED_CASE.findall(text)) / len(small)
    return 0.3 < vowels < 0.55 and common > 0.5 and known > 0.98 and crooked < 0.05


def repaired(lines: list[str]) -> list[str]:
    """Return the lines with Cyrillic that was taken for something else put right.

    Only lines that consist of it are touched, and only if together they then read as Bulgarian;
    French or Portuguese has one accented letter in ten, these have no other.
    """
    suspects = {index: _as_cyrillic(line) for index, line in enumerate(lines) if _suspect(line)}
    if not looks_bulgarian("\n".join(suspects.values())):
        return lines
    return [suspects.get(index, line) for index, line in enumerate(lines)]


def unreadable_share(text: str) -> float:
    """Return how much of a text, from 0 to 1, is in signs that mean nothing to anybody else."""
    signs = [sign for sign in text if not sign.isspace()]
    if not signs:
        return 0.0
    nothing = len(_NO_LETTER.findall(text))
    western = len(_WESTERN.findall(text))
    # Whole lines of accented letters that were not repaired are no language at all.
    if western > 0.6 * max(1, len(_LETTER.findall(text))):
        nothing += western
    return nothing / len(signs)


def _suspect(line: str) -> bool:
    private = sum(ord(sign) in _PRIVATE for sign in line)
    western = len(_WESTERN.findall(line))
    letters = len(_LETTER.findall(line)) + private
    return letters > 0 and private + western > 0.6 * letters


def _as_cyrillic(line: str) -> str:
    """Take each sign for the byte of cp1251 that it was; what is no such byte stays."""
    return "".join(_byte(sign).decode("cp1251", "replace") or sign for sign in line)


def _byte(sign: str) -> bytes:
    code = ord(sign)
    if code in _PRIVATE:
        return _PRIVATE[code]
    if code < 0x100:
        return bytes([code])
    try:
        return sign.encode("cp1252")
    except UnicodeEncodeError:
        return b""
