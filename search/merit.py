"""What speaks for a practice whatever is asked: 0 to 100 points. Pure, and without a clock.

    merit = 40 × completeness + 30 × evidence + 15 × freshness + 15 × support, each from 0 to 1

completeness  the score that submitters and editors see (practices/completeness.py)
evidence      two thirds for a result that somebody measured and that names its source, one third
              for a public document
freshness     the last year of the practice, or the year in which its contact last said „да,
              действа“, on a scale from 2005 to 2035: the points of a practice do not change while
              time passes, so nothing need be indexed again
support       the logarithm of its nominations, full from 127 on: the first few count the most

Where the contact says that the practice has stopped, half the points of the record are left (support
stays whole): it still teaches, but one that works stands above it.

A score is raised by at most MERIT_SHARE for it (search/fields.py): enough to order practices that
say about the same, too little to put another subject first.
"""

import math
from collections.abc import Mapping

from practices.ports import Standing

from .fields import MERIT_SHARE

COMPLETENESS, MEASURED, DOCUMENTED, FRESHNESS, SUPPORT = 40, 20, 10, 15, 15
FIRST_YEAR, LAST_YEAR = 2005, 2035
FULL_SUPPORT = 7  # of 2^7 − 1 nominations
STOPPED_SHARE = 0.5


def merit(record: Mapping, nominations: int, life: Standing | None = None) -> int:
    """Return the points of a record document with so many nominations, 0–100."""
    return standing(record, life) + support(nominations)


def standing(record: Mapping, life: Standing | None = None) -> int:
    """Return the points that the record itself gives, 0–85; `life`: whether it still works."""
    score = min(100, max(0, (record.get("completeness") or {}).get("score", 0)))
    points = COMPLETENESS * score / 100
    points += MEASURED * any(map(_is_evidence, record.get("measures") or ()))
    points += DOCUMENTED * any(
        document.get("file") or document.get("url") for document in record.get("documents") or ()
    )
    confirmed = life.confirmed_on.year if life and life.confirmed_on else 0
    years = min(LAST_YEAR, max(FIRST_YEAR, _last_year(record), confirmed)) - FIRST_YEAR
    points += FRESHNESS * years / (LAST_YEAR - FIRST_YEAR)
    return round(points * STOPPED_SHARE if life and life.state == "stopped" else points)


def support(nominations: int) -> int:
    """Return the points that nominations give, 0–15."""
    return round(SUPPORT * min(1.0, math.log2(1 + max(0, nominations)) / FULL_SUPPORT))


def factor(points: int) -> float:
    """Return what the score of a practice with so many points is multiplied by."""
    return 1 + MERIT_SHARE * points / 100


def _is_evidence(measure: Mapping) -> bool:
    """Whether somebody measured or computed a change, and says where it can be read."""
    return bool(
        measure.get("nature") == "outcome"
        and measure.get("kind") in ("measured", "computed")
        and measure.get("after")
        and measure.get("source")
        and not measure.get("planned")
    )


def _last_year(record: Mapping) -> int:
    """Return the last year of which the record speaks, 0 if of none."""
    period = record.get("period") or {}
    years = list(period.get("years") or ())
    published = (record.get("first_published_on") or "")[:4]
    if published.isdigit() and (period.get("ongoing") or not years):
        years.append(int(published))
    return max(years, default=0)
