"""The rules keep what they reach on the annotated press releases."""

import pytest

from practices.prefill.evaluation import judge

PRECISION, RECALL = 0.9, 0.8
WORDS = range(90, 901)


@pytest.fixture(scope="module", params=judge.PARTS)
def scores(request):
    return judge.judge(request.param)


def test_every_field_reaches_the_aims(scores):
    below = {
        name: (round(score.precision, 3), round(score.recall, 3))
        for name, score in scores.items()
        if score.precision < PRECISION or score.recall < RECALL
    }
    assert below == {}


def test_there_are_texts_of_the_length_of_a_release():
    lengths = {
        name: len(text.split()) for part in judge.PARTS for name, text, _ in judge.texts(part)
    }
    assert len(lengths) >= 74
    assert {name: n for name, n in lengths.items() if n not in WORDS} == {}
