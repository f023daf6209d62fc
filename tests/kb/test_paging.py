"""Which page numbers are offered."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.paging import Pages


@pytest.mark.parametrize(
    ("number", "last", "window"),
    [
        (1, 1, [1]),
        (1, 3, [1, 2, 3]),
        (1, 9, [1, 2, 3, None, 9]),
        (5, 9, [1, 2, 3, 4, 5, 6, 7, 8, 9]),
        (10, 20, [1, None, 8, 9, 10, 11, 12, None, 20]),
        (20, 20, [1, None, 18, 19, 20]),
    ],
)
def test_window_shows_the_ends_and_the_neighbours(number, last, window):
    assert Pages(number, last).window == window


@given(st.integers(1, 1000).flatmap(lambda last: st.tuples(st.integers(1, last), st.just(last))))
def test_window_is_in_order_has_the_ends_and_never_hides_a_single_page(place):
    number, last = place
    window = Pages(number, last).window
    numbers = [n for n in window if n is not None]
    assert numbers == sorted(set(numbers))
    assert {1, number, last} <= set(numbers)
    for before, gap, after in zip(window, window[1:], window[2:], strict=False):
        if gap is None:
            assert after - before > 2


def test_ends_have_nothing_before_or_after():
    assert (Pages(1, 3).previous, Pages(1, 3).next) == (None, 2)
    assert (Pages(3, 3).previous, Pages(3, 3).next) == (2, None)
