"""Amounts as the sources give them, and what they are in euro. Pure; the original is always kept.

Rates: 1 EUR = 1.95583 BGN (Council Regulation (EC) 2866/98, fixed for the lev by the currency
board and kept at the changeover of 1 January 2026); 1 BGN = 1,000 BGL from 5 July 1999 (Law on
the Redenomination of the Lev, SG 20/1999); US dollars by the European Central Bank's yearly
average reference rate of the year the amount was spent.
"""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal

BGN_PER_EUR = Decimal("1.95583")
BGL_PER_BGN = Decimal(1000)
REDENOMINATION = date(1999, 7, 5)
CENT = Decimal("0.01")

# What a practice cost in all, in bands a reader can choose from: (code, below so many euro).
COST_BANDS = (
    ("under_10k", 10_000),
    ("10k_50k", 50_000),
    ("50k_250k", 250_000),
    ("250k_1m", 1_000_000),
    ("over_1m", None),
)

# US dollars for one euro, yearly averages of the ECB's reference rates.
USD_PER_EUR = {
    1999: Decimal("1.0658"), 2000: Decimal("0.9236"), 2001: Decimal("0.8956"),
    2002: Decimal("0.9456"), 2003: Decimal("1.1312"), 2004: Decimal("1.2439"),
    2005: Decimal("1.2441"), 2006: Decimal("1.2556"), 2007: Decimal("1.3705"),
    2008: Decimal("1.4708"), 2009: Decimal("1.3948"), 2010: Decimal("1.3257"),
    2011: Decimal("1.3920"), 2012: Decimal("1.2848"), 2013: Decimal("1.3281"),
    2014: Decimal("1.3285"), 2015: Decimal("1.1095"), 2016: Decimal("1.1069"),
    2017: Decimal("1.1297"), 2018: Decimal("1.1810"), 2019: Decimal("1.1195"),
    2020: Decimal("1.1422"), 2021: Decimal("1.1827"), 2022: Decimal("1.0530"),
    2023: Decimal("1.0813"), 2024: Decimal("1.0824"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Money:
    """An amount as it was given. `currency` is EUR, BGN, BGL, USD or other; `year` may be None."""

    amount: Decimal
    currency: str
    year: int | None = None

    def in_euro(self) -> Decimal | None:
        """Return the amount in euro and cents, or None where no honest rate exists.

        A sum in leva dated before 1999 can only be old leva, whatever the label says; one of 1999
        itself is taken as labelled, because both levs circulated that year.
        """
        if self.currency == "EUR":
            return _cents(self.amount)
        if self.currency == "BGL" or (self.currency == "BGN" and self._before_redenomination()):
            return _cents(self.amount / BGL_PER_BGN / BGN_PER_EUR)
        if self.currency == "BGN":
            return _cents(self.amount / BGN_PER_EUR)
        if self.currency == "USD" and self.year in USD_PER_EUR:
            return _cents(self.amount / USD_PER_EUR[self.year])
        return None

    def per_inhabitant(self, population: int | None) -> Decimal | None:
        """Return euro for each of `population` people, or None where either side is unknown."""
        euro = self.in_euro()
        if euro is None or not population:
            return None
        return _cents(euro / population)

    def _before_redenomination(self) -> bool:
        return self.year is not None and self.year < REDENOMINATION.year


def cost_band(euro: Decimal) -> str:
    """Return the code of the band that an amount in euro lies in; a bound opens the next band."""
    return next(code for code, bound in COST_BANDS if bound is None or euro < bound)


def _cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, rounding=ROUND_HALF_EVEN)
