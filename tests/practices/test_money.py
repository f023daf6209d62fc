"""Amounts: the law's rates, old leva, dollars by the year, and no rate where none is honest."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practices.choices import CostBand
from practices.money import BGN_PER_EUR, COST_BANDS, Money, cost_band


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


@pytest.mark.parametrize(
    "euro,band",
    [
        ("0.00", "under_10k"),
        ("9999.99", "under_10k"),
        ("10000.00", "10k_50k"),
        ("50000.00", "50k_250k"),
        ("249999.99", "50k_250k"),
        ("250000.00", "250k_1m"),
        ("1000000.00", "over_1m"),
        ("67000000.00", "over_1m"),
    ],
)
def test_cost_band_begins_at_its_lower_bound(euro, band):
    assert cost_band(Decimal(euro)) == band


def test_every_cost_band_has_a_name():
    assert [code for code, _bound in COST_BANDS] == CostBand.values
