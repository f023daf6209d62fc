"""What is kept of a question: no address, no number of a person, whatever was typed."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.workshop.cleaning import BLANK, MAX_LENGTH, cleaned


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Тротоари в   ГАБРОВО? ", "тротоари в габрово"),
        ("ivan.petrov@abv.bg детска градина", "• детска градина"),
        ("пишете на ИВАН (at) abv.bg за градината", "пишете на • за градината"),
        ("тел. 0888 12 34 56 боклук", "тел. • боклук"),
        ("тел.0888-12-34-56", "тел.•"),
        ("+359 (888) 123-456 боклук", "• боклук"),
        ("02/981 23 45 яма", "• яма"),
        ("помощ за егн 8001011234", "помощ за егн •"),
        ("８８８１２３４５６ яма", "• яма"),
        ("iban BG80 BNBG 9661 1020 3456 78 такса", "iban • такса"),
        ("https://facebook.com/ivan.petrov хляб", "• хляб"),
        ("роден 12.03.1985 помощ", "роден • помощ"),
        ("0888123456", ""),
        ("ivan@abv.bg", ""),
        ("?!", ""),
        # What is no number of a person stays.
        ("2014–2020 г. водопровод", "2014-2020 г. водопровод"),
        ("2007-2013, 2014-2020", "2007-2013, 2014-2020"),
        ("след 2015", "след 2015"),
        ("BG05SFOP001-2.025-0076-C01", "bg05sfop001-2.025-0076-c01"),
        ("ДП-2026-0147", "дп-2026-0147"),
        ("бюджет 50 000 лв", "бюджет 50 000 лв"),
        ("17-те цели", "17-те цели"),
        ("„зелена система“ -депо", "„зелена система“ -депо"),
        # A code is no hiding place.
        ("дп-0888123456", "дп-•"),
    ],
)
def test_question_is_kept_without_what_names_a_person(typed, kept):
    assert cleaned(typed) == kept


def test_long_question_is_cut_between_words():
    kept = cleaned("много дълги думи " * 20)
    assert len(kept) <= MAX_LENGTH
    assert kept.split()[-1] in {"много", "дълги", "думи"}


@given(st.text(max_size=400))
def test_any_text_is_cleaned_once_and_for_all(text):
    kept = cleaned(text)
    assert len(kept) <= MAX_LENGTH
    assert cleaned(kept) == kept
    assert "@" not in kept


SEPARATORS = st.sampled_from(["", " ", "-", ".", "/", " - ", "  "])


@given(
    st.text("абвг дежз", max_size=20),
    st.lists(st.tuples(st.sampled_from("0123456789"), SEPARATORS), min_size=9, max_size=14),
    st.text("абвг дежз", max_size=20),
)
def test_no_telephone_is_left_however_it_is_parted(before, digits, after):
    number = "0" + "".join(f"{digit}{separator}" for digit, separator in digits)
    kept = cleaned(f"{before} {number} {after}")
    assert sum(c.isdigit() for c in kept) == 0
    assert not re.search(r"\d", kept)


@given(st.emails())
def test_no_mail_address_is_left(address):
    kept = cleaned(f"пишете на {address} за помощ")
    domain = address.rpartition("@")[2].lower()
    assert "@" not in kept
    assert domain not in kept
    assert kept.startswith("пишете на")
    assert BLANK in kept
