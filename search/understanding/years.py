"""Years and ranges of years: a filter to offer, and words that hide nothing."""

import datetime
import re

from .draft import Workbench
from .shapes import Offer

FIRST = 1990
MAX_YEARS = 20  # values of one facet
_YEAR = r"(?:19|20)\d\d"
_RANGE = re.compile(rf"(?<![\w./-])({_YEAR})\s?[-–—−/]\s?({_YEAR}|\d\d)(?![\w/-])(?:\s?г\.?)?")
_BETWEEN = re.compile(
    rf"\b(?:от|from|между|between)\s+({_YEAR})\s?(?:г\.?)?\s+(?:до|to|и|and)\s+({_YEAR})\b", re.I
)
_SINCE = re.compile(rf"\b(след|after|от|since|from)\s+({_YEAR})\b(?![-–/.]\d)", re.I)
_UNTIL = re.compile(rf"\b(преди|before|до|until)\s+({_YEAR})\b(?![-–/.]\d)", re.I)
_ALONE = re.compile(rf"(?<![\w./-])({_YEAR})(?![\w/-]|\.\d)")
_LATER = ("след", "after")
_EARLIER = ("преди", "before")


def step(bench: Workbench) -> None:
    """Offer the years that a text names; beside other words they only raise what has them."""
    found = _years(bench.text)
    if found is None:
        return
    start, end, first, last = found
    inside = [d for d in bench.drafts if d.start < end and start < d.end]
    others = [d for d in bench.drafts if d not in inside and not d.stop]
    if any(draft.unit.markers for draft in inside):
        return
    for draft in inside:
        draft.optional = bool(others)
    # The span holds no half of a word: what stands before a year is a word of its own.
    last = min(last, datetime.datetime.now(datetime.UTC).year)
    first = max(first, FIRST)
    if first <= last:
        years = range(max(first, last - MAX_YEARS + 1), last + 1)
        typed = bench.text[start:end].strip()
        bench.offers.append(Offer("year", tuple(str(year) for year in years), typed))


def _years(text: str) -> tuple[int, int, int, int] | None:
    """Return where years are named and from which to which, or None."""
    if match := _RANGE.search(text):
        first, last = int(match[1]), match[2]
        until = int(last) if len(last) == 4 else first // 100 * 100 + int(last)
        return (*match.span(), first, until) if first < until else None
    if match := _BETWEEN.search(text):
        return *match.span(), int(match[1]), int(match[2])
    if match := _SINCE.search(text):
        return *match.span(), int(match[2]) + (match[1].lower() in _LATER), 9999
    if match := _UNTIL.search(text):
        return *match.span(), 0, int(match[2]) - (match[1].lower() in _EARLIER)
    if match := _ALONE.search(text):
        return *match.span(), int(match[1]), int(match[1])
    return None
