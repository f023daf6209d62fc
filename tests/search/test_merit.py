"""What speaks for a practice: bounded, without a clock, and more for more."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practices.ports import Standing
from search.fields import MERIT_SHARE
from search.merit import factor, merit, standing, support

MEASURED = {
    "nature": "outcome",
    "kind": "measured",
    "after": "8",
    "source": "доклад",
    "planned": False,
}


def record(**fields) -> dict:
    return {"pid": "ДП-2026-0001", "title": "Т", **fields}


def test_merit_of_nothing_is_nothing():
    assert merit(record(), 0) == 0
    assert merit(record(completeness=None, measures=None, documents=None, period=None), 0) == 0


def test_merit_of_everything_is_a_hundred():
    best = record(
        completeness={"score": 100, "gaps": []},
        measures=[MEASURED],
        documents=[{"file": None, "url": "https://example.org/"}],
        period={"years": [2034, 2035], "ongoing": False},
    )
    assert (standing(best), merit(best, 127)) == (85, 100)
    assert factor(100) == 1 + MERIT_SHARE


@pytest.mark.parametrize(
    ("changed", "points"),
    [
        ({}, 20),
        ({"kind": "computed"}, 20),
        ({"kind": "claimed"}, 0),
        ({"nature": "output"}, 0),
        ({"after": ""}, 0),
        ({"source": ""}, 0),
        ({"planned": True}, 0),
    ],
)
def test_evidence_is_a_measured_change_with_its_source(changed: dict, points: int):
    assert standing(record(measures=[MEASURED | changed])) == points


@pytest.mark.parametrize(
    ("document", "points"),
    [
        ({"file": {"path": "a.pdf"}, "url": ""}, 10),
        ({"file": None, "url": "https://example.org/"}, 10),
        ({"file": None, "url": ""}, 0),
    ],
)
def test_evidence_is_a_document_that_can_be_opened(document: dict, points: int):
    assert standing(record(documents=[document])) == points


@pytest.mark.parametrize(
    ("period", "published", "points"),
    [
        ({"years": [1998, 2001]}, "2026-01-01", 0),
        ({"years": [2011, 2015]}, "2026-01-01", 5),
        ({"years": [2011, 2015], "ongoing": True}, "2025-01-01", 10),
        ({"years": []}, "2025-01-01", 10),
        ({"years": [2080]}, None, 15),
    ],
)
def test_freshness_is_the_last_year_of_the_practice(period: dict, published, points: int):
    assert standing(record(period=period, first_published_on=published)) == points


def test_support_counts_the_first_nominations_most():
    assert [support(n) for n in (0, 1, 3, 15, 127, 10_000)] == [0, 2, 4, 9, 15, 15]


@pytest.mark.parametrize(
    ("state", "confirmed", "points"),
    [
        ("unknown", None, 65),
        ("silent", None, 65),
        ("changed", None, 65),
        ("running", datetime.date(2025, 3, 1), 70),
        ("running", datetime.date(2010, 3, 1), 65),
        ("stopped", None, 32),
        ("stopped", datetime.date(2025, 3, 1), 35),
    ],
)
def test_a_persons_yes_is_freshness_and_a_stopped_practice_has_half(state, confirmed, points):
    whole = record(completeness={"score": 100}, measures=[MEASURED], period={"years": [2015]})
    life = Standing(state, confirmed, None, is_old=False)
    assert standing(whole, life) == points
    assert merit(whole, 127, life) == points + 15
    assert standing(whole) == 65


@given(
    score=st.integers(-10, 200),
    years=st.lists(st.integers(0, 9999), max_size=3),
    nominations=st.integers(-5, 10**9),
)
def test_merit_is_bounded(score: int, years: list, nominations: int):
    points = merit(record(completeness={"score": score}, period={"years": years}), nominations)
    assert 0 <= points <= 100


@given(few=st.integers(0, 1000), more=st.integers(0, 1000))
def test_more_nominations_never_make_less(few: int, more: int):
    assert support(few) <= support(few + more)
