"""When a practice may be what a call looks for: the pure rule, line by line."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.query import parse
from search.understanding import Knowledge
from search.wanted.matching import Text, match
from tests.search.collection import made, real_practices

PLACES = [("municipality", "GAB05", "Габрово", "Gabrovo")]


def found(words: str, **practice) -> tuple[str, ...] | None:
    """The words of a call that a practice has, or None."""
    query = parse(words, knowledge=Knowledge({}, PLACES))
    why = match(query, Text(made("ДП-2026-0001", **practice)))
    return why.words if why else None


@pytest.mark.parametrize(
    ("words", "title", "expected"),
    [
        ("лекар за селата", "Лекарят в селото", ("лекар", "селата")),
        ("лекар за селата", "Лекар в града", None),
        ("училищен автобус", "Автобусът на училището", None),
        ("lekar za selata", "Лекар в село", ("lekar", "selata")),
        ("ОбС онлайн", "Общински съвет онлайн", ("ОбС", "онлайн")),
        ("боклук", "Битови отпадъци", ("боклук",)),
        ("„дом за стари хора“", "Дом за стари хора", ("„дом за стари хора“",)),
        ("„дом за стари хора“", "Стари хора търсят дом", None),
        ("лекар -стоматолог", "Лекар и стоматолог", None),
        ("лекар -стоматолог", "Лекар и сестра", ("лекар",)),
    ],
)
def test_words_in_any_form_and_under_another_name(words, title, expected):
    assert found(words, title=title) == expected


def test_relative_of_a_word_is_not_the_word():
    assert found("музей", title="Музейна педагогика") is None
    assert found("музей", title="Музеят на открито") == ("музей",)


@pytest.mark.parametrize(
    ("has", "expected"),
    [
        ("лекар автобус кухня библиотека", True),
        ("лекар автобус кухня", False),
    ],
)
def test_all_but_one_of_five_words_are_needed(has, expected):
    words = "лекар автобус кухня библиотека стадион"
    assert (found(words, title=has) is not None) == expected


def test_places_years_and_light_words_are_not_needed():
    expected = ("лекар",)
    for words in ("лекар в Габрово", "лекар след 2015", "община има нужда от лекар"):
        assert found(words, title="Лекар на колела") == expected, words


@pytest.mark.parametrize(
    "words", ["", "в Габрово", "2015", "след 2015", "-лекар", "!!!", "проект на община"]
)
def test_words_without_a_subject_match_nothing(words):
    practice = {
        "title": "Проект на община Габрово от 2015",
        "municipalities": [{"name_bg": "Габрово"}],
    }
    assert found(words, **practice) is None
    assert found(f"{words} кухня", **practice, summary="Обща кухня") is not None


def test_practice_that_only_mentions_it_is_not_about_it():
    text = "<p>Сред гостите имаше лекар от селата.</p>"
    assert found("лекар за селата", title="Фестивал", results=text) is None
    assert found("лекар за селата", title="Лекар", results=text) == ("лекар", "селата")
    for field in ("summary", "problem_line"):
        practice = {"title": "Фестивал", field: "Лекар за селата"}
        assert found("лекар за селата", **practice) == ("лекар", "селата")


def test_tokens_of_another_name_stand_side_by_side():
    assert found("ОбС", title="Общински съвет") == ("ОбС",)
    assert found("ОбС", title="Общински дневен съвет") is None


def test_project_number_is_found_by_its_code():
    code = "BG05SFOP001-2.025-0025-С01"
    assert found(code, title="Проект", summary=f"Договор {code}") is not None
    assert found(code, title="Проект") is None


def test_real_practices_are_found_by_their_titles_and_hardly_by_others():
    """A call in the words of a title finds that practice, and not a flood beside it."""
    practices = real_practices()
    texts = {practice.pid: Text(practice) for practice in practices}
    told = {}
    for practice in practices:
        title = practice.fields["title"].exact
        query = parse(title, knowledge=Knowledge({}, PLACES))
        told[practice.pid] = {pid for pid, text in texts.items() if match(query, text)}
    missed = [pid for pid, pids in told.items() if pid not in pids]
    assert missed == []
    others = sum(len(pids) - 1 for pids in told.values()) / len(told)
    assert others < 2


@settings(max_examples=150, deadline=None)
@given(words=st.text(max_size=80), title=st.text(max_size=80), body=st.text(max_size=200))
def test_any_words_against_any_practice_give_an_answer(words, title, body):
    why = found(words, title=title, practice=body)
    assert why is None or len(why) > 0
