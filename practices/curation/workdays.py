"""Working days in Bulgaria, computed: чл. 154 of the Кодекс на труда, nothing to keep up by hand.

Pure. What cannot be computed is left out: days that the Council of Ministers moves for one year
(чл. 154, ал. 3). They make a term seem shorter than it is, never longer by more than they are.
"""

from datetime import date, timedelta
from functools import cache

DAY = timedelta(days=1)
SATURDAY = 5
# (month, day): New Year, 3 March, Labour Day, St George, 24 May, Unification, Independence, Christmas.
FIXED = ((1, 1), (3, 3), (5, 1), (5, 6), (5, 24), (9, 6), (9, 22), (12, 24), (12, 25), (12, 26))


def easter(year: int) -> date:
    """Return the Orthodox Easter Sunday by today's calendar (Meeus; right from 1900 to 2099)."""
    moon = (19 * (year % 19) + 15) % 30
    sunday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
    month, day = divmod(moon + sunday + 114, 31)
    return date(year, month, day + 1) + 13 * DAY


@cache
def holidays(year: int) -> frozenset[date]:
    """Return the days off of a year beside Saturdays and Sundays, those moved by weekends too.

    A fixed holiday on a Saturday or a Sunday frees the first working day after it, two free two;
    Easter, Friday to Monday, frees no other day. Christmas never reaches into January.
    """
    sunday = easter(year)
    off = {sunday + days * DAY for days in (-2, -1, 0, 1)}
    fixed = [date(year, month, day) for month, day in FIXED]
    off.update(fixed)
    for day in fixed:
        if day.weekday() >= SATURDAY:
            moved = day + DAY
            while moved.weekday() >= SATURDAY or moved in off:
                moved += DAY
            off.add(moved)
    return frozenset(off)


def is_working_day(day: date) -> bool:
    return day.weekday() < SATURDAY and day not in holidays(day.year)


def add_working_days(start: date, count: int) -> date:
    """Return the day that is `count` working days after `start`; `start` itself is not counted.

    :raises ValueError: if `count` is negative.
    """
    if count < 0:
        raise ValueError("a term runs forwards")
    day = start
    while count:
        day += DAY
        count -= is_working_day(day)
    return day


def working_days_between(start: date, end: date) -> int:
    """Return how many working days lie after `start` up to `end`, negative if `end` is earlier."""
    if end < start:
        return -working_days_between(end, start)
    return sum(is_working_day(start + n * DAY) for n in range(1, (end - start).days + 1))
