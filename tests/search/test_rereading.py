"""Other keyboards, Latin letters with mistakes, and phrases and exclusions read like all else."""

import pytest

from search.query import Query, parse
from search.understanding import Knowledge
from search.understanding.knowledge import count_forms
from search.understanding.spelling import in_cyrillic

TEXT = (
    "чист град клуб в пастра златен ключ отпадъци граждански бюджет свят без граници община "
    "стипендия медиатори пенсионери биомаса туризъм компостиране габрово земята завинаги mediator "
    "biomass led зелена система как да въздух сигнали ако"
)
KNOWLEDGE = Knowledge(count_forms([TEXT]))


def asked(text: str) -> Query:
    return parse(text, knowledge=KNOWLEDGE)


def meant(text: str) -> list[str]:
    return [told.text for told in asked(text).assumed if told.reason in READ]


READ = {"transliteration", "shlyokavitsa", "layout", "spelling", "sound"}


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("'rij h,do", ["чист", "град"]),
        ("u.w/ l mdij,d", ["клуб", "пастра"]),
        ("p.djek u.z'", ["златен", "ключ"]),
        ("sv[t bez granici", ["свят", "граници"]),
        ("ob]ina", ["община"]),
        ("h,dgodkiur /zogej", ["граждански", "бюджет"]),
        ("fjmdoc[r.", ["отпадъци"]),
    ],
)
def test_a_text_wholly_on_another_keyboard_is_read_by_it(typed, expected):
    assert meant(typed) == expected


@pytest.mark.parametrize("typed", ["led", "LED biomass", "mediator", "2014", "[]'", "led 2014"])
def test_what_stands_in_the_index_is_on_no_other_keyboard(typed):
    assert "layout" not in {told.reason for told in asked(typed).assumed}


def test_words_of_another_keyboard_are_neighbours_like_typed_ones():
    assert asked("h,dgodkiur /zogej").neighbours == asked("граждански бюджет").neighbours
    assert asked("grajdanski biudjet").neighbours == asked("граждански бюджет").neighbours


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("mediattori", "медиатори"),
        ("pensioneeri", "пенсионери"),
        ("bimasa", "биомаса"),
        ("turizuum", "туризъм"),
        ("siganli", "сигнали"),
        ("kompsotirane", "компостиране"),
        ("kompostir4ane", "компостиране"),
    ],
)
def test_a_mistyped_word_in_latin_letters_is_corrected(typed, expected):
    assert meant(typed)[0] == expected


def test_a_rare_word_of_the_dictionary_is_no_reason_to_leave_a_mistake():
    assert meant("stipeniia") == ["щипения", "стипендия"]


@pytest.mark.parametrize("typed", ["qwrtpx", "plughzz", "xyzzyy", "asdfgh4"])
def test_nonsense_in_latin_letters_stays_nonsense(typed):
    assert meant(typed) == []


@pytest.mark.parametrize(
    ("latin", "cyrillic"),
    [
        ("centyr", ["център"]),
        ("maika", ["майка"]),
        ("kushta", ["куща", "къща"]),
        ("sofia", ["софия"]),
        ("uchili6te", ["училище", "ъчилище"]),
        ("mediator", ["медиатор", "медятор"]),
        ("jena", ["жена", "йена"]),
    ],
)
def test_latin_is_written_in_cyrillic_in_the_likely_ways(latin, cyrillic):
    assert list(in_cyrillic(latin)) == cyrillic


@pytest.mark.parametrize("typed", ["„зелена система“", '"zelena sistema"', '"zelena sistemma"'])
def test_phrases_are_read_in_latin_letters_and_with_mistakes(typed):
    (phrase,) = asked(typed).phrases
    assert (phrase.lemma, phrase.exact) == (("зелен", "система"), ("зелена", "система"))


def test_phrases_are_taken_at_their_word_without_knowledge():
    (phrase,) = parse('"zelena sistema"').phrases
    assert phrase.exact == ("zelena", "sistema")
    (phrase,) = parse('"zelena sistema"', {"exact": "1"}, knowledge=KNOWLEDGE).phrases
    assert phrase.exact == ("zelena", "sistema")


@pytest.mark.parametrize(
    "typed", ["-компостиране", "-kompostirane", "-kompsotirane", "-компстиране"]
)
def test_what_is_excluded_is_read_in_every_way_of_typing(typed):
    (word,) = asked(f"отпадъци {typed}").excluded
    excluding = {a.tokens for a in word.alternatives if a.excludes and a.stream == "lemma"}
    assert ("компостиране",) in excluding
    assert [w.text for w in asked(f"отпадъци {typed}").words] == ["отпадъци"]


def test_nothing_akin_is_excluded():
    (word,) = asked("отпадъци -община").excluded
    assert {(a.stream, a.tokens) for a in word.alternatives if a.excludes} == {
        ("lemma", ("община",)),
        ("exact", ("община",)),
    }
