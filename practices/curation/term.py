"""The promised term: an answer within 15 working days, and what is left of it. Pure but for today.

The clock stands while the sender is asked something.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from practices.curation.workdays import add_working_days, working_days_between

TERM = 15  # working days
SOON = 0.7  # the share of the term after which somebody should look


class Standing(StrEnum):
    FRESH = "fresh"
    SOON = "soon"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class Age:
    """How much of a term is over, in working days."""

    elapsed: int
    left: int

    @property
    def late(self) -> int:
        """Working days over the term, 0 within it."""
        return max(0, -self.left)

    @property
    def standing(self) -> Standing:
        if self.left < 0:
            return Standing.OVERDUE
        return Standing.SOON if self.elapsed >= TERM * SOON else Standing.FRESH


def due_from(start: date, days: int = TERM) -> date:
    """Return the last day of a term of `days` working days that begins after `start`."""
    return add_working_days(start, max(0, days))


def age(due: date, today: date) -> Age:
    """Return how much of the term that ends on `due` is over on `today`."""
    left = working_days_between(today, due)
    return Age(elapsed=TERM - left, left=left)


def warned_from(today: date) -> date:
    """Return the last `due` whose term is over by 70 % or more on `today`: a bound for a query."""
    return add_working_days(today, TERM - next(n for n in range(TERM) if n >= TERM * SOON))
