"""The comparison of two texts, word by word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practices.signoff.differences import Stretch, difference, shortened, words_of

# Few words and blanks, so that two texts share many of them.
TEXTS = st.lists(st.sampled_from(["село", "обяд", "140", " ", "  ", "\n", "душа", "."])).map(
    "".join
)


def side(stretches: list[Stretch], kind: str) -> str:
    return "".join(one.text for one in stretches if one.kind in ("same", kind))


@given(old=TEXTS | st.text(), new=TEXTS | st.text())
def test_both_texts_can_be_read_from_their_difference(old, new):
    found = difference(old, new)
    assert (side(found, "out"), side(found, "in")) == (old, new)
    assert all(one.text for one in found)


@given(old=TEXTS, new=TEXTS)
def test_shortening_loses_no_change_and_says_nothing_of_equal_texts(old, new):
    changes = [one for one in difference(old, new) if one.kind != "same"]
    short = shortened(difference(old, new), around=4)
    assert [one for one in short if one.kind in ("out", "in")] == changes
    assert (short == []) == (old == new)


def test_only_words_around_a_change_are_shown():
    old = f"{'преди ' * 40}140 души{' после' * 40}"
    assert shortened(difference(old, old.replace("140", "150")), around=8) == [
        Stretch("gap", "…"),
        Stretch("same", "преди преди "),
        Stretch("out", "140 "),
        Stretch("in", "150 "),
        Stretch("same", "души после"),
        Stretch("gap", "…"),
    ]


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<p>Един  ред</p>\n<ul><li>А</li><li>Б&amp;В</li></ul>", "Един ред\nА\nБ&В"),
        ('<a href="/x/">дума</a>та', "думата"),
        ("<table><tr><th>Преди</th><td>0</td></tr><tr><td>1</td></tr></table>", "Преди 0\n1"),
        ("", ""),
    ],
)
def test_words_of_html_are_read_by_block(html, words):
    assert words_of(html) == words
