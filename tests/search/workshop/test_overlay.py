"""Rows of editors work on real questions as rows of the tables do, and stop when undone."""

from contextlib import contextmanager

import pytest

from practices.models import PracticeRecord
from search import available, index_words
from search.bulgarian.abbreviations import Abbreviation
from search.bulgarian.abbreviations import parse as parse_abbreviation
from search.bulgarian.glossary import parse as parse_entry
from search.bulgarian.synonyms import parse as parse_group
from search.engines.chosen import elasticsearch_engine
from search.query import Query, parse
from search.sources import RecordsSource
from search.understanding import NO_ROWS, Knowledge, Rows, Tables
from search.workshop import exports, live, rules
from search.workshop.choices import Kind, Relation
from search.workshop.models import Rule
from tests.practices.pages import published

pytestmark = pytest.mark.django_db


@pytest.fixture
def practices(db) -> dict[str, str]:
    """Three published practices; return their numbers by what they are about."""
    return {
        "trolley": published(title="Електрически тролейбуси по главната улица").pid,
        "hammock": published(title="Хамаци за отдих").pid,
        "mayor": published(title="Срещи на кмета с жителите").pid,
    }


@contextmanager
def on(engine: str, settings, request):
    """Let the site answer from one engine."""
    if engine == "elasticsearch":
        settings.ELASTICSEARCH_URL = request.getfixturevalue("elasticsearch_url")
        settings.ELASTICSEARCH_INDEX = request.getfixturevalue("elasticsearch_index")
        patient = elasticsearch_engine(patient=True)
        patient.rebuild(RecordsSource())
        patient.refresh()
    yield


def asked(text: str) -> Query:
    return parse(text, knowledge=index_words.knowledge())


def found(text: str) -> list[str]:
    """Return the numbers that a reader gets for a question, and from which engine it came."""
    answer = available.search(asked(text))
    assert answer.degraded is False
    return [hit.pid for hit in answer.hits.hits]


ENGINES = ["sqlite", pytest.param("elasticsearch", marks=pytest.mark.es)]


@pytest.mark.parametrize("name", ENGINES)
@pytest.mark.parametrize(
    ("terms", "row", "question", "about"),
    [
        (("щанга", "тролейбус"), {}, "щангата", "trolley"),
        (
            ("няма къде да седна",),
            {"answers": ("хамаци",), "relation": Relation.PROBLEM, "weight": 0.4},
            "няма къде да седна",
            "hammock",
        ),
        (("ГТК",), {"answers": ("тролейбус",), "kind": Kind.ABBREVIATION}, "гтк", "trolley"),
        (("тролка",), {"answers": ("тролейбус",), "kind": Kind.READING}, "тролка", "trolley"),
        (("rickshaw",), {"answers": ("тролейбус",), "kind": Kind.ENGLISH}, "rickshaw", "trolley"),
    ],
)
def test_live_row_finds_what_the_question_did_not(
    practices, live_row, editor, settings, request, name, terms, row, question, about
):
    with on(name, settings, request):
        assert practices[about] not in found(question)
        rule = live_row(*terms, **row)
        assert found(question) == [practices[about]]
        rules.undo(rule, actor=editor, seen=rule.version)
        index_words.look_again()
        assert practices[about] not in found(question)


def test_form_is_found_by_its_word_too(practices, live_row):
    local = published(title="Новата тролка до гарата").pid
    assert found("тролейбус") == [practices["trolley"]]
    live_row("тролка", answers=("тролейбус",), kind=Kind.READING)
    assert set(found("тролейбусите")) == {practices["trolley"], local}


def test_reader_is_told_why(practices, live_row):
    live_row("щанга", "тролейбус")
    told = [(a.typed, a.text, a.reason) for a in asked("щангата").assumed]
    assert told == [("щангата", "тролейбус", "synonym:same")]


def test_only_what_was_typed_leaves_rows_out(practices, live_row):
    live_row("щанга", "тролейбус")
    query = parse("щанга", {"exact": "1"}, knowledge=index_words.knowledge())
    assert available.search(query).hits.total == 0


def test_draft_changes_nothing(practices, drafted):
    before = asked("щангата")
    drafted("щанга", "тролейбус")
    index_words.look_again()
    assert asked("щангата") == before


