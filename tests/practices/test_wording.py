"""Dates, years, money and counts as a reader of either language expects them."""

from datetime import date

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from practices import wording

NBSP = "\u00a0"


@pytest.fixture(autouse=True)
def bulgarian():
    with translation.override("bg"):
        yield


def plain(text: str) -> str:
    return text.replace(NBSP, " ")


def period(start=None, end=None, ongoing=False, months=None, years=()) -> dict:
    return {
        "start": start,
        "end": end,
        "ongoing": ongoing,
        "duration_months": months,
        "years": list(years),
    }


def money(amount, currency, eur=None, name="") -> dict:
    return {"amount": amount, "currency": currency, "currency_name": name, "eur": eur}


def test_date_is_said_whole_and_never_parted_at_a_line_end():
    assert wording.date_text(date(2016, 6, 9)) == f"9{NBSP}юни{NBSP}2016{NBSP}г."
    assert wording.date_text("2026-11-21") == f"21{NBSP}ноември{NBSP}2026{NBSP}г."
    assert wording.date_text(None) == ""
    with translation.override("en"):
        assert plain(wording.date_text("2016-06-09")) == "9 June 2016"


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        (None, None, ""),
        ("2010-07-19", None, "19 юли 2010 г."),
        ("2010-07-19", "2010-07-19", "19 юли 2010 г."),
        ("2010-07-19", "2010-07-23", "19–23 юли 2010 г."),
        ("2010-07-30", "2010-08-02", "30 юли 2010 г. – 2 август 2010 г."),
        ("2010", None, "2010 г."),
        ("2010-07", "2010-09", "юли 2010 г. – септември 2010 г."),
        ("2010", "2012", "2010–2012"),
    ],
)
def test_dates_of_an_event(start, end, text):
    assert plain(wording.dates_text(start, end)) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (period(), ""),
        (period("2016"), "2016 г."),
        (period("2016", "2016"), "2016 г."),
        (period("2016", "2020"), "2016–2020"),
        (period("2010-07", "2010-09"), "юли 2010 г. – септември 2010 г."),
        (period("2018", ongoing=True), "от 2018 г., продължава"),
        (period(months=12), "12 месеца"),
        (period(months=1), "1 месец"),
        (period(ongoing=True), "продължава"),
    ],
)
def test_period(value, text):
    assert plain(wording.period_text(value)) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (period(), ""),
        (period("2016", years=[2016]), "2016"),
        (period("2016", "2018", years=[2016, 2017, 2018]), "2016–2018"),
        (period("2016", ongoing=True, years=[2016, 2017]), "от 2016 г."),
    ],
)
def test_years_in_a_list(value, text):
    assert wording.years_text(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (money("48300.00", "EUR", "48300.00"), "48 300 EUR"),
        (money("100000.00", "BGN", "51129.19"), "51 129 EUR (100 000 лв.)"),
        (money("1234.50", "BGN", "631.19"), "631 EUR (1 234,50 лв.)"),
        (money("9.90", "EUR", "9.90"), "9,90 EUR"),
        (money("2500000.00", "other", None, "швейцарски франк"), "2 500 000 швейцарски франк"),
        (money("5000000.00", "BGL", "2556.46"), "2 556 EUR (5 000 000 стари лева)"),
        (money("700.00", "USD"), "700 USD"),
    ],
)
def test_money_keeps_the_original_beside_the_euro(value, text):
    assert plain(wording.money_text(value)) == text


def test_money_never_breaks_at_a_line_end():
    assert " " not in wording.price_text(money("100000.00", "BGN", "51129.19"))


def test_numbers_part_thousands_in_the_way_of_the_language():
    assert wording.number_text(48300) == f"48{NBSP}300"
    assert wording.number_text("0.05", 2) == "0,05"
    with translation.override("en"):
        assert wording.number_text(48300) == "48,300"
        assert wording.number_text("0.05", 2) == "0.05"


@given(st.integers(min_value=0, max_value=10**12))
def test_number_loses_no_digit(number):
    with translation.override("bg"):
        assert wording.number_text(number).replace(NBSP, "") == str(number)


@pytest.mark.parametrize(
    ("count", "text"), [(0, "0 практики"), (1, "1 практика"), (98, "98 практики")]
)
def test_practices_are_counted_in_the_right_form(count, text):
    assert wording.practices_text(count) == text


def places(*rows, claimed=None, note="") -> dict:
    return {
        "municipalities": [
            {"name_bg": name, "name_en": "", "oblast": {"code": code, "name_bg": oblast}}
            for name, code, oblast in rows
        ],
        "municipalities_claimed": claimed,
        "municipalities_note": note,
    }


GABROVO = ("Габрово", "GAB", "Габрово")
SEVLIEVO = ("Севлиево", "GAB", "Габрово")
SOFIA = ("Столична", "SOF", "София-град")
VIDIN = ("Видин", "VID", "Видин")


@pytest.mark.parametrize(
    ("document", "where", "oblasti"),
    [
        (places(GABROVO), "Габрово", "обл. Габрово"),
        (places(GABROVO, SEVLIEVO), "Габрово и Севлиево", "обл. Габрово"),
        (places(GABROVO, SEVLIEVO, VIDIN), "Габрово, Севлиево и Видин", "области Габрово и Видин"),
        (places(SOFIA), "Столична", "София-град"),
        (places(GABROVO, SEVLIEVO, VIDIN, SOFIA), "4 общини",
         "области Габрово, Видин и София-град"),
        (places(*[VIDIN] * 20, claimed=21), "21 общини", "обл. Видин"),
        (places(claimed=7, note="не са изброени"), "7 общини", ""),
        (places(note="цялата страна"), "цялата страна", ""),
    ],
)  # fmt: skip
def test_places(document, where, oblasti):
    assert wording.places_text(document) == where
    assert wording.oblasti_text(document) == oblasti


def test_words_that_belong_together_stay_together():
    assert wording.keep_together("Такса без по-висока цена") == "Такса без по\u2011висока цена"
    assert wording.keep_together("по-добре") == "по\u2011добре"
    assert wording.keep_together("№ 5 от 2016 г.") == f"№{NBSP}5 от 2016{NBSP}г."
    assert wording.keep_together("тънко-дебело") == "тънко-дебело"


@pytest.mark.parametrize(
    ("size", "text"), [(1, "1 KB"), (120 * 1024, "120 KB"), (1_500_000, "1,4 MB")]
)
def test_file_size(size, text):
    assert plain(wording.size_text(size)) == text


@pytest.mark.parametrize(
    ("country", "text"), [("BG", ""), ("", ""), ("ES", "Испания"), ("Испания", "Испания")]
)
def test_country_is_named_when_it_is_not_ours(country, text):
    assert wording.country_text(country) == text
