"""Other alphabets and other keyboards: read as known words, never invented."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.bulgarian import Lexicon
from search.bulgarian.decoding import (
    LAYOUTS,
    decode_cyrillic,
    decode_latin,
    decode_layout,
)
from search.bulgarian.vocabulary import Vocabulary

COLLECTION = {
    "община": 40,
    "общината": 20,
    "енергия": 5,
    "боклук": 3,
    "практика": 9,
    "велоалея": 2,
    "младеж": 4,
    "led": 2,
    "gis": 3,
    "urbact": 1,
}
KEYS = "`qwertyuiop[]\\asdfghjkl;'zxcvbnm,./"


@pytest.fixture(scope="module")
def vocabulary(lexicon) -> Vocabulary:
    return Vocabulary(lexicon, COLLECTION)


@pytest.mark.parametrize(
    ("typed", "meant", "reason"),
    [
        ("obshtina", "община", "transliteration"),
        ("Obshtinata", "общината", "transliteration"),
        ("otpadatsi", "отпадъци", "transliteration"),
        ("gabrovo", "габрово", "transliteration"),
        ("energia", "енергия", "transliteration"),
        ("sanirane", "саниране", "transliteration"),
        ("ob6tina", "община", "shlyokavitsa"),
        ("ob6tinata", "общината", "shlyokavitsa"),
        ("obstina", "община", "shlyokavitsa"),
        ("4itali6te", "читалище", "shlyokavitsa"),
        ("otpadaci", "отпадъци", "shlyokavitsa"),
        ("veloaleq", "велоалея", "shlyokavitsa"),
        ("energiq", "енергия", "shlyokavitsa"),
        ("bjudjet", "бюджет", "shlyokavitsa"),
        ("byudjet", "бюджет", "shlyokavitsa"),
        ("jivot", "живот", "shlyokavitsa"),
        ("xora", "хора", "shlyokavitsa"),
        ("bulgaria", "българия", "shlyokavitsa"),
        ("mladej", "младеж", "shlyokavitsa"),
        ("wodata", "водата", "shlyokavitsa"),
    ],
)
def test_latin_letters_are_read(vocabulary, typed, meant, reason):
    first, *_ = decode_latin(typed, vocabulary)
    assert (first.tokens, first.reason, first.weight) == ((meant,), reason, 1.0)


@pytest.mark.parametrize("typed", ["wifi", "gis", "urbact", "qqq", "", "123", "община", "a" * 99])
def test_what_is_not_bulgarian_is_not_read(vocabulary, typed):
    assert decode_latin(typed, vocabulary) == []


def test_word_of_the_collection_is_read_with_less_weight(vocabulary):
    assert [(a.tokens, a.weight) for a in decode_latin("led", vocabulary)] == [(("лед",), 0.4)]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("meant", ["община енергия боклук", "щипка", "любов"])
def test_keys_of_a_bulgarian_layout_are_read(vocabulary, layout, meant):
    table = dict(zip(LAYOUTS[layout], KEYS, strict=True))
    typed = "".join(c if c == " " else table[c] for c in meant)
    assert tuple(meant.split()) in [a.tokens for a in decode_layout(typed, vocabulary)]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_latin_word_typed_on_a_bulgarian_layout_is_read(vocabulary, layout):
    table = dict(zip(KEYS, LAYOUTS[layout], strict=True))
    typed = "".join(table[c] for c in "gis")
    # The two phonetic layouts agree on these keys, so either may be named.
    found = [(a.tokens, a.reason.rpartition(":")[2]) for a in decode_layout(typed, vocabulary)]
    assert found == [(("gis",), "latin")]


def test_one_bulgarian_layout_is_read_as_another(vocabulary):
    keys = dict(zip(LAYOUTS["phonetic"], KEYS, strict=True))
    bds = dict(zip(KEYS, LAYOUTS["bds"], strict=True))
    typed = "".join(bds[keys[c]] for c in "практика")
    found = [(a.tokens, a.reason) for a in decode_layout(typed, vocabulary)]
    assert found == [(("практика",), "layout:bds:phonetic")]


@pytest.mark.parametrize("typed", ["община", "боклук в парка", "gis", "", "   ", "зззз", "qzqz"])
def test_known_words_and_nonsense_keep_their_layout(vocabulary, typed):
    assert decode_layout(typed, vocabulary) == []


def test_latin_names_are_found_by_cyrillic_letters(vocabulary):
    found = [a.tokens for word in ("ГИС", "Урбакт") for a in decode_cyrillic(word, vocabulary)]
    assert found == [("gis",), ("urbact",)]
    assert decode_cyrillic("община", vocabulary) == []


def test_collection_alone_is_enough_to_read(tmp_path):
    vocabulary = Vocabulary(Lexicon(tmp_path), COLLECTION)
    assert decode_latin("veloaleq", vocabulary)[0].tokens == ("велоалея",)


@settings(max_examples=300, deadline=None)
@given(typed=st.one_of(st.text(max_size=40), st.text("abchijostuyz6@4'[];/.", max_size=40)))
def test_any_text_is_read_or_left(vocabulary, typed):
    for alternative in (
        *decode_latin(typed, vocabulary),
        *decode_layout(typed, vocabulary),
        *decode_cyrillic(typed, vocabulary),
    ):
        assert all(token in vocabulary for token in alternative.tokens)
        assert 0 < alternative.weight <= 1
