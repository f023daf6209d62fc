"""English terms over Bulgarian texts: the table, and its promises in words."""

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.bulgarian import analyse
from search.bulgarian.glossary import Entry, Glossary, alternatives, entries, parse
from search.bulgarian.phrases import LINKS, one_per_word, term


@pytest.fixture(scope="module")
def table(analyser) -> Glossary:
    return Glossary(entries(), analyser)


@pytest.fixture
def meant(analyser, table):
    """The Bulgarian terms that the table adds to a query."""

    def ask(text: str) -> list[str]:
        found = table.alternatives(one_per_word(analyser.analyse(text)))
        return [alternative.text for alternative in found]

    return ask


def test_entries_are_many():
    assert len(entries()) >= 330


def test_every_term_has_a_word(any_analyser):
    texts = [text for entry in entries() for text in entry.english + entry.bulgarian]
    assert all(term(text, any_analyser).words for text in texts)


def test_sides_are_english_and_bulgarian():
    assert [t for entry in entries() for t in entry.english if not t.isascii()] == []
    bulgarian = [text for entry in entries() for text in entry.bulgarian]
    assert [text for text in bulgarian if not re.search("[а-я]", text)] == []


def test_english_term_is_written_once(analyser):
    owners = Counter()
    for entry in entries():
        for text in entry.english:
            words = term(text, analyser).words
            telling = tuple(word.lemma for word in words if word.exact not in LINKS)
            owners[telling if len(telling) > 1 else tuple(word.lemma for word in words)] += 1
    assert [english for english, times in owners.items() if times > 1] == []


def test_no_entry_names_a_bulgarian_term_twice(analyser):
    twice = [
        entry
        for entry in entries()
        if len({term(t, analyser).tokens() for t in entry.bulgarian}) < len(entry.bulgarian)
    ]
    assert twice == []


@pytest.mark.parametrize(
    ("typed", "bulgarian"),
    [
        ("participatory budgeting", "граждански бюджет"),
        ("door-to-door collection", "събиране от врата на врата"),
        ("door to door waste collection", "събиране от врата на врата"),
        ("social patronage", "домашен социален патронаж"),
        ("home care for the elderly", "грижа в домашна среда"),
        ("home care for the elderly", "възрастни хора"),
        ("day care centres", "дневен център"),
        ("waste sorting in schools", "разделно събиране"),
        ("waste sorting in schools", "училище"),
        ("street lighting", "улично осветление"),
        ("One-Stop Shops", "едно гише"),
        ("sustainable urban mobility", "устойчива мобилност"),
        ("bike lanes", "велоалея"),
        ("town twinning", "побратимяване"),
        ("public procurement", "обществена поръчка"),
        ("municipal councils", "общински съвет"),
        ("municipalities", "община"),
        ("co-financing", "съфинансиране"),
        ("cofinancing", "съфинансиране"),
        ("stray dogs", "безстопанствени кучета"),
        ("local taxes", "местни данъци и такси"),
        ("public churches", "църква"),
        ("electric buses", "електрически автобус"),
        ("energy efficiency of public buildings", "обществена сграда"),
        ("people with disabilities", "хора с увреждания"),
        ("roma inclusion", "интеграция на ромите"),
        ("quality of life", "качество на живот"),
    ],
)
def test_english_finds_bulgarian(meant, typed, bulgarian):
    assert bulgarian in meant(typed)


def test_longest_term_is_meant(meant):
    assert meant("waste water treatment plant")[0] == ("пречиствателна станция за отпадъчни води")
    assert "отпадъци" not in meant("waste water treatment plant")


def test_usual_translation_weighs_more(analyser, table):
    found = table.alternatives(one_per_word(analyser.analyse("participatory budgeting")))
    assert [(a.text, a.weight, a.reason) for a in found] == [
        ("граждански бюджет", 0.9, "english"),
        ("бюджетиране с участие", 0.8, "english"),
    ]


@pytest.mark.parametrize(
    "typed",
    ["община", "граждански бюджет", "most", "gis", "urbact", "praktiki", "kmet", "pet", "2014"],
)
def test_it_works_from_english_only(meant, typed):
    assert meant(typed) == []


@pytest.mark.parametrize("line", ["", "waste", "waste\t", "\tотпадъци", "waste\tотпадъци\t.9"])
def test_wrong_row_is_refused(line):
    with pytest.raises(ValueError, match="two columns"):
        parse(line)


def test_row_has_terms_of_both_languages():
    assert parse("waste | garbage\tотпадъци | боклук") == Entry(
        ("waste", "garbage"), ("отпадъци", "боклук")
    )


@given(
    st.one_of(
        st.text(max_size=60),
        st.lists(
            st.sampled_from([t for entry in entries() for t in entry.english] + ["of", "the"]),
            max_size=8,
        ).map(" ".join),
    )
)
def test_any_words_have_alternatives_within_them(text):
    words = one_per_word(analyse(text))
    for found in alternatives(words):
        assert 0 <= found.start < found.end <= len(words)
        assert found.tokens
        assert found.reason == "english"
