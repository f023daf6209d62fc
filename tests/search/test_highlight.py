"""One sentence, chosen for the match, its words marked, everything else only text."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.highlight import LONGEST, best_of_long, best_sentence, head, sentences
from search.matching import Matcher
from search.query import parse
from search.understanding import Knowledge

MARK = re.compile(r"</?mark>")


def shown(text: str, question: str) -> str | None:
    found = best_sentence(text, Matcher(parse(question)))
    return found.html if found else None


def test_every_form_of_the_word_is_marked():
    assert shown("Общината помага на общините.", "община") == (
        "<mark>Общината</mark> помага на <mark>общините</mark>."
    )


def test_sentence_with_most_words_is_chosen():
    text = "Водата е скъпа. Общината пречиства вода за селата. Селата са малки."
    assert shown(text, "вода селата") == (
        "Общината пречиства <mark>вода</mark> за <mark>селата</mark>."
    )


def test_first_of_equal_sentences_is_chosen():
    assert shown("Водата е чиста. Водата е студена.", "вода") == "<mark>Водата</mark> е чиста."


def test_text_without_the_words_gives_nothing():
    assert shown("Нищо общо.", "вода") is None
    assert shown("", "вода") is None


def test_phrase_is_marked_whole_and_its_words_alone_are_not():
    text = "Система има, но зелена е другаде. Тук е зелена система."
    assert shown(text, "„зелена система“") == "Тук е <mark>зелена система</mark>."


def test_code_is_marked_in_whatever_letters():
    text = "Проект BG05SFOP001-2.025-0025-С01 приключи."
    assert shown(text, "bg05sfop001-2.025") == (
        "Проект <mark>BG05SFOP001-2.025-0025-С01</mark> приключи."
    )


def test_excluded_words_are_not_marked():
    assert shown("Вода и кал.", "вода -кал") == "<mark>Вода</mark> и кал."


def test_stress_marks_and_soft_hyphens_stay_inside_the_mark():
    assert shown("Во\u0301да\u00adта тече.", "вода") == "<mark>Во\u0301да\u00adта</mark> тече."


@pytest.mark.parametrize(
    "text,count",
    [
        ("В гр. Елена живеят хора. Те са добри.", 2),
        ("По чл. 12 от закона. Край.", 2),
        ("Цена 1.5 лв. на месец.", 1),
        ("Ред\nРед", 2),
        ("Какво? Нищо! Добре…", 3),
        ("През 2016 г. започва строеж. Завършва през 2018 г.", 2),
        ("Д-р А. Петрова лекува.", 1),
        ("", 0),
    ],
)
def test_sentences_are_not_ended_by_abbreviations(text: str, count: int):
    assert len(list(sentences(text))) == count


def test_long_sentence_is_cut_around_the_match():
    text = "дълго " * 100 + "вода " + "още " * 100
    cut = shown(text.strip(), "вода")
    assert "<mark>вода</mark>" in cut
    assert cut.startswith("… ")
    assert cut.endswith(" …")
    assert len(MARK.sub("", cut)) <= LONGEST + 4


KNOWN = Knowledge(
    {
        "боклук": 9,
        "битови": 4,
        "смр": 2,
        "отпадъци": 9,
        "детска": 5,
        "градина": 5,
        "компостиране": 4,
    }
)


def meant(text: str, question: str) -> str | None:
    """The same with all that a question may mean."""
    found = best_sentence(text, Matcher(parse(question, knowledge=KNOWN)))
    return found.html if found else None


@pytest.mark.parametrize(
    "question,text,marks",
    [
        ("боклук", "Битовите отпадъци се возят далеч.", ["Битовите отпадъци"]),
        ("detska gradina", "В детските градини има хор.", ["детските градини"]),
        ("4istota", "За чистотата отговаря кметът.", ["чистотата"]),
        ("fjmdoc[r", "Отпадъкът се мери.", ["Отпадъкът"]),
        ("компустиране", "Компостирането спестява пари.", ["Компостирането"]),
        ("SMR", "По СМР няма спор.", ["СМР"]),
    ],
)
def test_what_may_be_meant_is_marked_too(question: str, text: str, marks: list[str]):
    html = meant(text, question)
    joined = (html or "").replace("</mark> <mark>", " ")
    assert re.findall("<mark>(.*?)</mark>", joined) == marks


def test_relative_of_a_word_is_not_marked_beside_the_word_itself():
    assert shown("Общинският съвет на общината.", "община") == (
        "Общинският съвет на <mark>общината</mark>."
    )
    assert shown("Общинският съвет.", "община") == "<mark>Общинският</mark> съвет."


def test_sentence_with_the_word_goes_before_one_with_its_relative():
    text = "Общинският съвет и общинските служби. Решава общината."
    assert shown(text, "община") == "Решава <mark>общината</mark>."


def test_words_that_stand_together_go_before_words_far_apart():
    text = (
        "Водата, за която мнозина питат от години насам, не стига до малките планински села. "
        "Водата в селата е скъпа и я има само през нощта."
    )
    assert shown(text, "вода село").startswith("<mark>Водата</mark> в <mark>селата</mark>")


def test_heading_goes_after_a_sentence_that_says_as_much():
    text = "Водата\nОбщината прекарва водата през новия тръбопровод."
    assert shown(text, "вода").startswith("Общината прекарва")


def test_long_text_gives_the_same_sentence_as_a_short_one():
    filler = "Тук няма нищо за четене. " * 4000
    text = f"{filler}\nОбщината прекарва вода за селата.\n{filler}"
    found = best_of_long(text, Matcher(parse("вода селата")))
    assert found.html == "Общината прекарва <mark>вода</mark> за <mark>селата</mark>."
    assert best_of_long(text, Matcher(parse("хеликоптер"))) is None


HOSTILE = [
    "<script>alert(1)</script> вода",
    "<img src=x onerror=alert(1)> вода",
    'вода" onmouseover="alert(1)',
    "<mark>вода</mark><b>",
    "вода &lt;script&gt; & '",
    "<!-- вода -->",
]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("question", ["вода", "<script>вода</script>", '"вода" <mark>', "script"])
def test_markup_in_text_or_question_comes_out_as_text(text: str, question: str):
    for html in (shown(text, question) or "", head(text, Matcher(parse(question))).html):
        assert "<" not in MARK.sub("", html)
        assert '"' not in html
        assert "'" not in html


@given(text=st.text(max_size=200), question=st.text(max_size=30))
def test_highlights_of_anything_are_safe_and_lose_nothing(text: str, question: str):
    html = head(text, Matcher(parse(question))).html
    assert "<" not in MARK.sub("", html)
    assert unescape(MARK.sub("", html)) == text
    assert html.count("<mark>") == html.count("</mark>")
