"""What a text becomes: lemmas, positions, offsets, streams."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.bulgarian import Analyser, Lexicon
from search.bulgarian.lexicon import stop_words
from tests.search.bulgarian.families import APART, FAMILIES, ROOTS

ALPHABET = "абвгдежзийклмнопрстуфхцчшщъьюяАЕОРСТХЙ" + "aeopcxyABCEHKMOPTX" + "0123456789"
SIGNS = " -–—.,/:'’\u0301\u0300\u0306\u00ad\u200b№#„“()\n_"
texts = st.one_of(
    st.text(max_size=60),
    st.text(alphabet=ALPHABET + SIGNS, max_size=60),
    st.lists(
        st.sampled_from(
            [
                "общината",
                "най-добрите",
                "BG05SFOP001-2.025-0025-С01",
                "15-годишен",
                "12 500",
                "уеб-сайт",
                "№ 13 13 146",
                "10.05.2023г.",
                "ГИС-ът",
                "й",
                "и\u0306",
            ]
        ),
        max_size=8,
    ).map(" ".join),
)


def lemmas(analyser: Analyser, text: str) -> list[str]:
    return [token.lemma for token in analyser.analyse(text)]


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.split()[0])
def test_forms_of_a_word_have_one_lemma(analyser, family):
    assert set(lemmas(analyser, family)) == {family.split()[0]}


def test_most_families_are_one_without_a_dictionary(bare_analyser):
    whole = [f for f in FAMILIES if len(set(lemmas(bare_analyser, f))) == 1]
    assert len(whole) >= len(FAMILIES) - 2


@pytest.mark.parametrize(("first", "second"), APART)
def test_different_words_stay_apart(analyser, first, second):
    assert lemmas(analyser, first) != lemmas(analyser, second)


@pytest.mark.parametrize("family", ROOTS, ids=lambda family: family.split()[0])
def test_derived_words_share_a_root(any_analyser, family):
    assert len({token.root for token in any_analyser.analyse(family)}) == 1


def test_i_kratko_is_a_letter_of_its_own(any_analyser):
    assert [t.exact for t in any_analyser.analyse("май маи район раион")] == [
        "май",
        "маи",
        "район",
        "раион",
    ]


@pytest.mark.parametrize(
    ("typed", "exact"),
    [
        ("общи\u0301на", "община"),
        ("Общи\u0300на", "община"),
        (unicodedata.normalize("NFD", "район"), "район"),
        ("ѝ", "и"),
        ("и\u0300", "и"),
        ("об\u00adщина", "община"),
        ("об\u200bщина", "община"),
        ("\ufeffобщина", "община"),
        ("О’Нийл", "онийл"),
        ("общинa", "община"),  # Latin a at the end
        ("Cъвет", "съвет"),  # Latin C at the beginning
        ("общинá", "община"),  # stress typed with a Latin letter
        ("СEО", "сео"),  # two of three letters are Cyrillic
        ("wifі", "wifі"),  # an Ukrainian і has no twin to choose
        ("ﬁнанси", "fiнанси"),  # a ligature comes apart and nothing can be repaired
    ],
)
def test_characters_are_written_one_way(any_analyser, typed, exact):
    assert any_analyser.analyse(typed)[0].exact == exact


def test_degree_belongs_to_the_word(any_analyser):
    token, *others = any_analyser.analyse("най-добрите")
    assert others == []
    assert (token.start, token.end, token.exact) == (0, 11, "най-добрите")
    assert token.lemma == any_analyser.analyse("добър")[0].lemma


def test_degree_without_its_hyphen_is_read(analyser):
    assert lemmas(analyser, "найдобрите") == ["добър"]


def test_hyphened_word_is_found_in_parts_and_joined(analyser):
    found = [(t.position, t.kind, t.exact) for t in analyser.analyse("уеб-сайт на")]
    assert found == [
        (0, "part", "уеб"),
        (0, "word", "уебсайт"),
        (1, "part", "сайт"),
        (2, "word", "на"),
    ]


def test_streams_keep_phrases_whole(analyser):
    streams = analyser.token_streams("Уеб-сайт на общината")
    assert streams.lemma == "уеб сайт на община уебсайт"
    assert streams.exact == "уеб сайт на общината уебсайт"
    assert streams.code == ""


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("15-годишен", [("number", "15"), ("word", "15годишен"), ("part", "годишен")]),
        ("15годишен", [("number", "15"), ("word", "15годишен"), ("part", "годишен")]),
        ("2014–2020 г.", [("number", "2014"), ("number", "2020"), ("word", "г")]),
        ("21-ви век", [("number", "21"), ("word", "век")]),
        ("5те", [("number", "5")]),
        ("12 500,50 лв.", [("number", "12500.50"), ("word", "лв")]),
        ("1,5 млн.", [("number", "1.5"), ("word", "млн")]),
        ("120кв.м", [("number", "120"), ("part", "кв"), ("word", "м")]),
        ("10.05.2023г.", [("number", "2023-05-10"), ("part", "2023")]),
        ("2023-05-10", [("number", "2023-05-10"), ("part", "2023")]),
        ("99.99.2023", [("number", "99.99.2023")]),
        ("А4 A4", [("word", "a4"), ("word", "a4")]),
        ("ГИС-ът", [("word", "гис")]),
        ("GISът", [("word", "gis")]),
        ("край.Начало", [("word", "край"), ("word", "начало")]),
        ("една_дума", [("word", "една"), ("word", "дума")]),
        ("Europe's projects", [("word", "europe"), ("word", "projects")]),
    ],
)
def test_tokens_of_numbers_and_odd_words(analyser, typed, found):
    tokens = [t for t in analyser.analyse(typed) if t.kind != "code"]
    assert [(t.kind, t.exact) for t in tokens] == found


def test_abbreviations_of_words_are_the_words(any_analyser):
    assert lemmas(any_analyser, "г. лв. ул. км") == ["година", "лев", "улица", "километър"]


def test_readings_keep_what_else_a_form_may_be(analyser):
    assert "цял" in analyser.analyse("целите")[0].readings


def test_latin_plural_is_its_singular(any_analyser):
    assert lemmas(any_analyser, "projects cities GIS access") == [
        "project",
        "city",
        "gis",
        "access",
    ]


def test_stop_words_stay_in_the_index(analyser):
    assert analyser.token_streams("и за на").lemma == "и за на"


def test_stop_words_are_single_exact_forms(any_analyser):
    assert [w for w in stop_words() if any_analyser.analyse(w)[0].exact != w] == []


def test_place_words_are_their_own_lemmas(any_analyser):
    assert lemmas(any_analyser, "Габрово габровските габровци Банско Елена Рила") == [
        "габрово",
        "габровски",
        "габровец",
        "банско",
        "елена",
        "рила",
    ]


def test_version_differs_without_the_dictionary(analyser, bare_analyser):
    assert analyser.version != bare_analyser.version
    assert len(analyser.version) == 16


def test_chosen_lemmas_are_their_own(analyser, lexicon):
    wrong = []
    for number, form in enumerate(lexicon.forms()):
        if number % 40 == 0:
            lemma = analyser.lemmas(form)[0]
            if analyser.lemmas(lemma)[0] != lemma:
                wrong.append(form)
    assert wrong == []


@pytest.mark.parametrize(
    "unit",
    ["a", "ж", "a-", "1 ", "1.", "a1", "№ 1 ", "\u00ad", "й\u0306", "бг05-", "12 500 ", "/", "по-"],
)
def test_long_and_odd_texts_take_no_longer_than_their_length(bare_analyser, unit):
    text = unit * (200_000 // len(unit))
    tokens = bare_analyser.analyse(text)
    assert max((len(t.exact) for t in tokens), default=0) <= 200


@settings(max_examples=400, deadline=None)
@given(text=texts)
def test_any_text_is_analysed(analyser, text):
    tokens = analyser.analyse(text)
    assert [t.position for t in tokens] == sorted(t.position for t in tokens)
    for token in tokens:
        assert 0 <= token.start < token.end <= len(text)
        assert token.exact
        assert token.lemma
        assert token.root
        assert not any(c.isspace() for c in token.exact + token.lemma + token.root)


@settings(max_examples=400, deadline=None)
@given(text=texts)
def test_offsets_slice_what_the_token_says(bare_analyser, text):
    for token in bare_analyser.analyse(text):
        again = bare_analyser.analyse(text[token.start : token.end])
        assert token.exact in {t.exact for t in again} or token.kind in ("code", "part")


@settings(max_examples=400, deadline=None)
@given(text=texts)
def test_lemmas_are_fixed_points(analyser, text):
    for token in analyser.analyse(text):
        if token.kind in ("word", "part"):
            assert analyser.lemmas(token.lemma)[0] == token.lemma


@settings(max_examples=300, deadline=None)
@given(text=texts)
def test_streams_hold_the_tokens(analyser, text):
    tokens = analyser.analyse(text)
    streams = analyser.token_streams(text)
    words = sorted(t.lemma for t in tokens if t.kind != "code")
    assert sorted(streams.lemma.split()) == words
    assert sorted(streams.code.split()) == sorted(t.lemma for t in tokens if t.kind == "code")


@settings(max_examples=200, deadline=None)
@given(text=texts)
def test_memory_changes_nothing(lexicon, analyser, text):
    assert Analyser(Lexicon(lexicon.directory)).analyse(text) == analyser.analyse(text)


@given(text=texts)
@settings(max_examples=200, deadline=None)
def test_upper_case_of_plain_cyrillic_is_the_same_query(analyser, text):
    plain = "".join(c for c in text if c in "абвгдежзийклмнопрстуфхцчшщъьюя ")
    assert lemmas(analyser, plain.upper()) == lemmas(analyser, plain)


@pytest.mark.parametrize(
    "forms",
    [
        "разделя разделям разделят разделяме разделил",
        "подготвя подготвям подготвят подготвяме",
        "изпълня изпълням изпълнят",
        "затваря затварят затвори затворят затваряне",
        "строя строят строим строене",
        "джипи джипито джипитата",
        "НПО НПО-та НПО-то НПО-тата",
        "незрящ незряща незрящи незрящите",
        "закрия закриват закриване",
        "лекувам лекуват лекуване",
        "превозвам превозват превозване",
    ],
)
def test_forms_of_verbs_and_of_new_words_are_one(analyser, forms):
    assert len({token.lemma for token in analyser.analyse(forms)}) == 1


@pytest.mark.parametrize("pair", ["земя земям", "стая стаям", "строй строя", "джип джипи"])
def test_words_that_only_look_like_a_pair_stay_apart(analyser, pair):
    first, second = analyser.analyse(pair)
    assert first.lemma != second.lemma
