"""What is typed so far is understood in every way of typing, and nothing is too long for it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.bulgarian import Analyser, Lexicon
from search.suggestions import typed
from search.suggestions.typed import conditions
from search.understanding import Knowledge

WORDS = ("община", "общини", "читалище", "компостиране", "компост", "градина", "градини", "дете",
         "деца", "отпадъци", "за", "малки", "gis", "план", "граждански", "бюджет",
         "битови", "подробен", "устройствен")  # fmt: skip


@pytest.fixture(scope="module")
def knowledge(django_db_setup, tmp_path_factory) -> Knowledge:
    """The words of a small index, with the dictionary of this installation."""
    return Knowledge(dict.fromkeys(WORDS, 3))


def prefixes(found) -> set[str]:
    return {option.prefix for option in found[-1].options if option.prefix}


def words(condition) -> set[tuple[str, ...]]:
    return {option.words for option in condition.options if option.words}


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("чит", "чит"),
        ("ЧИТ", "чит"),
        ("4it", "чит"),
        ("chit", "чит"),
        ("4itali6", "читалищ"),
        ("fjmdoc[", "отпадъц"),
        ("граидн", "градин"),
        ("компуст", "компост"),
        ("kompust", "компост"),
        ("гиs", "гиs"),
        ("gi", "gi"),
    ],
)
def test_the_last_word_is_a_beginning_in_every_way_of_typing(knowledge, text, meant):
    (condition,) = conditions(text, knowledge)
    assert meant in prefixes([condition])
    assert condition.required


def test_what_was_typed_weighs_most(knowledge):
    (condition,) = conditions("общи", knowledge)
    assert (condition.options[0].prefix, condition.options[0].weight) == ("общи", 1.0)


def test_a_known_beginning_is_not_mended(knowledge):
    (condition,) = conditions("компости", knowledge)
    assert prefixes([condition]) == {"компости"}


def test_latin_letters_are_first_bulgarian_to_a_reader_of_bulgarian_only(knowledge):
    weights = {
        language: {o.prefix: o.weight for o in conditions("gra", knowledge, language)[0].options}
        for language in ("bg", "en")
    }
    assert weights["bg"]["гра"] > weights["bg"]["gra"]
    assert weights["en"]["gra"] > weights["en"]["гра"]


def test_a_beginning_stands_for_words_that_change_their_stem(knowledge):
    (condition,) = conditions("дец", knowledge)
    assert ("дете",) in words(condition)


def test_earlier_words_are_meant_in_any_form_and_the_last_as_a_beginning(knowledge):
    early, last = conditions("общините пла", knowledge)
    assert ("община",) in words(early)
    assert not any(option.prefix for option in early.options)
    assert prefixes([last]) == {"пла"}


def test_after_a_space_the_last_word_is_whole(knowledge):
    (condition,) = conditions("градината ", knowledge)
    assert ("градина",) in words(condition)
    assert prefixes([condition]) == set()


def test_synonyms_are_meant_only_when_the_word_is_whole(knowledge):
    part, whole = conditions("бокл", knowledge)[0], conditions("боклук", knowledge)[0]
    assert ("битов", "отпадък") not in words(part)
    assert ("битов", "отпадък") in words(whole)


def test_an_abbreviation_stands_for_its_words(knowledge):
    (condition,) = conditions("ПУП", knowledge)
    assert ("подробен", "устройствен", "план") in words(condition)


@pytest.mark.parametrize("text", ["participatory bu", "particip", "participatory budgeting"])
def test_english_terms_are_understood_before_they_are_finished(knowledge, text):
    found = conditions(text, knowledge)
    assert len(found) == 1
    assert ("граждански", "бюджет") in words(found[0])


def test_words_without_a_subject_hide_nothing(knowledge):
    found = conditions("как да компост", knowledge)
    assert [condition.required for condition in found] == [False, False, True]
    early, preposition = conditions("план за", knowledge)
    assert (early.required, preposition.required) == (True, False)


def test_a_word_that_denies_is_not_dropped(knowledge):
    assert [c.required for c in conditions("план без", knowledge)] == [True, True]


def test_a_preposition_alone_is_the_beginning_of_words(knowledge):
    (condition,) = conditions("за", knowledge)
    assert condition.required
    assert "за" in prefixes([condition])


@pytest.mark.parametrize("text", ["ДП-2026-01", "dp-2026-01", "DP2026 01".replace(" ", "")])
def test_a_number_begins_a_number_in_both_alphabets(knowledge, text):
    found = conditions(text, knowledge)
    assert len(found) == 1
    assert "#dp202601" in prefixes(found)


def test_exclusions_and_quotes_are_left_to_the_search(knowledge):
    (condition,) = conditions("„граждански -депо", knowledge)
    assert "граждански" in prefixes([condition])


@pytest.mark.parametrize(
    "text", ["", " ", "-", "„“", None, 7, "а" * (typed.MAX_LENGTH + 1), "дума " * 9, "\x00\ud800"]
)
def test_nothing_is_asked_for_nothing_and_for_too_much(knowledge, text):
    assert conditions(text, knowledge) == ()


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=110), st.text("абвгшщьюя4q6[];' -„“", max_size=60)))
def test_any_text_gives_bounded_conditions(knowledge, text):
    found = conditions(text, knowledge)
    assert len(found) <= typed.MAX_LENGTH
    for condition in found:
        assert 0 < len(condition.options) <= typed.MAX_OPTIONS
        assert all(option.words or option.prefix for option in condition.options)


def test_without_a_dictionary_beginnings_are_still_found(tmp_path):
    bare = Knowledge({"компостиране": 2}, analyser=Analyser(Lexicon(tmp_path)))
    assert "компост" in prefixes(conditions("kompost", bare))
