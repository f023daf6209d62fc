"""What may be corrected without a second look, and what never."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practices.curation.proportion import is_small, parts, size, words

TEXT = "Общината раздаде 140 кофи на 3 май в Габрово, на ул. Цветна. Депото приема с пета по-малко."
russian = st.text(alphabet="абвгд АБ01.,№@\n", max_size=60)


@pytest.mark.parametrize(
    ("old", "new", "small"),
    [
        ("раздаде", "разддде", True),
        ("приема с пета", "приема с една пета", False),
        ("по-малко", "повече", True),
        ("кофи", "съдове", True),
        ("140", "150", False),
        ("140", "", False),
        ("3 май", "3 юни", False),
        ("май", "юни", False),
        ("Габрово", "Габровo", False),
        ("Габрово", "Трявна", False),
        ("ул. Цветна", "бул. Цветна", False),
        ("раздаде", "не раздаде", False),
        ("кофи на", "кофи за 200 лв. на", False),
        ("Депото", "Сметището", False),
        (", на ул.", " на ул.", True),
        ("раздаде", "раздаде съвсем безплатно и без никакви условия", False),
        ("раздаде", "раздаде на хората, които пожелаха и поискаха", True),
        ("раздаде", "раздаде на всички хора, които пожелаха и поискаха", False),
    ],
)
def test_small(old, new, small):
    assert TEXT.count(old) == 1
    assert is_small(TEXT, TEXT.replace(old, new)) is small


@given(russian, russian)
def test_parts_give_both_texts_back(old, new):
    found = parts(old, new)
    assert "".join(p.text for p in found if p.kind != "out") == new
    assert "".join(p.text for p in found if p.kind != "in") == old


@given(russian)
def test_no_change_is_small(text):
    assert is_small(text, text)
    assert size(text, text) == 0


@given(russian, russian)
def test_a_small_change_is_short_and_leaves_every_digit_in_place(old, new):
    if is_small(old, new):
        assert size(old, new) <= 40
        assert [c for c in old if c.isdigit()] == [c for c in new if c.isdigit()]
        assert is_small(new, old)


def test_where_a_link_leads_is_read_too():
    here = '<p>Вижте <a href="https://a.example/">тук</a>.</p>'
    assert words("<p>Един &amp; два</p><p>три</p>") == "Един & два\nтри"
    assert not is_small(words(here), words(here.replace("a.example", "b.example")))
