"""Numbers, dates and sums read back what was written, in every form that the language has."""

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from practices.prefill import propose
from practices.prefill.dates import dates
from practices.prefill.quantities import COUNT, of_count
from practices.prefill.source import Source

MONTHS = (
    *("януари", "февруари", "март", "април", "май", "юни"),
    *("юли", "август", "септември", "октомври", "ноември", "декември"),
)
DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2045, 12, 31))
ONES = ("", "един", "два", "три", "четири", "пет", "шест", "седем", "осем", "девет")
TENS = ("", "", "двайсет", "трийсет", "четирийсет", "петдесет", "шейсет", "седемдесет")


def spelt(number: int) -> str:
    """Return a number of 20 to 79 in words."""
    tens, ones = divmod(number, 10)
    return f"{TENS[tens]} и {ONES[ones]}" if ones else TENS[tens]


@settings(max_examples=60, deadline=None)
@given(st.integers(min_value=20, max_value=79), st.sampled_from(["", " хиляди"]))
def test_a_number_in_words_is_the_number(number, scale):
    written = spelt(number) + scale
    assert re.fullmatch(COUNT, written)
    assert of_count(written) == number * (1000 if scale else 1)


@settings(max_examples=60, deadline=None)
@given(st.integers(min_value=2, max_value=999_999), st.sampled_from(["{}", "{}-те", "{} хиляди"]))
def test_a_number_in_digits_is_the_number_with_and_without_spaces(number, form):
    scale = 1000 if "хиляди" in form else 1
    for digits in (str(number), f"{number:,}".replace(",", " ")):
        written = form.format(digits)
        assert re.fullmatch(COUNT, written), written
        assert of_count(written) == number * scale


@settings(max_examples=60, deadline=None)
@given(DAYS)
def test_a_day_is_read_in_every_form(day):
    month = MONTHS[day.month - 1]
    for written in (
        f"{day.day} {month} {day.year} г.",
        f"{day.day:02}.{day.month:02}.{day.year} г.",
        f"{day.day}.{day.month}.{day.year}",
        f"{day.day}/{day.month:02}/{day.year} година",
    ):
        source = Source(f"Беше на {written} в града")
        (found,) = dates(source, 0, len(source.plain))
        assert (found.start, found.end) == (day.isoformat(), None), written


@settings(max_examples=60, deadline=None)
@given(DAYS, DAYS)
def test_the_ends_of_a_period_are_read_in_every_frame(one, other):
    first, last = sorted((one, other))
    ends = [f"{MONTHS[day.month - 1]} {day.year} г." for day in (first, last)]
    for frame in (
        "Проектът започна през {} и приключи през {}",
        "Проектът е стартирал през {} и е завършил през {}",
        "Строителството започна през {} и финишира през {}",
    ):
        values = [p.value for p in propose(frame.format(*ends)) if p.field == "period"]
        assert values == [{"start": first.isoformat()[:7], "end": last.isoformat()[:7]}], frame


@pytest.mark.parametrize(
    ("written", "start", "end"),
    [
        ("между март и юни 2018 г.", "2018-03", "2018-06"),
        ("през септември и октомври 2020 г.", "2020-09", "2020-10"),
        ("от 8 до 10 март 2018 година", "2018-03-08", "2018-03-10"),
        ("През 2021 г. бяха избрани. През октомври същата година", "2021-10", None),
    ],
)
def test_dates_that_share_a_month_or_a_year(written, start, end):
    source = Source(f"Курсовете се водиха {written} в града")
    found = list(dates(source, 0, len(source.plain)))[-1]
    assert (found.start, found.end) == (start, end)


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("За целта са вложени 163 000 швейцарски франка.", [("163000", "other")]),
        ("С 74 800 лв. от общинския бюджет беше купена техника.", [("74800", "BGN")]),
        ("Финансирани са 210 хил. лв. от фонда и 65 хил. лв. от общината.", []),
        ("Услугата струва годишно 460 000 лв.", []),
    ],
)
def test_a_part_or_a_yearly_sum_is_no_cost(text, amounts):
    found = [p.value for p in propose(text) if p.field == "cost"]
    assert [(value["amount"], value["currency"]) for value in found] == amounts
