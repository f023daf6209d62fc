"""A code may be typed as one likes, and no typing means two codes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.protection.alphabet import DIGITS, LATIN, LETTERS, SPOKEN, canonical

codes = st.text(alphabet=LETTERS, min_size=1, max_size=8)
ways = {
    letter: [
        letter,
        letter.lower(),
        *(way for way, means in LATIN.items() if means == letter.lower()),
    ]
    for letter in LETTERS
}


@given(codes, st.data())
def test_canonical_reads_every_spelling_of_a_code(code, data):
    typed = "".join(data.draw(st.sampled_from(ways[letter])) for letter in code)
    upper = data.draw(st.booleans())
    assert canonical(typed.upper() if upper else typed) == code.lower()


@given(codes)
def test_canonical_ignores_spaces_and_dashes_between_letters(code):
    assert canonical(" " + " - ".join(code) + " ") == code.lower()


@given(st.text(alphabet=DIGITS, min_size=1, max_size=9))
def test_canonical_of_digits_is_the_digits(code):
    assert canonical(code) == code


@given(st.text(max_size=80))
def test_canonical_is_stable_for_any_text(text):
    once = canonical(text)
    assert canonical(once) == once


@pytest.mark.parametrize(
    "typed, means",
    [
        ("ЖАБШЮ", "жабшю"),
        ("zhabshyu", "жабшю"),
        ("QAZ3P", "яаззп"),
        ("C T E", "сте"),
        ("３２４", "324"),
    ],
)
def test_canonical_examples(typed, means):
    assert canonical(typed) == means


def test_every_letter_can_be_spoken():
    assert {letter: name[0] for letter, name in SPOKEN.items()} == {a: a for a in LETTERS}


@pytest.mark.parametrize("unlike", ["В", "Н", "Р", "Х", "О", "0", "1", "У", "Ц", "Ъ", "Й"])
def test_no_code_has_a_character_that_looks_like_two(unlike):
    assert unlike not in LETTERS + DIGITS
