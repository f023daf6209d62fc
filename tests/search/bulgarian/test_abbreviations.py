"""Short forms and what they stand for: the table, and its promises in words."""

from collections import Counter, defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.bulgarian import analyse, is_stop_word
from search.bulgarian.abbreviations import (
    Abbreviation,
    Abbreviations,
    abbreviations,
    alternatives,
    parse,
)
from search.bulgarian.phrases import EXACT, one_per_word, term


@pytest.fixture(scope="module")
def table(analyser) -> Abbreviations:
    return Abbreviations(abbreviations(), analyser)


@pytest.fixture(scope="module", autouse=True)
def table_of_the_process():
    """The first look-up of a process reads the table; what is timed comes after it."""
    alternatives(())


@pytest.fixture
def meant(analyser, table):
    """What the table adds to a query, as {term: weight}."""

    def ask(text: str) -> dict[str, float]:
        found = table.alternatives(one_per_word(analyser.analyse(text)), text)
        return {alternative.text: alternative.weight for alternative in found}

    return ask


def test_rows_are_many():
    assert len(abbreviations()) >= 180


def test_every_form_has_a_word(any_analyser):
    forms = [form for row in abbreviations() for form in row.short + row.long]
    assert all(term(form, any_analyser).words for form in forms)


def test_a_meaning_is_written_once(analyser):
    rows = Counter(
        (term(short, analyser).tokens(EXACT), short.endswith("."), term(long, analyser).tokens())
        for row in abbreviations()
        for short in row.short
        for long in row.long
    )
    assert [row for row, times in rows.items() if times > 1] == []


def test_meanings_of_one_short_form_share_the_weight(analyser):
    weights = defaultdict(list)
    for row in abbreviations():
        for short in row.short:
            weights[term(short, analyser).tokens(EXACT), short.endswith(".")].append(row.weight)
    shared = {short: sum(w) for short, w in weights.items() if len(w) > 1}
    assert [short for short, total in shared.items() if total > 1.4] == []
    assert max(w for w in weights.values() if len(w) > 2) != [0.9] * 3


def test_no_short_form_is_a_stop_word_without_its_dot(analyser):
    found = [
        form
        for row in abbreviations()
        for form in row.short
        if not form.endswith(".") and is_stop_word(" ".join(term(form, analyser).tokens(EXACT)))
    ]
    assert found == []


@pytest.mark.parametrize(
    ("typed", "long"),
    [
        ("ОПАК", "Оперативна програма „Административен капацитет“"),
        ("опду", "Оперативна програма „Добро управление“"),
        ("ПУДООС", "Предприятие за управление на дейностите по опазване на околната среда"),
        ("ФРМС", "Фондация за реформа в местното самоуправление"),
        ("НПО-та", "неправителствена организация"),
        ("пуп-а", "подробен устройствен план"),
        ("ЕСФ+", "Европейски социален фонд"),
        ("ФМ на ЕИП", "Финансов механизъм на Европейското икономическо пространство"),
        ("В и К", "водоснабдяване и канализация"),
        ("ЦНСТ", "център за настаняване от семеен тип"),
        ("НСОРБ", "Национално сдружение на общините в Република България"),
        ("ОбС", "общински съвет"),
        ("ГИС", "географска информационна система"),
        ("gis", "географска информационна система"),
        ("ФПЧ10", "фини прахови частици"),
        ("ДМСГД", "дом за медико-социални грижи за деца"),
    ],
)
def test_short_form_finds_what_it_stands_for(meant, typed, long):
    assert meant(typed)[long] > 0


@pytest.mark.parametrize(
    ("typed", "short"),
    [
        ("подробния устройствен план", "ПУП"),
        ("общински планове за развитие", "ОПР"),
        ("неправителствените организации", "НПО"),
        ("обществени поръчки", "ЗОП"),
        ("данък добавена стойност", "ДДС"),
        ("географска информационна система", "GIS"),
        ("строително-монтажни работи", "СМР"),
        ("фондация реформа в местното самоуправление", "ФРМС"),
        ("ОП „Региони в растеж“", "ОПРР"),
        ("план за възстановяване и устойчивост", "НПВУ"),
        ("местната инициативна група", "МИГ"),
        ("дом за стари хора", "ДСХ"),
    ],
)
def test_phrase_finds_its_short_form(meant, typed, short):
    assert meant(typed)[short] > 0


@pytest.mark.parametrize(
    ("typed", "twin"),
    [("ЕСФ", "ESF"), ("esf", "ЕСФ"), ("ГИС", "GIS"), ("LEADER", "ЛИДЕР"), ("урбакт", "URBACT")],
)
def test_latin_and_cyrillic_short_forms_are_twins(meant, typed, twin):
    assert twin in meant(typed)


def test_ambiguous_short_form_gives_every_meaning_the_likelier_first(meant):
    assert list(meant("СМР").items()) == [
        ("строително-монтажни работи", 0.9),
        ("строителни и монтажни работи", 0.9),
        ("стратегия за местно развитие", 0.4),
    ]
    assert set(meant("ДСП")) == {"домашен социален патронаж", "дирекция „Социално подпомагане“"}


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("с. Горно Краище", "село"),
        ("общ. Елин Пелин", "община"),
        ("обл. Русе", "област"),
        ("кв. Изток", "квартал"),
        ("ж.к. Люлин", "жилищен комплекс"),
        ("жк Люлин", "жилищен комплекс"),
        ("пл. Свобода", "площад"),
    ],
)
def test_word_written_short_is_read(meant, typed, word):
    assert word in meant(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "с деца",
        "общ план",
        "работа с младежи",
        "село",
        "област",
        "квартал",
        "миграция",
        "община Опака",
        "смрад",
        "лед по улиците",
        "план",
    ],
)
def test_ordinary_words_are_no_abbreviations(meant, typed):
    assert meant(typed) == {}


def test_without_its_text_no_dot_is_seen(analyser, table):
    assert table.alternatives(one_per_word(analyser.analyse("с. Горно"))) == []


def test_longer_name_wins_over_the_short_form_inside_it(meant):
    assert "обществена поръчка" not in meant("ОП „Региони в растеж“")
    assert "обществена поръчка" in meant("ОП „Чистота“")


def test_short_forms_are_sought_as_typed_and_phrases_as_lemmas(analyser, table):
    text = "НПО"
    found = table.alternatives(one_per_word(analyser.analyse(text)), text)
    assert {(a.start, a.end, a.tokens, a.stream) for a in found} == {
        (0, 1, ("неправителствен", "организация"), "lemma"),
        (0, 1, ("ngo",), "exact"),
    }


@pytest.mark.parametrize(
    "line", ["", "НПО", "НПО\tорганизация", "НПО\tорганизация\t2", "НПО\tорганизация\tмного"]
)
def test_wrong_row_is_refused(line):
    with pytest.raises(ValueError):  # noqa: PT011 - the message quotes the row
        parse(line)


def test_row_keeps_its_note():
    assert parse("НПО | NGO\tорганизация\t.9\tбележка") == Abbreviation(
        ("НПО", "NGO"), ("организация",), 0.9, "бележка"
    )


@given(
    st.one_of(
        st.text(max_size=60),
        st.lists(
            st.sampled_from(
                [form for row in abbreviations() for form in row.short + row.long]
                + ["на", "и", ".", "-", "с."]
            ),
            max_size=8,
        ).map(" ".join),
    )
)
def test_any_words_have_alternatives_within_them(text):
    words = one_per_word(analyse(text))
    for found in alternatives(words, text):
        assert 0 <= found.start < found.end <= len(words)
        assert found.tokens
        assert 0 < found.weight <= 1
