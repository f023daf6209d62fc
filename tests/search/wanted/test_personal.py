"""The detector of personal details: what it sees, what it leaves alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.wanted.personal import details, is_egn


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ivan.petrov@obshtina.bg", [("email", "ivan.petrov@obshtina.bg")]),
        ("пишете на ivan@example.org.", [("email", "ivan@example.org")]),
        ("0888123456", [("phone", "0888123456")]),
        ("0888 12 34 56, 066/812 345", [("phone", "0888 12 34 56"), ("phone", "066/812 345")]),
        ("+359 88 812 3456", [("phone", "+359 88 812 3456")]),
        ("00359 2 981 23 45", [("phone", "00359 2 981 23 45")]),
        ("ЕГН 7523169263", [("egn", "7523169263")]),
        ("ЕГН 8032056031", [("egn", "8032056031")]),
        ("два пъти 0888123456 и 0888123456", [("phone", "0888123456")]),
    ],
)
def test_details_are_seen(text, found):
    assert [(detail.kind, detail.text) for detail in details(text)] == found


@pytest.mark.parametrize(
    "text",
    [
        *("", "300 души", "2014–2020 г.", "48 300 EUR", "BG05SFOP001-2.025-0025-С01"),
        *(
            "7523169264",
            "1234567890",
            "9999999999",
            "чл. 66, ал. 1",
            "№ 13-13-146",
            "2 600 000 лв.",
        ),
        *("ДП-2026-0147", "01.02.2026 г.", "@община"),
    ],
)
def test_what_is_no_detail_is_left_alone(text):
    assert details(text) == []


@given(st.text(max_size=200))
def test_any_text_gives_an_answer(text):
    for detail in details(text):
        assert detail.text in text


@given(st.from_regex(r"\A[0-9]{10}\Z"))
def test_any_ten_digits_are_judged(digits):
    assert is_egn(digits) in (True, False)
