"""What is typed becomes a bounded question; nothing makes it fail."""

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from search.fields import FACETS, SECTIONS, rounded_size, section_size
from search.query import (
    MAX_LENGTH,
    MAX_PAGE,
    MAX_VALUES,
    MAX_WORDS,
    SORTS,
    Query,
    parse,
    required,
)


def lemmas(query: Query) -> list[str | None]:
    return [word.lemma for word in query.words]


def reasons(text: str) -> list[tuple[str, str]]:
    (word,) = parse(text).words
    return [(alternative.stream, alternative.reason) for alternative in word.alternatives]


def test_parse_forms_of_a_word_are_one_question():
    assert lemmas(parse("общините")) == lemmas(parse("ОБЩИНА")) == lemmas(parse("общи\u0301на"))


def test_parse_word_has_its_alternatives_and_their_reasons():
    assert reasons("читалищата") == [("lemma", "lemma"), ("exact", "typed"), ("root", "root")]
    (word,) = parse("читалищата").words
    weights = [alternative.weight for alternative in word.alternatives]
    assert weights == sorted(weights, reverse=True)
    assert weights[0] == 1.0


def test_parse_stop_words_count_only_alone():
    assert [word.text for word in parse("вода за селата").words] == ["вода", "селата"]
    assert [word.text for word in parse("за").words] == ["за"]


def test_parse_same_word_twice_counts_once():
    assert [word.text for word in parse("община общината общини").words] == ["община"]


def test_parse_words_remember_where_they_were_typed():
    query = parse("  „зелена система“   разделно -боклук кошове")
    assert [query.text[w.start : w.end] for w in query.words] == ["разделно", "кошове"]
    assert [query.text[w.start : w.end] for w in query.excluded] == ["боклук"]


@pytest.mark.parametrize(
    "text", ["„зелена система“", "“зелена система”", '"зелена система"', "«зелена система»"]
)
def test_parse_every_kind_of_quotes_makes_a_phrase(text: str):
    (phrase,) = parse(text).phrases
    assert phrase.exact == ("зелена", "система")
    assert parse(text).words == ()


def test_parse_quotes_left_open_are_no_phrase():
    query = parse("„зелена система")
    assert query.phrases == ()
    assert len(query.words) == 2


def test_parse_minus_excludes_and_a_hyphen_does_not():
    query = parse("сметища -депо уеб-сайт 2014-2020 - край")
    assert [word.text for word in query.excluded] == ["депо"]
    assert "уеб-сайт" in [word.text for word in query.words]
    assert [p.exact for p in parse("вода -„чиста вода“").excluded_phrases] == [("чиста", "вода")]


def test_parse_code_is_one_word_and_never_its_pieces():
    (word,) = parse("BG05SFOP001-2.025-0025-С01").words
    assert word.alternatives[0].tokens == ("#bg05sfop00120250025c01",)
    assert {alternative.stream for alternative in word.alternatives} == {"code", "exact"}


def test_parse_year_is_a_number_not_a_piece_of_a_code():
    assert "code" not in [stream for stream, _reason in reasons("2019")]
    assert "code" in [stream for stream, _reason in reasons("0025")]


def test_parse_hyphened_word_is_found_in_parts_and_joined():
    (word,) = parse("уеб-сайт").words
    tokens = [alternative.tokens for alternative in word.alternatives]
    assert ("уеб", "сайт") in tokens
    assert ("уебсайт",) in tokens


def test_parse_filters_are_sorted_so_that_one_choice_is_one_question():
    one = parse("", QueryDict("theme=b&theme=a&oblast=GAB"))
    two = parse("", {"oblast": "GAB", "theme": ["a", "b", "a"]})
    assert one == two
    assert one.filters == {"theme": ("a", "b"), "oblast": ("GAB",)}


def test_parse_unknown_parameters_count_as_not_given():
    asked = {"section": "тайна", "sort": "random()", "page": "-1", "theme": "a b'--", "x": "y"}
    assert parse("вода", asked) == parse("вода")


@pytest.mark.parametrize(
    "given_,page", [("0", 1), ("2", 2), ("٣", 1), ("1e9", 1), ("99999", MAX_PAGE), ("", 1)]
)
def test_parse_page_is_bounded(given_: str, page: int):
    assert parse("", {"page": given_}).page == page


def test_parse_sorts_by_relevance_only_where_something_is_asked():
    assert parse("вода").sort == "relevance"
    assert parse("").sort == "newest"
    assert parse("", {"sort": "relevance"}).sort == "newest"


def test_required_words():
    assert [required(count) for count in range(9)] == [0, 1, 2, 2, 3, 4, 4, 4, 5]


def test_neighbours_are_pairs_of_lemmas_in_order():
    query = parse("дом за възрастни")
    assert query.neighbours == [(query.words[0].lemma, query.words[1].lemma)]


values = st.one_of(st.text(max_size=30), st.lists(st.text(max_size=10), max_size=30), st.integers())


@given(
    text=st.one_of(st.text(max_size=500), st.binary(max_size=50), st.none()),
    params=st.dictionaries(
        st.sampled_from([*FACETS, "section", "sort", "page", "q"]) | st.text(max_size=5), values
    ),
)
def test_parse_anything_is_a_bounded_question(text, params):
    query = parse(text, params)
    assert len(query.text) <= MAX_LENGTH
    assert len(query.words) <= MAX_WORDS
    assert len(query.excluded) <= MAX_WORDS
    assert 1 <= query.page <= MAX_PAGE
    assert query.section in SECTIONS
    assert query.sort in SORTS
    assert all(len(chosen) <= MAX_VALUES for chosen in query.filters.values())
    assert parse(query.text, params) == query
    query.text.encode()
    for word in query.words:
        assert word.alternatives
        assert query.text[word.start : word.end] == word.text


@given(st.integers(min_value=0, max_value=10**7))
def test_rounded_size_keeps_order_and_is_idempotent(size: int):
    rounded = rounded_size(size)
    assert rounded <= size
    assert rounded_size(rounded) == rounded
    assert rounded_size(size + 1) >= rounded
    assert size - rounded <= max(0, size - 24) / 8


@pytest.mark.parametrize("size,rounded", [(23, 23), (40, 40), (41, 40), (57, 56), (312, 312)])
def test_rounded_size_is_lucenes(size: int, rounded: int):
    assert rounded_size(size) == rounded


def test_section_size_counts_a_field_by_its_weight_in_the_whole_only():
    lengths = dict.fromkeys(SECTIONS["all"], 1)
    assert section_size("all", lengths) == 15
    assert section_size("results", lengths) == 1
