"""Each way people type is understood, what was typed keeps its weight, and plain words are left alone."""

import time
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.bulgarian import token_streams
from search.query import MAX_WORDS, Query, parse
from search.understanding import MAX_ALTERNATIVES, Alternative, Knowledge
from search.understanding.knowledge import count_forms
from tests.search.collection import real_practices

PLAIN = Path(__file__).with_name("plain_queries.txt")
COMPOUNDS = Path(__file__).with_name("compounds.tsv")
# Reasons of help with letters and spelling; names of the same thing are another matter.
LETTERS = {"transliteration", "shlyokavitsa", "layout", "latin", "spelling", "sound", "compound"}
PLACES = (
    ("municipality", "GAB05", "Габрово", "Gabrovo"),
    ("municipality", "SZR31", "Стара Загора", "Stara Zagora"),
    ("municipality", "SHU23", "Бяла", "Byala"),
    ("oblast", "GAB", "Габрово", "Gabrovo"),
)
TEXT = (
    "читалище отпадъци училище училищата граждански бюджет компостиране библиотека вода уебсайт "
    "населението видео наблюдение gis wifi urbact микробуси план план план план план plan "
    "пуп опос пудоос предприятие управление дейност опазване околна среда"
)


@cache
def small() -> Knowledge:
    return Knowledge(count_forms([TEXT]), PLACES)


@cache
def real() -> Knowledge:
    return Knowledge(
        count_forms(s.exact for item in real_practices() for s in item.fields.values()), PLACES
    )


def asked(text: str) -> Query:
    return parse(text, knowledge=small())


def assumed(text: str) -> set[tuple[str, str]]:
    """What was assumed about letters: {(text, reason)}."""
    return {(told.text, told.reason) for told in asked(text).assumed if told.reason in LETTERS}


def finds(text: str, lemma: str) -> float:
    """The weight at which some word of a question finds a lemma, 0 for never."""
    weights = [
        alternative.weight
        for word in asked(text).words
        for alternative in word.alternatives
        if alternative.stream == "lemma" and alternative.tokens == (lemma,)
    ]
    return max(weights, default=0)


@pytest.mark.parametrize(
    "typed",
    [
        "chitalishte",
        "4italishte",
        "4itali6te",
        "CHITALISHTE",
        "xbnfkbot",
        "chitalishte,",
        "читалищта",
    ],
)
def test_understand_typed_form_keeps_its_full_weight(typed: str):
    (word,) = asked(typed).words
    assert word.alternatives[0].reason == "lemma"
    assert word.alternatives[0].weight == 1.0


@pytest.mark.parametrize(
    "typed,lemma",
    [
        ("chitalishte", "читалище"),
        ("4italishte", "читалище"),
        ("4itali6te", "читалище"),
        ("u4ili6teto", "училище"),
        ("biblioteka", "библиотека"),
        ("otpadaci", "отпадък"),
        ("otpadatsi", "отпадък"),
    ],
)
def test_understand_latin_letters_find_the_bulgarian_word_in_full(typed: str, lemma: str):
    assert finds(typed, lemma) == 1.0


def test_understand_mixed_ways_within_one_question():
    query = asked("grajdanski byudzhet в chitalishteto")
    assert [told.text for told in query.assumed if told.reason in LETTERS] == [
        "граждански",
        "бюджет",
        "читалището",
    ]


@pytest.mark.parametrize("typed", ["GIS", "wifi", "Urbact"])
def test_understand_latin_words_of_the_index_are_left_alone(typed: str):
    assert assumed(typed) == set()


def test_understand_latin_word_that_the_index_has_much_oftener_in_bulgarian_is_that():
    assert finds("plan", "план") == 1.0


@pytest.mark.parametrize("typed", ["fjmdoc[r", "otpadyci"])
def test_understand_other_keyboards(typed: str):
    assert {text for text, _reason in assumed(typed)} == {"отпадъци"}


def test_understand_letters_on_keys_of_punctuation():
    (word,) = asked("fjmdoc[r").words
    assert word.text == "fjmdoc[r"
    assert ("отпадъци", "layout") in assumed("fjmdoc[r")


def test_understand_cyrillic_for_a_latin_name():
    assert ("gis", "latin") in assumed("гис")


