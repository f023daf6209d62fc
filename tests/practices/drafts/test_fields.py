"""Sums and days as people type them into the long form."""

import pytest
from django.core.exceptions import ValidationError

from practices.drafts.fields import AmountField, day
from practices.drafts.steps import MeansForm


def refused(field, typed: str) -> bool:
    try:
        field.clean(typed)
    except ValidationError:
        return True
    return False


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("12 500,50", "12500.50"),
        ("0", "0.00"),
        ("", ""),
        ("99999999999999,99", "99999999999999.99"),
    ],
)
def test_sum_is_kept_with_a_point(typed, kept):
    assert AmountField(label="").clean(typed) == kept


@pytest.mark.parametrize("typed", ["-1", "много", "NaN", "1e14", "99999999999999,999", "1e999999"])
def test_sum_that_no_column_holds_is_refused_in_words(typed):
    assert refused(AmountField(label=""), typed)


def test_person_months_fit_their_column():
    field = MeansForm.base_fields["person_months"]
    assert (field.clean("99 999,99"), refused(field, "99999,999"), refused(field, "100000")) == (
        "99999.99",
        True,
        True,
    )


@pytest.mark.parametrize("typed", ["2016", "2016-04", "2016-04-21", "2016-02-29", ""])
def test_day_may_be_as_exact_as_the_source(typed):
    assert day("").clean(typed) == typed


@pytest.mark.parametrize(
    "typed", ["2016-02-31", "2015-02-29", "2016-13", "16", "٢٠١٦", "21.04.2016"]
)
def test_day_that_no_calendar_has_is_refused(typed):
    assert refused(day(""), typed)
