"""Which of the found are shown, in which order, and what of them is marked."""

import pytest

from search.suggestions.choosing import MOST, choose, marked
from search.suggestions.finding import Candidate
from search.suggestions.typed import Condition, Option


def found(*kinds: str, score: float = 1.0) -> list[Candidate]:
    return [Candidate(score, 100 - n, n, kind) for n, kind in enumerate(kinds)]


def kinds(chosen: list[Candidate]) -> list[str]:
    return [candidate.kind for candidate in chosen]


def test_kinds_have_their_shares_and_stand_together_in_one_order():
    many = found(*["municipality"] * 5, *["practice"] * 9, *["theme"] * 3, "question", "oblast")
    assert kinds(choose(many)) == [
        *["question"] * 0, *["practice"] * 4, *["theme"] * 2, *["municipality"] * 2,
    ]  # fmt: skip


def test_free_places_go_to_the_best_of_any_kind():
    assert kinds(choose(found(*["practice"] * 9))) == ["practice"] * 6
    assert kinds(choose(found(*["theme"] * 4, "practice"))) == ["practice", *["theme"] * 4]
    assert len(choose(found(*["practice"] * 9, *["theme"] * 9))) == MOST


def test_within_a_kind_the_better_and_then_the_heavier_comes_first():
    near = [Candidate(0.9, 90, 1, "practice"), Candidate(1.0, 10, 2, "practice"),
            Candidate(1.0, 20, 3, "practice")]  # fmt: skip
    assert [c.entry for c in choose(sorted(near, reverse=True))] == [3, 2, 1]


def test_far_readings_stay_away_where_the_very_word_is_found():
    near, far = found("practice"), found("theme", score=0.5)
    assert kinds(choose([*near, *far])) == ["practice"]
    assert kinds(choose(far)) == ["theme"]
    assert choose([]) == []


@pytest.mark.parametrize(
    ("text", "options", "parts"),
    [
        ("Общински план", [Option(1, prefix="общ")], ["*Общ", "ински план"]),
        ("План на общината", [Option(1, prefix="общ")], ["План на ", "*общ", "ината"]),
        ("Деца и спорт", [Option(1, prefix="дет")], ["*Деца", " и спорт"]),
        ("Нови градини", [Option(1, ("градина",))], ["Нови ", "*градини"]),
        ("Уеб-сайт", [Option(1, prefix="сай")], ["Уеб-", "*сай", "т"]),
        ("Гра\u0301дина", [Option(1, prefix="град")], ["*Гра\u0301дина"]),
        ("Нищо", [Option(1, prefix="общ")], ["Нищо"]),
        ("<b>общ</b>", [Option(1, prefix="общ")], ["<b>", "*общ", "</b>"]),
    ],
)
def test_the_matching_part_is_marked_and_no_letter_is_lost(text, options, parts):
    found = list(marked(text, [Condition(tuple(options))]))
    assert [f"*{part}" if hit else part for part, hit in found] == parts
    assert "".join(part for part, _hit in found) == text
