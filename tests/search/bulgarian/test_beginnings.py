"""What the beginning of a word may mean while it is being typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.bulgarian import Lexicon, beginnings
from search.bulgarian.vocabulary import Vocabulary

WORDS = ("читалище", "читалищата", "отпадъци", "община", "общини", "къща", "компостиране", "градина",
         "gis", "wifi")  # fmt: skip


@pytest.fixture(scope="module")
def vocabulary(tmp_path_factory) -> Vocabulary:
    """Words of a small collection, without a dictionary."""
    empty = Lexicon(tmp_path_factory.mktemp("empty"))
    return Vocabulary(empty, dict.fromkeys(WORDS, 1))


def forms(found) -> list[str]:
    return [alternative.tokens[0] for alternative in found]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("4itali6", ["читалищ"]),
        ("chitali", ["читали"]),
        ("chitalis", ["читалищ"]),
        ("chitalisht", ["читалищ"]),
        ("ob", ["об"]),
        ("obs", ["обс", "общ"]),
        ("ob6t", ["общ"]),
        ("kasht", ["къщ"]),
        ("otpadaci", ["отпадъци"]),
        ("kzz", []),
        ("община", []),
        ("", []),
    ],
)
def test_latin_beginnings_are_read_with_half_signs_at_the_end(vocabulary, typed, meant):
    assert forms(beginnings.latin(typed, vocabulary)) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("fjmd", ["отпа"]),
        ("fjmdoc[", ["отпадъц"]),
        ("/ъге", []),
        ("община", []),
        ("общ", []),
        ("юш", []),
    ],
)
def test_another_keyboard_is_read_where_nothing_known_begins_so(vocabulary, typed, meant):
    assert forms(beginnings.layouts(typed, vocabulary)) == meant


@pytest.mark.parametrize(("typed", "meant"), [("гис", ["gis"]), ("вифи", ["wifi"]), ("общ", [])])
def test_cyrillic_may_spell_a_latin_word_of_the_collection(vocabulary, typed, meant):
    assert forms(beginnings.cyrillic(typed, vocabulary)) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("компуст", ["компост"]),
        ("граидн", ["градин"]),
        ("чтиал", ["читал"]),
        ("коммпос", ["компос"]),
        ("копост", ["компост"]),
        ("комп", []),
        ("оощ", []),
        ("wifo", []),
    ],
)
def test_one_mistake_in_a_beginning_is_mended_and_none_is_invented(vocabulary, typed, meant):
    assert forms(beginnings.near(typed, vocabulary)) == meant


@given(st.text(max_size=50))
def test_no_text_raises_and_every_reading_begins_a_known_word(vocabulary, typed):
    for read in (beginnings.latin, beginnings.layouts, beginnings.cyrillic, beginnings.near):
        for form in forms(read(typed, vocabulary)):
            assert vocabulary.has_prefix(form)
