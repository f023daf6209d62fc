"""The lists of the workshop and the questions that are suggested to others."""

import pytest

from search import index_words
from search.workshop import frequent, stats
from search.workshop.models import Asked, HiddenQuestion
from tests.practices.pages import published

pytestmark = pytest.mark.django_db


def listed(name: str, period: str = "week") -> list[str]:
    return [row.text for row in stats.listed(name, period)]


def test_lists_hold_what_they_say(asked):
    asked("пейки", hours=3, position=2)
    asked("щанги", hours=2, total=0)
    asked("градина", hours=4)
    asked("канал", milliseconds=900, position=1)
    assert {name: listed(name) for name in stats.LISTS} == {
        "frequent": ["градина", "пейки", "щанги", "канал"],
        "unanswered": ["щанги"],
        "abandoned": ["градина"],
        "slow": ["канал"],
    }
    assert {name: stats.count(name, "week") for name in stats.LISTS} == {
        "frequent": 4,
        "unanswered": 1,
        "abandoned": 1,
        "slow": 1,
    }


def test_question_that_is_answered_today_is_without_an_answer_no_more(asked):
    asked("щанги", hours=3, total=0)
    asked("щанги", total=2)
    assert listed("unanswered") == []
    assert listed("abandoned") == ["щанги"]


def test_page_loaded_again_weighs_nothing(asked):
    for _again in range(20):
        asked("моят въпрос")
    asked("пейки", hours=2)
    first, second = stats.listed("frequent", "week")
    assert (first.text, first.hours, first.times) == ("пейки", 2, 2)
    assert (second.text, second.hours, second.times) == ("моят въпрос", 1, 20)


@pytest.mark.parametrize(("period", "days"), [("week", 10), ("month", 40), ("year", 400)])
def test_trend_is_against_the_period_before(asked, period, days):
    asked("пейки", hours=3)
    asked("пейки", hours=5, days=days)
    asked("нова", hours=1)
    rows = {
        row.text: (row.hours, row.before, row.trend) for row in stats.listed("frequent", period)
    }
    assert rows == {"пейки": (3, 5, -2), "нова": (1, 0, 1)}


def test_figures_of_a_question(asked):
    asked("пейки", position=1, milliseconds=10)
    asked("пейки", position=4, milliseconds=90)
    asked("пейки", milliseconds=20, total=9)
    (row,) = stats.listed("frequent", "week")
    assert (row.times, row.opened, row.position, row.slowest, row.total) == (3, 2, 2.5, 90, 9)


def test_lists_cost_three_queries_however_long(asked, django_assert_num_queries):
    for number in range(12):
        asked(f"въпрос {number}", hours=2, total=number % 2, milliseconds=900)
    for name in stats.LISTS:
        with django_assert_num_queries(3):
            stats.listed(name, "month")


def test_summary_counts_the_period_and_the_one_before(asked):
    asked("пейки", hours=2, position=1)
    asked("щанги", total=0)
    asked("стар", days=10)
    assert stats.summary("week") == {"asked": 3, "unanswered": 1, "opened": 2, "before": 1}


# --- Suggested to others -----------------------------------------------------------------------


@pytest.fixture
def words(db):
    published(title="Пейки в парка", practice="<p>Детска градина и тротоари.</p>")
    index_words.forget()


def test_good_questions_are_those_of_several_hours_with_hits(words, asked):
    asked("пейки в парка", hours=5)
    asked("детска градина", hours=3)
    asked("тротоари", hours=2)
    for _again in range(9):
        asked("пейки")
    asked("тротоар в парка", hours=4, total=0)
    assert frequent.good_questions(10) == [("пейки в парка", 5), ("детска градина", 3)]
    assert frequent.good_questions(1) == [("пейки в парка", 5)]


@pytest.mark.parametrize(
    "text",
    [
        "пейки • парка",  # something was blanked
        "гхфд пейки",  # no word
        "иван петров георгиев",
        "петров иванов",
        "шибани пейки",
        "идиоти в парка",
        "„детска градина“",
        "пейки -парка",
        "на",
        "че",
        "пейки в парка и детска градина и тротоари и пейки в парка",
    ],
)
def test_what_is_personal_rude_or_no_question_is_not_suggested(words, asked, text):
    asked(text, hours=6)
    asked("детска градина", hours=3)
    assert Asked.objects.filter(text=text).count() == 6
    assert frequent.good_questions(10) == [("детска градина", 3)]


def test_question_that_an_editor_hid_is_not_suggested(words, asked):
    asked("пейки", hours=6)
    assert frequent.good_questions(10) == [("пейки", 6)]
    HiddenQuestion.objects.create(text="пейки")
    assert frequent.good_questions(10) == []


def test_good_questions_cost_one_query(words, asked, django_assert_num_queries):
    for text in ("пейки", "детска градина", "тротоари"):
        asked(text, hours=4)
    index_words.knowledge()
    with django_assert_num_queries(1):
        assert len(frequent.good_questions(5)) == 3
