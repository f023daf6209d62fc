"""Writing one by one, merging and making anew: at any moment an index says what plain Python says."""

import pytest
from django.db.utils import ConnectionHandler
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.engines import database as engine_module
from search.engines.base import Key, ListSource
from search.engines.packed import bulk, postings, writing
from search.engines.sqlite import SQLiteEngine
from search.fields import PARTS
from search.query import parse
from tests.search.collection import made
from tests.search.conftest import named

WORDS = ["вода", "село", "улица", "парк", "мост"]
PIDS = [f"ДП-2026-{number:04}" for number in range(1, 7)]
FACETS = ("theme",)
QUESTIONS = [
    *WORDS,
    "вода село",
    "„вода село“",
    "„село улица“ вода",
    "„вода село улица“",
    "„село вода“ -„вода село“",
    "парк -мост",
    "улица парк вода",
]

text = st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join)
written = st.tuples(
    st.just("write"),
    st.sampled_from(PIDS),
    st.fixed_dictionaries(
        {"title": text, "practice": text, "attachments": text, "nominations": st.integers(0, 9)}
    ),
    st.sampled_from(["a", "b"]),
)
deleted = st.tuples(st.just("delete"), st.sampled_from(PIDS))
nominated = st.tuples(st.just("nominate"), st.sampled_from(PIDS), st.integers(0, 200))
other = st.tuples(st.sampled_from(["tidy", "rebuild"]))


def database(path) -> SQLiteEngine:
    config = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(path)}
    return SQLiteEngine(ConnectionHandler({"default": config})["default"])


@pytest.fixture(scope="module")
def two(tmp_path_factory, django_db_blocker):
    """An engine that is written to, and one that is always made anew."""
    folder = tmp_path_factory.mktemp("tail")
    engines = [database(folder / f"{name}.sqlite3") for name in ("changing", "fresh")]
    with django_db_blocker.unblock():
        yield engines
        for engine in engines:
            engine.connection.close()


def document(pid: str, fields: dict, theme: str):
    title = f"практика {fields['title']}"
    return made(pid, **{**fields, "title": title}, facets={"theme": [theme]})


def answers(engine) -> list:
    asked = [
        *map(parse, QUESTIONS),
        parse("вода", {"theme": "a"}),
        parse("", {"theme": "b", "sort": "nominated"}),
    ]
    found = [engine.search(query, FACETS) for query in asked]
    return [(hits.hits, hits.total, hits.facets) for hits in found]


def sizes(engine) -> list[tuple]:
    with engine.connection.cursor() as cursor:
        cursor.execute("SELECT part, documents, size FROM search_size ORDER BY part")
        return [row for row in cursor.fetchall() if row[0] in PARTS]


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=st.lists(written | deleted | nominated | other, max_size=12), paired=st.booleans())
def test_an_index_that_was_written_to_answers_like_one_made_anew(
    two, monkeypatch, steps: list, paired: bool
):
    changing, fresh = two
    with monkeypatch.context() as patched:
        patched.setattr(bulk, "COMMON_FROM", 0 if paired else 10**9)
        held = {}
        first = document("ДП-2026-0009", {"title": "вода село", "practice": ""}, "a")
        changing.rebuild(ListSource([first]))
        held[first.pid] = first
        for what, *rest in steps:
            if what == "write":
                item = document(*rest)
                held[item.pid] = item
                changing.index([item])
            elif what == "delete":
                held.pop(rest[0], None)
                changing.delete({Key(rest[0], "bg"): 1})
            elif what == "nominate":
                changing.count_nominations(*rest)
                if rest[0] in held:
                    held[rest[0]] = _nominated(held[rest[0]], rest[1])
            elif what == "tidy":
                changing.tidy()
            else:
                changing.rebuild(ListSource(held.values()))
        fresh.rebuild(ListSource(held.values()))
        assert answers(changing) == answers(fresh)
        assert changing.stamps() == fresh.stamps()
        changing.tidy()
        assert sizes(changing) == sizes(fresh)
        assert answers(changing) == answers(fresh)
        assert changing.forms() == fresh.forms()
        for asked in (*WORDS, "вода село", "село вода село", "улица парк"):
            there = {
                pid
                for pid, item in held.items()
                if any(
                    f" {asked} " in f" {item.fields[name].lemma} "
                    for part in PARTS
                    for name in PARTS[part]
                )
            }
            assert {hit.pid for hit in changing.search(parse(f"„{asked}“")).hits} == there


def _nominated(item, count: int):
    fields = {name: getattr(item, name) for name in item.__slots__}
    return type(item)(**{**fields, "nominations": count})


@pytest.mark.parametrize("name", ["sqlite", "postgresql"])
def test_what_writers_leave_behind_waits_for_the_worker(
    search_engines, django_db_blocker, monkeypatch, name
):
    monkeypatch.setattr(engine_module, "TOGETHER", 4)  # in two rounds
    with django_db_blocker.unblock():
        engine = named(search_engines, name)
        engine.rebuild(ListSource([]))
        waiting = []
        for number in range(8):
            engine.index([made(f"ДП-2026-{number % 6:04}", title="Чешма")])
            with engine.connection.cursor() as cursor:
                waiting.append(writing.waiting(cursor))
        assert waiting == [1, 2, 3, 4, 5, 6, 6, 6]
        assert engine.tidy() == 6
        assert engine.tidy() == 0
        assert engine.search(parse("чешма")).total == 6


@pytest.mark.parametrize("name", ["sqlite", "postgresql"])
def test_rows_of_a_second_block_are_found(search_engines, django_db_blocker, monkeypatch, name):
    many = [made(f"ДП-2026-{n:05}", title=f"Мост {n % 7}") for n in range(postings.BLOCK + 40)]
    with django_db_blocker.unblock():
        engine = named(search_engines, name)
        assert engine.rebuild(ListSource(many)) == len(many)
        engine.index([made("ДП-2026-99999", title="Мост и чешма")])
        assert engine.search(parse("мост")).total == len(many) + 1
        assert [hit.pid for hit in engine.search(parse("чешма")).hits] == ["ДП-2026-99999"]
        assert engine.search(parse("„мост 3“")).total == sum(n % 7 == 3 for n in range(len(many)))
        assert engine.tidy() == 1
        assert engine.search(parse("мост")).total == len(many) + 1
        engine.rebuild(ListSource([]))