@pytest.mark.parametrize(
    "typed,right",
    [
        ("чтиалище", "читалище"),
        ("читалищщге", "читалище"),
        ("компустиране", "компостиране"),
        ("библиутека", "библиотека"),
        ("отпатъци", "отпадъци"),
    ],
)
def test_understand_misspelt_word_is_looked_for_as_it_is_in_the_index(typed: str, right: str):
    (word,) = asked(typed).words
    help_ = [a for a in word.alternatives if a.reason in ("spelling", "sound") and a.text]
    assert [a.text for a in help_] == [right]
    assert help_[0].weight == 0.8


@pytest.mark.parametrize(
    "typed", ["стадион", "библиотеките", "училищен", "компостирането", "гражданка"]
)
def test_understand_word_of_the_dictionary_or_of_the_index_is_not_corrected(typed: str):
    assert assumed(typed) == set()


def test_understand_words_joined_and_split_when_the_index_has_them():
    assert ("уебсайт", "compound") in assumed("уеб сайт")
    assert ("видео наблюдение", "compound") in assumed("видеонаблюдение")
    assert assumed("вода план") == set()


def test_understand_meanings_cover_all_words_of_a_term():
    query = asked("подробен устройствен план")
    by_word = [{a.tokens for a in word.alternatives} for word in query.words]
    assert all(("пуп",) in tokens for tokens in by_word)


def test_understand_quoted_part_of_a_known_name_is_part_of_the_name():
    query = asked("оперативна програма „Околна среда“")
    assert query.phrases == ()
    assert ("опос",) in [a.tokens for a in query.words[0].alternatives]
    assert [phrase.text for phrase in asked("„Околна среда“").phrases] == ["Околна среда"]
    assert len(parse("оперативна програма „Околна среда“").phrases) == 1


def test_understand_word_of_the_tables_is_no_mistake():
    assert assumed("фотоволтаици") == set()


def test_understand_abbreviation_in_latin_letters():
    reasons = {told.reason for told in asked("PUDOOS").assumed}
    assert "abbreviation" in reasons


def test_understand_code_in_runs_for_less():
    (word,) = asked("BG05SFOP001-2.025-0025-С01").words
    assert word.alternatives[0].tokens == ("#bg05sfop00120250025c01",)
    assert word.alternatives[0].weight == 1.0
    runs = {a.tokens[0]: a.weight for a in word.alternatives if a.reason == "code:part"}
    assert runs["#bg05sfop00120250025"] == 0.3
    assert set(runs.values()) == {0.3}
    assert ("#147",) in [a.tokens for a in asked("147").words[0].alternatives]
    assert [a.stream for a in asked("2019").words[0].alternatives] == ["lemma", "exact"]


def test_understand_words_of_asking_weigh_nothing_beside_others():
    query = asked("здравейте, моля как да направим компостиране")
    assert [word.text for word in query.words] == ["компостиране"]
    assert [word.text for word in asked("моля").words] == ["моля"]


@pytest.mark.parametrize(
    "typed,facet,value",
    [
        ("компостиране в Габрово", "municipality", "GAB05"),
        ("компостиране общ. Габрово", "municipality", "GAB05"),
        ("компостиране гр. Габрово", "municipality", "GAB05"),
        ("компостиране обл. Габрово", "oblast", "GAB"),
        ("компостиране Gabrovo", "municipality", "GAB05"),
        ("компостиране Ст. Загора", "municipality", "SZR31"),
        ("габровско компостиране", "municipality", "GAB05"),
        ("компостиране в Бяла", "municipality", "SHU23"),
    ],
)
def test_understand_place_is_offered_and_hides_nothing(typed: str, facet: str, value: str):
    query = asked(typed)
    assert [(offer.facet, offer.values) for offer in query.offers] == [(facet, (value,))]
    assert query.required == 1
    assert [word.text for word in query.words if not word.optional] == ["компостиране"]
    assert query.filters == {}


def test_understand_ordinary_word_is_no_place():
    assert asked("бяла вода").offers == ()


@pytest.mark.parametrize(
    "typed,first,last",
    [
        ("отпадъци 2014–2020", "2014", "2020"),
        ("отпадъци 2014-20 г.", "2014", "2020"),
        ("отпадъци от 2010 до 2012", "2010", "2012"),
        ("отпадъци преди 2010 г.", "1990", "2009"),
        ("отпадъци 2016 година", "2016", "2016"),
    ],
)
def test_understand_years_are_offered_and_hide_nothing(typed: str, first: str, last: str):
    query = asked(typed)
    (offer,) = query.offers
    assert (offer.facet, offer.values[0], offer.values[-1]) == ("year", first, last)
    assert query.required == 1


