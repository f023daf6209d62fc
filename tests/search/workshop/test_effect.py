"""The effect that is shown before a row goes live is the one that readers get when it is."""

import pytest

from practices.models import PracticeRecord
from search import available, index_words
from search.asking import ask
from search.engines.chosen import elasticsearch_engine
from search.evaluation import judged
from search.query import parse
from search.sources import RecordsSource
from search.workshop import effect, jobs, live, rules
from search.workshop.choices import Kind, PreviewState
from search.workshop.models import Rule
from tests.practices.pages import published

pytestmark = pytest.mark.django_db


@pytest.fixture
def practices(db) -> list[str]:
    """Practices about trolleys and about benches; return their numbers."""
    titles = ["Тролейбуси", "Въртележки и тролейбуси", "Въртележки в парка", "Въртележки на гарата"]
    return [published(title=title).pid for title in titles]


def worked_out(rule: Rule) -> Rule:
    rules.ask_for_preview(rule)
    assert jobs.work_out_effects() == 1
    return Rule.objects.get(pk=rule.pk)


def shown(effect_of: dict, question: str, side: str) -> list[str]:
    """Return the titles that the effect shows for a question on one side."""
    (row,) = [row for row in effect_of["asked"]["changed"] if row["query"] == question]
    return [hit["title"] for hit in row[side]]


def answer(question: str) -> list[str]:
    """Return the titles that a reader gets now."""
    query = parse(question, knowledge=index_words.knowledge())
    _query, found = ask(available.search, query, (), lambda answer: answer.hits.total)
    pids = [hit.pid for hit in found.hits.hits]
    pids = list(dict.fromkeys((*live.promoted(query), *pids)))
    titles = dict(PracticeRecord.objects.values_list("pid", "title"))
    return [titles[pid] for pid in pids]


@pytest.mark.parametrize("name", ["sqlite", pytest.param("elasticsearch", marks=pytest.mark.es)])
def test_effect_is_what_happens_live(practices, drafted, asked, editor, settings, request, name):
    if name == "elasticsearch":
        settings.ELASTICSEARCH_URL = request.getfixturevalue("elasticsearch_url")
        settings.ELASTICSEARCH_INDEX = request.getfixturevalue("elasticsearch_index")
        engine = elasticsearch_engine(patient=True)
        engine.rebuild(RecordsSource())
        engine.refresh()
    asked("щанги и въртележки", hours=2)
    asked("паркове")
    rule = worked_out(drafted("щанга", "тролейбус"))
    assert shown(rule.preview, "щанги и въртележки", "before") == answer("щанги и въртележки")
    rules.go_live(rule, actor=editor, seen=rule.version)
    index_words.look_again()
    assert shown(rule.preview, "щанги и въртележки", "after") == answer("щанги и въртележки")
    assert shown(rule.preview, "щанга", "after") == answer("щанга")
    assert rule.preview["asked"]["questions"] == 4
    assert {row["query"] for row in rule.preview["asked"]["changed"]} <= {
        *("щанга", "тролейбус", "щанги и въртележки"),
    }


def test_effect_says_who_rises_and_who_is_new(practices, drafted):
    on_top = drafted("въртележки", answers=(practices[0],), kind=Kind.PROMOTED)
    (row,) = worked_out(on_top).preview["asked"]["changed"]
    first, second, *_rest = row["after"]
    assert (row["query"], row["hours"]) == ("въртележки", 0)
    assert (first["title"], first["mark"]) == ("Тролейбуси", "new")
    assert (second["mark"], second["move"], second["fall"]) == ("", -1, 1)
    assert [hit["mark"] for hit in row["before"]] == [""] * len(row["before"])


def test_marks_of_two_lists():
    found = effect.compared(["a", "b", "c"], ["c", "d", "a"], {pid: pid.upper() for pid in "abcd"})
    assert [(hit["title"], hit["mark"]) for hit in found["before"]] == [
        *(("A", ""), ("B", "gone"), ("C", "")),
    ]
    assert [(hit["title"], hit["mark"], hit["move"]) for hit in found["after"]] == [
        *(("C", "", 2), ("D", "new", 0), ("A", "", -2)),
    ]


def test_judged_questions_are_scored_before_and_after(drafted):
    """A harmful synonym: who asks for libraries gets waste."""
    rule = drafted("читалище", "отпадъци", weight=1.0)
    found = effect.on_judged(effect.sides(rule))
    assert found["queries"] == len(judged.read_queries())
    assert found["after"] < found["before"]
    assert found["worse"] > 0
    worst = found["changed"][0]
    assert worst["score_after"] < worst["score_before"]
    assert worst["before"] != worst["after"]


def test_row_that_touches_no_judged_question_leaves_the_score(drafted):
    found = effect.on_judged(effect.sides(drafted("щанга", "тролейбус")))
    assert (found["after"], found["changes"]) == (found["before"], 0)


def test_effect_of_a_live_row_is_against_the_search_without_it(practices, live_row):
    rule = worked_out(live_row("щанга", "тролейбус"))
    assert shown(rule.preview, "щанга", "before") == []
    assert shown(rule.preview, "щанга", "after") == answer("щанга")


def test_questions_of_last_week_only_and_bounded(practices, drafted, asked, monkeypatch):
    monkeypatch.setattr(effect, "MAX_SHOWN", 2)
    asked("стара щанга", days=9)
    for number in range(4):
        asked(f"щанга {'ха' * (number + 1)}")
    found = effect.on_asked(effect.sides(drafted("щанга", "тролейбус")), [])
    assert found["questions"] == 4
    assert len(found["changed"]) == 2
    assert found["left_out"] == 2


def test_time_for_real_questions_is_bounded(practices, drafted, asked, monkeypatch):
    monkeypatch.setattr(effect, "SECONDS", -1.0)
    asked("щанга")
    found = effect.on_asked(effect.sides(drafted("щанга", "тролейбус")), [])
    assert (found["questions"], found["left_out"]) == (0, 1)


def test_row_written_anew_meanwhile_keeps_no_old_effect(practices, drafted, editor, monkeypatch):
    rule = rules.ask_for_preview(drafted("щанга", "тролейбус"))

    def slow(_rule: Rule) -> dict:
        content = rules.Content("synonym", "щанга\nвъртележка", "", "same", 0.85)
        rules.change(rule, content, actor=editor, seen=rule.version)
        return {}

    monkeypatch.setattr(effect, "work_out", slow)
    assert jobs.work_out_effects() == 0
    assert Rule.objects.get(pk=rule.pk).preview_state == PreviewState.NONE


def test_effect_that_cannot_be_worked_out_is_told(drafted, monkeypatch):
    def broken(_rule: Rule) -> dict:
        raise available.SearchUnavailable("ConnectionError")

    monkeypatch.setattr(effect, "work_out", broken)
    rule = worked_out(drafted("щанга", "тролейбус"))
    assert (rule.preview_state, rule.preview) == ("failed", {"error": "SearchUnavailable"})
    assert jobs.work_out_effects() == 0
