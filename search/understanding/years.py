"""Years and ranges of years: a filter to offer, and words that hide nothing."""

import datetime
import re

from .draft import Workbench
from .shapes import Alternative, Offer

FIRST = 1990
MAX_YEARS = 20  # values of one facet
WEIGHT, REASON = 0.8, "year"  # of a year within a range, which nobody typed
_YEAR = r"(?:19|20)\d\d"
_SAID = r"(?:\s?г(?:\.|\b)|\s(?:година|години|годината)\b)?"  # what may follow a year
_RANGE = re.compile(rf"(?<![\w./-])({_YEAR})\s?[-–—−/]\s?({_YEAR}|\d\d)(?![\w/-]){_SAID}")
_BETWEEN = re.compile(
    rf"\b(?:от|from|между|between)\s+({_YEAR}){_SAID}\s+(?:до|to|и|and)\s+({_YEAR})\b{_SAID}", re.I
)
_SINCE = re.compile(rf"\b(след|after|от|since|from)\s+({_YEAR})\b(?![-–/.]\d){_SAID}", re.I)
_UNTIL = re.compile(rf"\b(преди|before|до|until)\s+({_YEAR})\b(?![-–/.]\d){_SAID}", re.I)
_ALONE = re.compile(rf"(?<![\w./-])({_YEAR})(?![\w/-]|\.\d){_SAID}")
_DECADE = re.compile(r"(?<!\w)(\d)0-?(?:те|s)\b(?:\s(?:години|години на))?", re.I)
DECADES_OF_LAST_CENTURY = 4  # `40-те` and later
_LATER = ("след", "after")
_EARLIER = ("преди", "before")


def step(bench: Workbench) -> None:
    """Offer the years that a text names; beside other words they only raise what has them."""
    spans, years = _years(bench.text)
    inside = [d for d in bench.drafts if any(a < d.end and d.start < b for a, b in spans)]
    if not inside or any(draft.unit.markers for draft in inside):
        return
    others = [d for d in bench.drafts if d not in inside and not d.stop]
    numbers = [draft for draft in inside if draft.text[:1].isdigit()]
    for draft in inside:
        draft.optional = bool(others) or bool(numbers and draft not in numbers)
    if len(years) > 1 and numbers:
        # Any year of a range will do; the latest first, as a word has only so many alternatives.
        for draft in numbers:
            draft.add(*(Alternative((str(y),), "lemma", WEIGHT, REASON) for y in reversed(years)))
    if years:
        typed = " ".join(bench.text[start:end].strip() for start, end in spans)
        bench.offers.append(Offer("year", tuple(str(year) for year in years), typed))


def _years(text: str) -> tuple[list[tuple[int, int]], list[int]]:
    """Return where years are named, and which: the latest MAX_YEARS that have been."""
    now = datetime.datetime.now(datetime.UTC).year
    span, first, last = _range(text)
    if span is None:
        matches = list(_ALONE.finditer(text))
        years = sorted({int(match[1]) for match in matches})
        return [match.span() for match in matches], years[-MAX_YEARS:]
    years = list(range(max(first, FIRST), min(last, now) + 1))
    return [span], years[-MAX_YEARS:]


def _range(text: str) -> tuple[tuple[int, int] | None, int, int]:
    """Return where a range of years stands, and from which to which."""
    if match := _RANGE.search(text):
        first, last = int(match[1]), match[2]
        until = int(last) if len(last) == 4 else first // 100 * 100 + int(last)
        if first < until:
            return match.span(), first, until
    if match := _BETWEEN.search(text):
        return match.span(), int(match[1]), int(match[2])
    if match := _DECADE.search(text):
        digit = int(match[1])
        first = (1900 if digit >= DECADES_OF_LAST_CENTURY else 2000) + 10 * digit
        return match.span(), first, first + 9
    if match := _SINCE.search(text):
        return match.span(), int(match[2]) + (match[1].lower() in _LATER), 9999
    if match := _UNTIL.search(text):
        return match.span(), 0, int(match[2]) - (match[1].lower() in _EARLIER)
    return None, 0, 0
