"""Words written together, and modern ones: all forms of one word meet, without a dictionary too."""

import pytest

from search.bulgarian.compounds import agreed, first_parts, taken_apart
from search.bulgarian.inflection import forms, inflected
from search.bulgarian.lexicon import data_lines


@pytest.mark.parametrize(
    "family",
    [
        "велопътека велопътеката велопътеки велопътеките",
        "биоотпадък биоотпадъка биоотпадъци биоотпадъците",
        "електробус електробуса електробусът електробуси електробусите",
        "агропазар агропазара агропазари",
        "енергоспестяване енергоспестяването",
        "смартпейка смартпейките",
        "микросайт микросайтове микросайтовете",
    ],
)
def test_forms_of_a_word_written_together_are_one(analyser, family):
    assert len({analyser.lemmas(form)[0] for form in family.split()}) == 1


@pytest.mark.parametrize(
    "family",
    [
        "дрон дрона дронът дронове дроновете",
        "хакатон хакатона хакатони хакатоните",
        "инфлуенсър инфлуенсъри инфлуенсърите",
        "екоактивизъм екоактивизма екоактивизмът",
        "геймификация геймификацията",
        "киберсигурност киберсигурността",
        "лайквам лайкваме лайкване",
        "соларен соларна соларни соларните",
        "дронерски дронерска дронерските",
        "портфолио портфолиото портфолиа",
    ],
)
def test_forms_of_a_modern_word_are_one(any_analyser, family):
    assert len({any_analyser.lemmas(form)[0] for form in family.split()}) == 1


def test_modern_words_are_many_and_none_is_in_the_dictionary(analyser):
    words = [w for line in data_lines("modern.tsv") for w in line.split("\t")[1].split()]
    assert len(words) >= 250
    assert [word for word in words if word in analyser.lexicon] == []
    assert len(words) == len(set(words))


def test_lemma_of_a_word_written_together_is_its_own(analyser):
    words = [f"{first}тротинетката" for first in first_parts()]
    lemmas = [analyser.lemmas(word)[0] for word in words]
    assert [analyser.lemmas(lemma)[0] for lemma in lemmas] == lemmas


@pytest.mark.parametrize(
    ("form", "parts"),
    [
        ("велоалеите", ("вело", "алеите")),
        ("съучастие", ("съ", "участие")),
        ("подмяна", None),  # „мяна“ after „под“: a word of its own
        ("биоззз", None),
        ("вело", None),
        ("", None),
    ],
)
def test_word_is_taken_apart_at_a_known_first_part(analyser, form, parts):
    assert taken_apart(form, analyser.is_known) == parts


@pytest.mark.parametrize(
    ("adjective", "noun", "said"),
    [
        ("велосипеден", "алея", "велосипедна алея"),
        ("велосипеден", "алеи", "велосипедни алеи"),
        ("градски", "кредит", "градски кредит"),
        ("градски", "пътека", "градска пътека"),
        ("малък", "ферма", "малка ферма"),
        ("зелен", "училище", "зелено училище"),
    ],
)
def test_adjective_agrees_with_its_noun(adjective, noun, said):
    assert f"{agreed(adjective, noun)} {noun}" == said


def test_unknown_pattern_is_refused():
    with pytest.raises(KeyError):
        list(forms("нищо", "дрон"))


def test_pattern_makes_forms_of_the_word():
    assert inflected(("а\tапка",)) == dict.fromkeys(
        ("апка", "апката", "апки", "апките", "апко"), "апка"
    )
