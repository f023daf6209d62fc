"""Two transactions that write the index at once, as two editors and the worker do on PostgreSQL."""

import pytest
from django.db.utils import ConnectionHandler

from search.engines import database
from search.engines.base import ListSource
from search.engines.postgresql import PostgreSQLEngine
from search.query import parse
from tests.search.collection import made
from tests.search.conftest import named


@pytest.fixture
def two(search_engines, django_db_blocker):
    """Two connections to one index that holds three practices, neither of which waits for long."""
    with django_db_blocker.unblock():
        first = named(search_engines, "postgresql")
        first.rebuild(ListSource([made(f"ДП-2026-{n:04}", title="Чешма") for n in range(3)]))
        other = ConnectionHandler({"default": dict(first.connection.settings_dict)})["default"]
        for connection in (first.connection, other):
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = '5s'")
        yield first, PostgreSQLEngine(other)
        other.close()
        with first.connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = 0")
        first.rebuild(ListSource([]))


def titled(number: int, title: str):
    return made(f"ДП-2026-{number:04}", title=title, facets={"theme": ["vodi"]}, version=2)


def found(engine, text: str) -> tuple[list[str], dict]:
    hits = engine.search(parse(text), ("theme",))
    return sorted(hit.pid for hit in hits.hits), hits.facets


def test_two_writers_of_several_practices_do_not_wait_for_one_another(two, monkeypatch):
    one, other = two
    monkeypatch.setattr(database, "SHORT", 0.0)
    with one.transaction():
        one.index([titled(0, "Чешма на площада")])
        with other.transaction():
            # Each has written already when it goes on to its next: in the other order.
            other.index([titled(1, "Чешма в парка"), titled(7, "Чешма в двора")])
            one.index([titled(8, "Чешма на пазара")])
            other.count_nominations("ДП-2026-0002", 4)
        # Who merges goes away again instead of standing in their way.
        assert other.tidy() == 0
        other.index([titled(9, "Чешма на гарата")])
    pids = [f"ДП-2026-{n:04}" for n in (0, 1, 2, 7, 8, 9)]
    expected = pids, {"theme": (("vodi", 5),)}
    assert found(one, "чешма") == expected
    assert other.tidy() == 6
    assert found(one, "чешма") == found(other, "чешма") == expected
    assert found(one, "пазара")[0] == ["ДП-2026-0008"]
