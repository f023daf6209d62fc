"""Which open calls are shown to an editor as the same."""

import pytest

from search.wanted import duplicates, transitions
from tests.search.wanted.cases import opened, waiting

pytestmark = pytest.mark.django_db


def likely(call) -> list[str]:
    return [double.call.title for double in duplicates.likely(call)]


def test_same_words_in_other_forms_are_the_same():
    opened(title="Лекарите в малките села", email="a@example.org")
    opened(title="Училищен автобус за деца", email="b@example.org")
    assert likely(waiting(title="Търсим лекар за малко село")) == ["Лекарите в малките села"]


def test_most_alike_stands_first():
    opened(title="Лекар за село с детска градина", email="a@example.org")
    opened(title="Лекар за малко село", email="b@example.org")
    found = likely(waiting(title="Лекар за малко село с малко деца"))
    assert found == ["Лекар за малко село", "Лекар за село с детска градина"]


def test_one_common_word_is_not_enough():
    opened(title="Лекар за животни", email="a@example.org")
    assert likely(waiting(title="Лекар за малко село")) == []


def test_only_open_calls_are_offered():
    closed = opened(title="Лекар за малко село", email="a@example.org")
    transitions.close(closed, actor=None, reason="Стига.")
    waiting(title="Лекар за малко село", email="b@example.org")
    assert likely(waiting(title="Лекар за малко село")) == []


@pytest.mark.parametrize("title", ["", "!!!", "и за на"])
def test_title_without_words_is_like_nothing(title):
    opened(title="Лекар за малко село", email="a@example.org")
    assert likely(waiting(title=title)) == []
