"""The measures against values worked out by hand, and what must hold of any ranking."""

from math import log2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.evaluation.metrics import (
    Row,
    Score,
    by_type,
    gaps,
    kappa,
    ndcg_at,
    recall_at,
    scores,
    table,
)

JUDGED = {"a": 3, "b": 2, "c": 1}

DOCS = st.sampled_from([f"d{number}" for number in range(15)])
JUDGEMENTS = st.dictionaries(DOCS, st.integers(0, 3), max_size=15)
RANKINGS = st.lists(DOCS, max_size=20, unique=True)
DEPTHS = st.integers(1, 12)


# --- nDCG --------------------------------------------------------------------------------------


def test_ndcg_of_the_best_order_is_one():
    assert ndcg_at(10, JUDGED, ["a", "b", "c"]) == 1


def test_ndcg_of_the_order_turned_round():
    ideal = 7 / 1 + 3 / log2(3) + 1 / 2
    turned = 1 / 1 + 3 / log2(3) + 7 / 2
    assert ndcg_at(10, JUDGED, ["c", "b", "a"]) == pytest.approx(turned / ideal)
    assert turned / ideal == pytest.approx(0.6806, abs=1e-4)


def test_ndcg_of_a_late_answer():
    assert ndcg_at(10, {"a": 3}, ["x", "y", "a"]) == pytest.approx(0.5)


def test_ndcg_looks_at_the_first_places_only():
    assert ndcg_at(2, {"a": 3}, ["x", "y", "a"]) == 0


def test_ndcg_compares_with_the_best_that_fits():
    many = {f"d{number}": 1 for number in range(20)}
    assert ndcg_at(10, many, [f"d{number}" for number in range(10)]) == 1


def test_ndcg_counts_a_repeated_document_once_and_its_place_is_lost():
    ideal = 7 + 3 / log2(3)
    assert ndcg_at(10, {"a": 3, "b": 2}, ["a", "a", "b"]) == pytest.approx((7 + 3 / 2) / ideal)


def test_ndcg_of_a_missing_answer():
    assert ndcg_at(10, JUDGED, []) == 0


# --- Recall ------------------------------------------------------------------------------------


def test_recall_is_the_share_found():
    assert recall_at(10, JUDGED, ["x", "b", "a"]) == pytest.approx(2 / 3)


def test_recall_is_of_what_fits():
    many = {f"d{number}": 1 for number in range(20)}
    assert recall_at(10, many, [f"d{number}" for number in range(5)]) == 0.5


def test_recall_asks_nothing_of_grade_0():
    assert recall_at(10, {"a": 1, "b": 0}, ["a"]) == 1


# --- Nothing to find ---------------------------------------------------------------------------


@pytest.mark.parametrize("judged", [{}, {"a": 0}])
@pytest.mark.parametrize("measure", [ndcg_at, recall_at])
def test_silence_is_right_where_nothing_answers(measure, judged):
    assert measure(10, judged, []) == 1
    assert measure(10, judged, ["a"]) == 0


# --- What holds of any ranking -----------------------------------------------------------------


@given(DEPTHS, JUDGEMENTS, st.lists(DOCS, max_size=20))
def test_measures_lie_between_0_and_1(k, judged, ranked):
    assert 0 <= ndcg_at(k, judged, ranked) <= 1 + 1e-12
    assert 0 <= recall_at(k, judged, ranked) <= 1


@given(DEPTHS, JUDGEMENTS)
def test_the_best_ranking_has_one(k, judged):
    relevant = [doc for doc, grade in judged.items() if grade]
    best = sorted(relevant, key=lambda doc: -judged[doc])
    assert ndcg_at(k, judged, best) == pytest.approx(1)
    assert recall_at(k, judged, best) == 1


@given(DEPTHS, JUDGEMENTS, RANKINGS, st.data())
def test_documents_of_one_grade_may_change_places(k, judged, ranked, data):
    """Which of two equal answers comes first is nobody's loss."""
    grades = [judged.get(doc, 0) for doc in ranked]
    pools = {
        grade: data.draw(
            st.permutations([doc for doc in ranked if judged.get(doc, 0) == grade]),
        )
        for grade in set(grades)
    }
    other = [pools[grade].pop() for grade in grades]
    assert ndcg_at(k, judged, other) == pytest.approx(ndcg_at(k, judged, ranked))