def test_understand_since_a_year_reaches_to_now():
    (offer,) = asked("отпадъци след 2015").offers
    assert offer.values[0] == "2016"
    assert int(offer.values[-1]) >= 2026


def test_parse_only_what_was_typed():
    query = parse("4italishte", {"exact": "1"}, knowledge=small())
    assert query.exact
    assert query.assumed == ()
    assert {a.reason for word in query.words for a in word.alternatives} <= {
        "lemma",
        "typed",
        "root",
        "joined",
        "code",
    }


def test_modern_word_is_no_mistake():
    for text in ("дронове", "хакатоните", "електротротинетка", "велопътеки"):
        assert [a for a in parse(text, knowledge=real()).assumed if a.reason in LETTERS] == []


def test_word_written_together_is_said_apart_and_the_reverse():
    texts = {"велоалея": 3, "алея": 2, "велосипедна": 1, "велосипеди": 1, "за": 1}
    known = Knowledge(texts, PLACES)
    assert ("велосипедна алея", "synonym:same") in {
        (told.text, told.reason) for told in parse("велоалея", knowledge=known).assumed
    }
    for text in ("велосипедните алеи", "алея за велосипеди"):
        lemmas = [
            {a.tokens for a in word.alternatives}
            for word in parse(text, knowledge=known).words
            if not word.stop
        ]
        assert all(("велоалея",) in tokens for tokens in lemmas)


def matches(question: Query, text: str, reasons: set[str]) -> bool:
    """Whether enough words of a question have an alternative, of some reasons, that stands in a text."""
    streams = {s: getattr(token_streams(text), s).split() for s in ("lemma", "exact", "root")}

    def stands(wanted: Alternative) -> bool:
        there, length = streams.get(wanted.stream, []), len(wanted.tokens)
        places = range(len(there) - length + 1)
        stands_there = any(tuple(there[at : at + length]) == wanted.tokens for at in places)
        return stands_there and wanted.reason in reasons

    needed = [word for word in question.words if not word.optional]
    found = sum(any(map(stands, word.alternatives)) for word in needed)
    return bool(needed) and found >= question.required


def test_joined_and_apart_find_one_another_and_likenesses_do_not():
    rows = [line.split("\t") for line in COMPOUNDS.read_text(encoding="utf-8").splitlines()[2:]]
    found = {"0": [], "1": []}
    apart = {"compound", "synonym:same", "synonym:near"}
    reasons = {"0": apart, "1": apart | {"lemma", "root", "joined"}}
    for texts, questions in ((0, 1), (1, 0)):
        known = Knowledge(count_forms(token_streams(row[texts]).exact for row in rows))
        for row in rows:
            met = matches(parse(row[questions], knowledge=known), row[texts], reasons[row[2]])
            found[row[2]].append((met, row[questions]))
    assert [text for met, text in found["0"] if met] == []
    missed = [text for met, text in found["1"] if not met]
    assert len(missed) / len(found["1"]) < 0.1, missed


def test_plain_questions_are_not_helped():
    questions = PLAIN.read_text(encoding="utf-8").splitlines()
    assert len(questions) >= 300
    helped = [
        text
        for text in questions
        if any(told.reason in LETTERS for told in parse(text, knowledge=real()).assumed)
    ]
    assert len(helped) / len(questions) < 0.01, helped


typing = st.one_of(
    st.text(max_size=300),
    st.text(alphabet="абвгдежзийклмнопрстуфхцчшщъьюя abcqwxy46`[];',./-\"№0129", max_size=300),
    st.lists(st.sampled_from(TEXT.split()), max_size=30).map(" ".join),
)


@given(typing)
def test_understand_anything_is_bounded_and_fast(text: str):
    began = time.perf_counter()
    query = parse(text, knowledge=small())
    assert time.perf_counter() - began < 1
    assert len(query.words) <= MAX_WORDS
    for word in query.words:
        assert 1 <= len(word.alternatives) <= MAX_ALTERNATIVES
        assert query.text[word.start : word.end] == word.text
        assert all(0 < a.weight <= 1 and a.tokens for a in word.alternatives)
    if query.words:
        assert query.required >= 1
    assert all(len(offer.values) <= 20 for offer in query.offers)
