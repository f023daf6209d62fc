"""Working days in Bulgaria, against the calendars of real years and the rules that make them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practices.curation.workdays import (
    FIXED,
    add_working_days,
    easter,
    holidays,
    is_working_day,
    working_days_between,
)

days = st.dates(date(2017, 1, 1), date(2090, 1, 1))
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("year", "sunday"),
    [
        (2017, (4, 16)), (2019, (4, 28)), (2020, (4, 19)), (2021, (5, 2)), (2022, (4, 24)),
        (2023, (4, 16)), (2024, (5, 5)), (2025, (4, 20)), (2026, (4, 12)), (2027, (5, 2)),
        (2030, (4, 28)),
    ],
)  # fmt: skip
def test_easter_sunday(year, sunday):
    assert easter(year) == date(year, *sunday)


@pytest.mark.parametrize(
    ("year", "moved"),
    [
        (2021, {(5, 4), (12, 27), (12, 28)}),  # 1 May on Easter Saturday; Christmas on a weekend
        (2022, {(1, 3), (5, 2), (12, 27), (12, 28)}),
        (2023, {(1, 2), (5, 8), (12, 27)}),
        (2024, {(3, 4), (9, 23)}),  # St George on Easter Monday frees no other day
        (2025, {(5, 26), (9, 8)}),
        (2026, {(5, 25), (9, 7), (12, 28)}),
    ],
)
def test_days_freed_by_a_weekend(year, moved):
    around = {easter(year) + n * DAY for n in (-2, -1, 0, 1)}
    fixed = {date(year, *each) for each in FIXED}
    assert {(d.month, d.day) for d in holidays(year) - around - fixed} == moved


def test_term_of_fifteen_days_over_christmas():
    assert add_working_days(date(2026, 12, 18), 15) == date(2027, 1, 14)


@given(days, st.integers(0, 60))
def test_a_term_ends_on_a_working_day_and_is_as_long_as_asked(start, count):
    end = add_working_days(start, count)
    assert working_days_between(start, end) == count
    assert working_days_between(end, start) == -count
    assert end == start if count == 0 else is_working_day(end)


@given(days, st.integers(0, 40), st.integers(0, 40))
def test_terms_add_up(start, first, second):
    assert add_working_days(add_working_days(start, first), second) == add_working_days(
        start, first + second
    )


@given(st.integers(2017, 2090))
def test_every_fixed_holiday_on_a_weekend_is_made_good(year):
    around = {easter(year) + n * DAY for n in (-2, -1, 0, 1)}
    fixed = {date(year, *each) for each in FIXED}
    on_weekend = sum(day.weekday() >= 5 for day in fixed)
    assert len(holidays(year) - around - fixed) == on_weekend
    assert all(day.weekday() < 5 for day in holidays(year) - around - fixed)
