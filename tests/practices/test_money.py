"""Amounts: the law's rates, old leva, dollars by the year, and no rate where none is honest."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practices.money import BGN_PER_EUR, Money


@pytest.mark.parametrize(
    "amount,currency,year,euro",
    [
        ("195583", "BGN", 2016, "100000.00"),
        ("1", "EUR", None, "1.00"),
        ("48300.50", "EUR", 2026, "48300.50"),
        ("1955830", "BGL", 1998, "1000.00"),
        ("1955830", "BGN", 1998, "1000.00"),
        ("1955.83", "BGN", 1999, "1000.00"),
        ("1082.4", "USD", 2024, "1000.00"),
        ("100", "USD", None, None),
        ("100", "USD", 1995, None),
        ("100", "other", 2010, None),
    ],
)
def test_in_euro_follows_the_rate_of_its_time(amount, currency, year, euro):
    expected = None if euro is None else Decimal(euro)
    assert Money(Decimal(amount), currency, year).in_euro() == expected


def test_per_inhabitant_is_rounded_to_the_cent():
    assert Money(Decimal(100), "EUR").per_inhabitant(3) == Decimal("33.33")


@pytest.mark.parametrize("population", [None, 0])
def test_per_inhabitant_without_population_is_unknown(population):
    assert Money(Decimal(100), "EUR").per_inhabitant(population) is None


@given(st.decimals(min_value=0, max_value=10**12, places=2))
def test_old_leva_are_a_thousandth_of_new_ones(amount):
    old = Money(amount * 1000, "BGL", 1997).in_euro()
    assert old == Money(amount, "BGN", 2005).in_euro()


@given(st.decimals(min_value=0, max_value=10**12, places=2))
def test_leva_to_euro_and_back_is_within_a_stotinka(amount):
    euro = Money(amount, "BGN", 2010).in_euro()
    assert abs(euro * BGN_PER_EUR - amount) <= Decimal("0.01")
