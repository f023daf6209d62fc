"""Cyrillic and Latin letters in one word or one code, where no eye can tell them apart."""

import re
from collections.abc import Iterator

from practices.textcheck.passages import Passage
from practices.textcheck.remarks import Remark, remark
from search.bulgarian.characters import TO_CYRILLIC, TO_LATIN, scripts
from search.bulgarian.codes import codes

_WORD = re.compile(r"[^\W\d_]{2,}")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+|\S+\.(?:bg|com|org|eu|net)\b", re.I)


def remarks(_entry: dict, passages: list[Passage]) -> Iterator[Remark]:
    """Yield `mixed_code` for codes, `mixed_scripts` for words outside codes and web addresses."""
    for passage in passages:
        taken = [match.span() for match in _ADDRESS.finditer(passage.text)]
        for code in codes(passage.text):
            raw = passage.text[code.start : code.end]
            taken.append((code.start, code.end))
            better = _latin(raw)
            if _is_mixed_code(raw) and better:
                yield remark("mixed_code", passage, code.start, code.end, better=better)
        for word in _WORD.finditer(passage.text):
            if any(start <= word.start() < end for start, end in taken):
                continue
            if better := _mended(word[0]):
                yield remark("mixed_scripts", passage, *word.span(), better=better)


def _is_mixed_code(raw: str) -> bool:
    """Latin letters, and Cyrillic ones that look Latin: „BG05SFOP001-…-С01“, not „РД-09“."""
    cyrillic, latin = scripts(raw)
    return bool(cyrillic and latin)


def _latin(raw: str) -> str:
    """Return a code in Latin letters of the same shape, "" if a letter has no twin."""
    better = "".join(TO_LATIN.get(letter, letter) for letter in raw)
    return "" if scripts(better)[0] else better


def _mended(word: str) -> str:
    """Return a mixed word in one script, "" for a word that is not mixed by mistake.

    All letters of the rarer script must have a twin: „IT-то“ and „PDFа“ are typed on purpose.
    """
    cyrillic, latin = scripts(word)
    if not cyrillic or not latin:
        return ""
    if cyrillic >= latin:
        better = "".join(TO_CYRILLIC.get(letter, letter) for letter in word)
        return "" if scripts(better)[1] else better
    better = "".join(TO_LATIN.get(letter, letter) for letter in word)
    return "" if scripts(better)[0] else better