@given(DEPTHS, JUDGEMENTS, RANKINGS)
def test_a_better_answer_moved_up_never_harms(k, judged, ranked):
    for place in range(1, len(ranked)):
        before, after = ranked[place - 1], ranked[place]
        if judged.get(after, 0) > judged.get(before, 0):
            swapped = [*ranked[: place - 1], after, before, *ranked[place + 1 :]]
            assert ndcg_at(k, judged, swapped) >= ndcg_at(k, judged, ranked) - 1e-12
            assert recall_at(k, judged, swapped) >= recall_at(k, judged, ranked)


@given(DEPTHS, JUDGEMENTS, RANKINGS)
def test_what_stands_below_the_depth_changes_nothing(k, judged, ranked):
    assert ndcg_at(k, judged, ranked) == ndcg_at(k, judged, ranked[:k])
    assert recall_at(k, judged, ranked) == recall_at(k, judged, ranked[:k])


@given(JUDGEMENTS, RANKINGS)
def test_deeper_recall_is_no_less_once_everything_fits(judged, ranked):
    relevant = sum(1 for grade in judged.values() if grade)
    if relevant:
        found = [recall_at(k, judged, ranked) for k in range(relevant, relevant + 8)]
        assert found == sorted(found)


# --- Together ----------------------------------------------------------------------------------


def test_a_query_that_the_run_leaves_out_found_nothing():
    judgements = {"q1": {"a": 3}}
    found = scores(judgements, {}, ["q1", "q2"])
    assert found == {"q1": Score(0, 0), "q2": Score(1, 1)}


def test_rows_are_means_by_type_and_over_all_queries():
    of_query = {"q1": Score(1, 1), "q2": Score(0.5, 0), "q3": Score(0, 0.5)}
    types = {"q1": "noun", "q2": "noun", "q3": "code"}
    assert by_type(of_query, types) == [
        Row("code", 1, 0, 0.5),
        Row("noun", 2, 0.75, 0.5),
        Row("all", 3, 0.5, 0.5),
    ]


def test_gaps_are_what_typing_loses_against_plain():
    of_query = {"q1": Score(1, 1), "q2": Score(0.75, 1), "q3": Score(0.25, 0.5)}
    types = {"q1": "noun", "q2": "translit", "q3": "translit"}
    assert gaps(of_query, types, {"q2": "q1", "q3": "q1"}) == [Row("translit", 2, 0.5, 0.25)]


def test_table_is_aligned():
    rows = [Row("code", 12, 1.0, 0.9876), Row("place-topic", 3, 0.5, 0.25)]
    assert table(rows) == (
        "type         queries  nDCG@10  recall@10\n"
        "code              12    1.000      0.988\n"
        "place-topic        3    0.500      0.250"
    )


def test_table_of_nothing_is_its_heading():
    assert table([]) == "type  queries  nDCG@10  recall@10"


# --- Agreement ---------------------------------------------------------------------------------


def test_kappa_of_the_same_gradings_is_one():
    assert kappa({"a": 3, "b": 0}, {"a": 3, "b": 0}) == 1
    assert kappa({"a": 1}, {"a": 1}) == 1


def test_kappa_by_hand():
    """Two of four pairs differ by 1; by chance sixteen pairs differ by 32 squared steps in all."""
    first = {"a": 0, "b": 1, "c": 2, "d": 3}
    second = {"a": 0, "b": 1, "c": 3, "d": 2}
    by_chance = sum((a - b) ** 2 for a in range(4) for b in range(4))
    assert by_chance == 40
    assert kappa(first, second) == pytest.approx(1 - 2 * 4 / 40)


def test_kappa_wants_the_same_things():
    with pytest.raises(ValueError, match="the same things"):
        kappa({"a": 1}, {"b": 1})