def test_other_processes_follow_within_a_minute(
    practices, live_row, monkeypatch, django_assert_num_queries
):
    """This process looks for itself; another one does when its minute is over."""
    index_words.knowledge()
    rule = Rule.objects.get(pk=live_row("щанга", "тролейбус").pk)
    assert found("щангата") == [practices["trolley"]]
    Rule.objects.filter(pk=rule.pk).update(state="undone")
    rule.events.create(step="undone", content={})
    # Nobody told this process: it goes on with what it knows.
    with django_assert_num_queries(0):
        known = index_words.knowledge()
    assert known.tables.rows != NO_ROWS
    monkeypatch.setattr(index_words, "CHECK_SECONDS", 0)
    assert index_words.knowledge().tables.rows == NO_ROWS


def test_look_at_the_rows_costs_one_query_and_one_more_after_a_change(
    live_row, django_assert_num_queries
):
    live_row("щанга", "тролейбус")
    live.forget()
    with django_assert_num_queries(2):
        first = live.rows()
    with django_assert_num_queries(1):
        assert live.rows() is first


def test_change_that_is_committed_late_is_not_missed(live_row, editor, drafted):
    """Its number in the history may be lower than one that is known already."""
    late = drafted("щанга", "тролейбус")
    live.rows()
    Rule.objects.filter(pk=late.pk).update(state="live")
    event = late.events.get()
    event.pk, event.id = event.pk - 1 or -1, event.pk - 1 or -1
    event._state.adding = True
    event.save(force_insert=True)
    assert [group.terms for group in live.rows().synonyms] == [("щанга", "тролейбус")]


# --- Without rows ------------------------------------------------------------------------------


def test_without_rows_the_tables_are_the_very_same_ones():
    assert Tables.of(Rows()) is Tables.default()
    assert index_words.knowledge().tables is Tables.default()


def test_rows_of_one_table_leave_the_others_as_they_are():
    own = Tables.default()
    tables = Tables.of(Rows(abbreviations=(Abbreviation(("ГТК",), ("градска каса",), 0.9),)))
    assert tables.synonyms is own.synonyms
    assert tables.glossary is own.glossary
    assert tables.abbreviations is not own.abbreviations


def test_knowledge_with_other_tables_keeps_what_was_made():
    known = Knowledge({"тролейбус": 3, "пейка": 2})
    known.prepare()
    other = known.with_tables(Tables.of(Rows(readings=(("тролка", "тролейбус"),))))
    assert other.speller is known.speller
    assert [known.knows("тролка"), other.knows("тролка")] == [False, True]


# --- Practices on top --------------------------------------------------------------------------


def test_practice_is_on_top_of_its_question_in_any_form_and_order(practices, live_row):
    live_row("нов тролейбус", answers=(practices["hammock"],), kind=Kind.PROMOTED)
    index_words.knowledge()
    on_top = [live.promoted(parse(text)) for text in ("Тролейбуси нови", "тролейбус", "пейки")]
    assert on_top == [[practices["hammock"]], [], []]


def test_practice_on_top_costs_no_query(practices, live_row, django_assert_num_queries):
    live_row("тролейбус", answers=(practices["hammock"],), kind=Kind.PROMOTED)
    index_words.knowledge()
    query = parse("тролейбус")
    with django_assert_num_queries(0):
        assert live.promoted(query) == [practices["hammock"]]


def test_reader_sees_the_practice_on_top_above_the_hits(practices, live_row, client):
    live_row("тролейбус", answers=(practices["hammock"],), kind=Kind.PROMOTED)
    text = client.get("/tarsene/?q=тролейбуса").content.decode()
    titles = ["Хамаци за отдих", "Електрически тролейбуси"]
    places = [PracticeRecord.objects.get(title__startswith=title).slug for title in titles]
    assert text.index(f"/praktiki/{places[0]}/") < text.index(f"/praktiki/{places[1]}/")


# --- Lines for the repository ------------------------------------------------------------------


def test_lines_say_what_the_rows_say(drafted):
    made = [
        (drafted("щанга", "тролейбус", weight=0.5), parse_group, "group"),
        (
            drafted("тъмно е", answers=("осветление",), relation="problem", weight=0.4),
            parse_group,
            "group",
        ),
        (
            drafted("ГТК", "ГрТК", answers=("градска каса",), kind=Kind.ABBREVIATION, weight=0.9),
            parse_abbreviation,
            "abbreviation",
        ),
        (drafted("trolley", answers=("тролей",), kind=Kind.ENGLISH), parse_entry, "entry"),
    ]
    for rule, parse_line, name in made:
        assert parse_line(exports.line(rule)) == getattr(rule, name)()
    form = drafted("тролка", "тролката", answers=("тролейбус",), kind=Kind.READING)
    assert exports.line(form) == "тролейбус\tтролка тролката"
