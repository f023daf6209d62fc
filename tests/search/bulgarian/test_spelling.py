"""Mistyped words: the nearest of the collection, few, and none for what is right."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from search.bulgarian.spelling import Speller, sound

COUNTS = {
    "община": 40,
    "общини": 20,
    "общината": 30,
    "образование": 9,
    "сграда": 5,
    "младежки": 4,
    "кметство": 6,
    "практика": 9,
    "градина": 2,
    "градска": 2,
    "вода": 8,
    "мода": 1,
    "среда": 7,
    "сряда": 1,
    "participation": 2,
    "пара": 3,
}


@pytest.fixture(scope="module")
def speller() -> Speller:
    return Speller(COUNTS)


@pytest.mark.parametrize(
    ("typed", "meant", "reason"),
    [
        ("общиан", "община", "spelling"),  # swapped
        ("общнина", "община", "spelling"),  # one too many
        ("обшина", "община", "spelling"),  # another letter
        ("оббщина", "община", "sound"),  # doubled
        ("опщина", "община", "sound"),  # voiced as unvoiced
        ("общена", "община", "sound"),  # unstressed vowel
        ("образувание", "образование", "sound"),
        ("сграта", "сграда", "sound"),
        ("младешки", "младежки", "sound"),
        ("кметстфо", "кметство", "sound"),
        ("пректика", "практика", "spelling"),
        ("participacion", "participation", "spelling"),
    ],
)
def test_nearest_word_comes_first(speller, typed, meant, reason):
    first, *_ = speller.suggest(typed)
    assert (first.tokens, first.reason, first.weight) == ((meant,), reason, 0.8)


@pytest.mark.parametrize("typed", ["община", "вид", "123", "bg05sfop001", "", "ъъъъъъъ", "пра"])
def test_right_short_and_strange_words_stay(speller, typed):
    assert speller.suggest(typed) == []


def test_short_word_may_have_one_mistake(speller):
    assert [a.tokens for a in speller.suggest("воды")] == [("вода",)]
    assert speller.suggest("выды") == []


def test_forms_of_one_word_take_one_place(speller):
    lemma = {"общини": "община", "общината": "община"}
    found = speller.suggest("общинаа", lambda form: lemma.get(form, form))
    assert [a.tokens for a in found] == [("община",)]


def test_at_most_three_words_of_one_distance():
    speller = Speller(dict.fromkeys(("рака", "река", "рука", "рока", "ръка"), 1))
    assert len(speller.suggest("рыка")) == 3


def test_words_that_sound_alike_share_a_spelling():
    assert len({sound(w) for w in ("община", "опщина", "общена", "оббщина")}) == 1
    assert sound("сграда") != sound("градина")


@given(st.text(max_size=60))
def test_any_text_has_few_suggestions(typed):
    found = Speller(COUNTS).suggest(typed)
    assert len(found) <= 3
    assert all(token in COUNTS for a in found for token in a.tokens)


def _nearest_by_looking_at_all(word: str, counts: dict[str, int]) -> list[str]:
    """What the speller promises, in the plainest way: every form is compared."""
    allowed = 1 if len(word) <= 5 else 2
    cost = {}
    for form in counts:
        if len(form) >= 3 and form.isascii() == word.isascii():
            alike = not form.isascii() and sound(form) == sound(word)
            distance = OSA.distance(word, form)
            if alike or distance <= allowed:
                cost[form] = distance - 0.5 * alike
    least = min(cost.values(), default=0)
    order = sorted(cost, key=lambda form: (cost[form], -counts[form], form))
    return [form for form in order if cost[form] == least][:3]


@pytest.fixture(scope="module")
def many(lexicon) -> tuple[dict[str, int], Speller]:
    chance = random.Random(1)
    forms = [form for form in lexicon.forms() if form.isalpha()]
    counts = {form: chance.randint(1, 50) for form in chance.sample(forms, 4000)}
    counts |= dict.fromkeys(("romact", "urbact", "erasmus", "interreg", "leader", "gis"), 3)
    return counts, Speller(counts)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_nothing_nearer_is_missed(many, data):
    counts, speller = many
    word = data.draw(st.sampled_from(sorted(counts)))
    for _ in range(data.draw(st.integers(1, 2))):
        at = data.draw(st.integers(0, len(word) - 1))
        letter = data.draw(st.sampled_from("аоуиестнкркщяaeirtx"))
        changed = {
            "left out": word[:at] + word[at + 1 :],
            "added": word[:at] + letter + word[at:],
            "another": word[:at] + letter + word[at + 1 :],
            "swapped": word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
        }
        word = changed[data.draw(st.sampled_from(sorted(changed)))] or word
    found = [alternative.tokens[0] for alternative in speller.suggest(word)]
    if word in counts or len(word) < 4:
        assert found == []
    else:
        assert found == _nearest_by_looking_at_all(word, counts)
