"""The pure half: conflicts, the lot, what marks come to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practices.reviews.choices import Badge, Conflict, Criterion, EvidenceLevel
from practices.reviews.conflicts import Declared, Subject, conflict
from practices.reviews.drawing import draw
from practices.reviews.results import is_wide, propose, shown

loads = st.dictionaries(st.integers(1, 50), st.integers(0, 4), max_size=20)
one_answer = st.fixed_dictionaries({name: st.integers(0, 5) for name in Criterion.values})
answers = st.lists(one_answer, min_size=1, max_size=3)
BADGES = [Badge.NONE, Badge.PROMISING, Badge.GOOD, Badge.PROVEN]


def measure(**other) -> dict:
    return {
        "kind": "measured",
        "nature": "outcome",
        "before": "",
        "after": "80",
        "source": "НСИ",
        **other,
    }


def text(*measures: dict) -> dict:
    return {"results": "<p>По-чисто.</p>", "measures": list(measures)}


documents = st.sampled_from(
    [text(), text(measure()), text(measure(before="100")), {"results": "", "measures": []}]
)


@given(loads, st.integers(0, 6), st.text(max_size=8), st.randoms())
def test_the_least_loaded_are_drawn_and_the_seed_draws_them_again(load, wanted, seed, shuffler):
    drawn = draw(load, wanted, seed)
    assert len(drawn) == len(set(drawn)) == min(wanted, len(load))
    left = [load[key] for key in load if key not in drawn]
    assert all(load[key] <= other for key in drawn for other in left)
    keys = list(load)
    shuffler.shuffle(keys)
    assert draw({key: load[key] for key in keys}, wanted, seed) == drawn


def test_every_equal_has_a_chance_and_work_ends_up_even():
    assert {draw({1: 0, 2: 0, 3: 0}, 1, str(n))[0] for n in range(50)} == {1, 2, 3}
    load = dict.fromkeys(range(7), 0)
    for n in range(70):
        for key in draw(load, 2, str(n)):
            load[key] += 1
    assert set(load.values()) == {20}


@pytest.mark.parametrize(
    ("declared", "expected"),
    [
        (Declared(1, "GAB05", "GAB"), Conflict.MUNICIPALITY),
        (Declared(1, "GAB29", "GAB"), Conflict.OBLAST),
        (Declared(1, "VTR04", "VTR", frozenset({7})), Conflict.ORGANISATION),
        (Declared(9), Conflict.AUTHOR),
        (Declared(1, "VTR04", "VTR", frozenset({8})), None),
        (Declared(1), None),
        (Declared(None), None),
    ],
)
def test_known_ties_block(declared, expected):
    subject = Subject(frozenset({9}), frozenset({"GAB05"}), frozenset({"GAB"}), frozenset({7, 70}))
    assert conflict(declared, subject) == expected


@given(answers)
def test_width_does_not_depend_on_order_and_is_none_for_one(given_answers):
    assert is_wide(given_answers) == is_wide(given_answers[::-1])
    assert is_wide(given_answers[:1]) is False


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ([3, 3, 3, 3], [5, 3, 3, 3], False),
        ([2, 3, 3, 3], [5, 3, 3, 3], True),
        ([3, 3, 3, 3], [5, 5, 4, 4], True),
        ([3, 3, 3, 3], [5, 4, 4, 4], False),
    ],
)
def test_far_apart_is_three_marks_or_a_mean_of_one_and_a_half(one, other, expected):
    rows = [dict(zip(Criterion.values, row, strict=True)) for row in (one, other)]
    assert is_wide(rows) is expected


@given(answers, documents, st.sampled_from(Criterion.values), st.integers(0, 2))
def test_a_higher_mark_never_lowers_the_result(given_answers, document, name, place):
    before = propose(given_answers, document)
    row = given_answers[place % len(given_answers)]
    row[name] = min(5, row[name] + 1)
    after = propose(given_answers, document)
    assert after.level >= before.level
    assert BADGES.index(after.badge) >= BADGES.index(before.badge)
    assert after.level <= shown(document) < EvidenceLevel.INDEPENDENT
    assert 0 <= after.mean <= 5


@pytest.mark.parametrize(
    ("measures", "level"),
    [
        ([], 1),
        ([measure()], 2),
        ([measure(before="100")], 3),
        ([measure(before="100", kind="claimed")], 1),
        ([measure(before="100", nature="output")], 1),
        ([measure(before="100", source=" ")], 1),
        ([measure(after="")], 1),
    ],
)
def test_the_text_bounds_the_evidence_level(measures, level):
    full = dict.fromkeys(Criterion.values, 5)
    assert propose([full, full], text(*measures)).level == level


@pytest.mark.parametrize(
    ("row", "document", "level", "badge"),
    [
        ([4, 4, 4, 4], text(measure(before="9")), 3, "proven"),
        ([5, 5, 5, 2], text(measure(before="9")), 3, "good"),
        ([3, 3, 3, 3], text(measure()), 2, "good"),
        ([5, 5, 5, 5], text(), 1, "promising"),
        ([5, 1, 5, 5], text(measure(before="9")), 1, "promising"),
        ([5, 2, 5, 5], text(measure(before="9")), 2, "good"),
        ([1, 2, 2, 2], text(measure(before="9")), 2, ""),
    ],
)
def test_the_rule_as_the_docs_word_it(row, document, level, badge):
    result = propose([dict(zip(Criterion.values, row, strict=True))], document)
    assert (result.level, result.badge) == (level, badge)


def test_one_of_three_does_not_move_the_median():
    rows = [dict.fromkeys(Criterion.values, n) for n in (0, 4, 4)]
    assert propose(rows, text(measure(before="9"))).badge == "proven"
    with pytest.raises(ValueError, match="nobody"):
        propose([], text())
