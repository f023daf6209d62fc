"""Words of little subject and words that nobody has raise practices and hide none."""

import pytest

from search.query import Query, parse
from search.understanding import Knowledge
from search.understanding.knowledge import count_forms

TEXT = (
    "малка община пример стара сграда полезна читалище отпадъци училище ученици отпадане "
    "гише услуги хора път село напускане вода лице преждевременно"
)
KNOWLEDGE = Knowledge(count_forms([TEXT]))


def asked(text: str) -> Query:
    return parse(text, knowledge=KNOWLEDGE)


def needed(text: str) -> list[str]:
    """The words without which a practice may be hidden."""
    return [word.text for word in asked(text).words if not word.optional]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("как малка община може да направи читалище", ["читалище"]),
        ("пример за полезна сграда", ["полезна", "сграда"]),
        ("лица от селото", ["селото"]),
        ("хората от селото", ["селото"]),
        ("малка община", ["малка", "община"]),
        ("община", ["община"]),
        ("хора", ["хора"]),
        ("отпадъци", ["отпадъци"]),
    ],
)
def test_light_words_are_needed_only_among_themselves(text, expected):
    assert needed(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("читалище катедрала", ["читалище"]),
        ("катедрала вода бръмбъзък", ["катедрала", "вода", "бръмбъзък"]),
        ("катедрала вода бръмбъзък училище", ["вода", "училище"]),
        ("катедрала", ["катедрала"]),
        ("катедрала бръмбъзък", ["катедрала", "бръмбъзък"]),
        ("малка катедрала", ["катедрала"]),
    ],
)
def test_words_that_no_practice_has_are_not_needed_beside_others(text, expected):
    assert needed(text) == expected


def test_nothing_is_taken_for_absent_while_the_index_is_unknown():
    query = parse("читалище катедрала", knowledge=Knowledge({}))
    assert [word.optional for word in query.words] == [False, False]


def test_a_word_that_no_practice_has_in_any_way_is_told():
    assert [w.text for w in asked("катедрала вода училищен").words if w.absent] == ["катедрала"]


def test_light_words_weigh_half():
    light, heavy = asked("стара сграда").words
    whole = asked("стара").words[0]
    assert [a.weight for a in light.alternatives] == [a.weight / 2 for a in whole.alternatives]
    assert heavy.alternatives[0].weight == 1


def test_what_was_typed_alone_is_not_weighed():
    query = parse("малка катедрала", {"exact": "1"}, knowledge=KNOWLEDGE)
    assert [word.optional for word in query.words] == [False, False]


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("вода", []),
        ("вода училище", [1]),
        ("вода училище сграда", [1]),
        ("вода училище сграда гише услуги ученици", [3, 1]),
        ("малка вода", [1]),
        ("катедрала вода бръмбъзък ракета", [2]),
        ("„гише“", []),
        ("", []),
    ],
)
def test_wider_questions_need_less_and_less(text, steps):
    assert [query.required for query in asked(text).wider()] == steps


def test_the_widest_question_takes_light_words_for_enough_but_no_places_and_years():
    *_, widest = asked("малка вода 2014").wider()
    assert {word.text: word.optional for word in widest.words} == {
        "малка": False,
        "вода": False,
        "2014": True,
    }


def test_words_of_another_name_may_stand_apart():
    query = asked("преждевременно напускане на училище")
    apart = {
        (word.text, a.stream, *a.tokens)
        for word in query.words
        for a in word.alternatives
        if a.reason == "apart" and a.tokens == ("отпадане",)
    }
    assert apart == {
        ("преждевременно", "lemma", "отпадане"),
        ("напускане", "lemma", "отпадане"),
        ("училище", "lemma", "отпадане"),
    }
    assert [told.text for told in query.assumed if told.reason == "apart"] == []


PLACES = (("municipality", "GAB05", "Габрово", "Gabrovo"),)
MORE = TEXT + " габрово практики 2006 2007 2012 2013 дом за всеки възобновяеми енергийни източници"
MORE += " слънчеви панели доброволци доброволен труд градски обществен транспорт от на"
WIDE = Knowledge(count_forms([MORE]), PLACES)


def reached(text: str, word: int = 0) -> set[tuple[str, ...]]:
    found = parse(text, knowledge=WIDE).words[word].alternatives
    return {a.tokens for a in found if a.stream == "lemma"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("габровски практики", ["габровски"]),
        ("практики от 2006 година", ["2006"]),
        ("отпадъци Габрово", ["отпадъци"]),
        ("отпадъци 2006", ["отпадъци"]),
        ("Габрово", ["Габрово"]),
    ],
)
def test_a_place_or_a_year_is_what_is_asked_for_beside_light_words(text, expected):
    words = parse(text, knowledge=WIDE).words
    assert [word.text for word in words if not word.optional] == expected


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("вода 2006–2008", {"2006", "2007", "2008"}),
        ("вода между 2011 и 2013", {"2011", "2012", "2013"}),
        ("вода през 90-те години", {str(year) for year in range(1990, 2000)} | {"90"}),
        ("вода през 10-те", {str(year) for year in range(2010, 2020)} | {"10"}),
        ("вода 2006", {"2006"}),
    ],
)
def test_any_year_of_a_range_will_do(text, years):
    words = parse(text, knowledge=WIDE).words[1:]
    assert years <= {token for word in words for a in word.alternatives for token in a.tokens}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ВЕИ", ("възобновяем", "енергиен", "източник")),
        ("volunteers", ("доброволен", "труд")),
        ("градскитранспорт", ("обществен", "транспорт")),
    ],
)
def test_other_names_of_what_was_understood_are_looked_for_too(text, expected):
    assert expected in reached(text)


@pytest.mark.parametrize(
    ("text", "sequence"),
    [
        ("Дом за всеки", ("дом", "за", "всеки")),
        ("dom za vseki", ("дом", "за", "всеки")),
        ("дом вода", None),
        ("искам за вода", None),
        ("ракета за всеки", None),
    ],
)
def test_a_name_with_small_words_is_looked_for_word_for_word(text, sequence):
    words = parse(text, knowledge=WIDE).words
    found = {a.tokens for word in words for a in word.alternatives if a.reason == "sequence"}
    assert found == ({sequence} if sequence else set())
