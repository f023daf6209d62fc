"""What is kept of a question: its words in small letters, without anything that names a person.

Better to lose an amount than to keep somebody's number: digits that could be a telephone, an ЕГН, a
card or an account are blanked, e-mail addresses and links too. Names cannot be told from words;
what is shown to others is chosen by `frequent.py`, which takes only words that a dictionary or a
practice knows.
"""

import re

from search.bulgarian.characters import DASHES, compose

MAX_LENGTH = 120  # characters; a question, not a letter
BLANK = "•"  # stays itself in every normal form
MIN_DIGITS = 6  # a local telephone number

_AT = r"(?:@|\(at\)|\[at\]|\{at\})"
_MAIL = re.compile(rf"\S*\w\S*\s*{_AT}\s*\S+|\S*@\S*")
_LINK = re.compile(r"\b(?:https?:/|www\.|fb\.com|facebook\.com)\S*")
_DASH = re.escape(DASHES)
# Digits with at most a few separators of telephone numbers between them, wherever they stand.
_DIGITS = re.compile(rf"[+(]*\d(?:[\s.,/()\[\]_*:{_DASH}]{{0,3}}\d)+\)?")
_ACCOUNT = re.compile(r"\b[a-z]{2}\s?\d{2}(?:\s?[a-z0-9]{4}){3,}(?:\s?[a-z0-9]{1,4})?\b")
_YEARS = re.compile(rf"(?:19|20)\d\d(?:\s*[/.,{_DASH}]?\s*(?:(?:19|20)\d\d|\d\d(?!\d)))*")
# Numbers that projects and practices bear: `bg05sfop001-2.025-0076-c01`, `дп-2026-0147`.
_CODE = re.compile(
    rf"(?<![\w])(?:bg(?:\d\d|[{_DASH}])|бг\d\d|дп[{_DASH}]|dp[{_DASH}])"
    rf"[\w.]*(?:[{_DASH}.][\w.]+)*"
)
_LONG_RUN = re.compile(r"\d{6,}")
_SPACE = re.compile(r"\s+")
_BLANKS = re.compile(rf"{BLANK}(?:[\s{_DASH}]*{BLANK})+")


def cleaned(text: str) -> str:
    """Return what of a question may be kept, at most MAX_LENGTH characters; maybe nothing.

    Idempotent. What was taken out leaves a BLANK.
    """
    lowered = _SPACE.sub(" ", compose(text).lower()).strip()
    kept = _blanked(lowered)
    kept = _SPACE.sub(" ", _BLANKS.sub(BLANK, kept)).strip(" ?!.,;:")
    kept = _cut(kept)
    return "" if not any(c.isalnum() for c in kept) else kept


def _blanked(text: str) -> str:
    text = _ACCOUNT.sub(BLANK, _LINK.sub(BLANK, _MAIL.sub(BLANK, text)))
    codes = [match.span() for match in _CODE.finditer(text) if _is_code(match[0])]
    return _DIGITS.sub(lambda match: _number(match, codes), text)


def _is_code(chunk: str) -> bool:
    """Whether a chunk that begins as a code hides no long number."""
    return not _LONG_RUN.search(chunk)


def _within(match: re.Match, spans: list[tuple[int, int]]) -> bool:
    return any(start <= match.start() and match.end() <= end for start, end in spans)


def _number(match: re.Match, codes: list[tuple[int, int]]) -> str:
    digits = sum(c.isdigit() for c in match[0])
    if digits < MIN_DIGITS or _YEARS.fullmatch(match[0]) or _within(match, codes):
        return match[0]
    return BLANK


def _cut(text: str) -> str:
    """Cut a long text before the word that does not fit."""
    if len(text) <= MAX_LENGTH:
        return text
    head = text[: MAX_LENGTH + 1]
    return (head.rsplit(" ", 1)[0] if " " in head else head)[:MAX_LENGTH].strip(" ?!.,;:")
