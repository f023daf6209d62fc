"""The words of an index as the understanding of questions knows them."""

import time

import pytest
from django.db import DatabaseError

from search import index_words
from search.engines.base import ListSource
from tests.practices.pages import published
from tests.search.collection import made
from tests.search.conftest import named


@pytest.mark.parametrize("name", ["sqlite", "postgresql"])
def test_counts_are_the_exact_forms_of_the_index(search_engines, django_db_blocker, name: str):
    with django_db_blocker.unblock():
        engine = named(search_engines, name)
        one = made("ДП-2026-0001", title="Чешмите на селата", practice="<p>Селата, GIS 2019.</p>")
        engine.rebuild(ListSource([one, made("ДП-2026-0002", title="Мост")]))
        found = index_words.counts(engine.connection)
    assert {form: found.get(form) for form in ("селата", "чешмите", "мост", "gis", "2019")} == {
        "селата": 4,
        "чешмите": 3,
        "мост": 3,
        "gis": 1,
        "2019": None,
    }
    assert "село" not in found


@pytest.mark.django_db
def test_knowledge_is_read_once_and_follows_the_index(django_assert_num_queries, monkeypatch):
    index_words.forget()
    published(title="Чешми")
    assert "чешми" in index_words.knowledge().counts
    with django_assert_num_queries(0):
        first = index_words.knowledge()
    published(title="Мостове")
    assert index_words.knowledge() is first
    monkeypatch.setattr(index_words, "CHECK_SECONDS", 0)
    assert "мостове" in index_words.knowledge().counts
    index_words.forget()


@pytest.mark.django_db
def test_knowledge_names_the_places_that_can_be_filtered_by():
    index_words.forget()
    published(title="Чешми")
    facets = {facet for facet, *_names in index_words.knowledge().place_names}
    assert facets == {"municipality", "oblast"}
    index_words.forget()


@pytest.fixture
def large(monkeypatch):
    """Every index is a large one, and may be read as often as it changes."""
    index_words.forget()
    monkeypatch.setattr(index_words, "READ_AT_ONCE", 0)
    monkeypatch.setattr(index_words, "READ_SHARE", 0)
    monkeypatch.setattr(index_words, "CHECK_SECONDS", 0)
    yield
    wait_for(lambda: not index_words._Kept.reading)
    index_words.forget()


def wait_for(condition) -> None:
    until = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.02)


@pytest.mark.django_db(transaction=True)
def test_nobody_waits_for_the_words_of_a_large_index(large):
    published(title="Чешми")
    first = index_words.knowledge()
    assert (dict(first.counts), len(first.place_names) > 0) == ({}, True)
    wait_for(lambda: "чешми" in index_words.knowledge().counts)
    before = index_words.knowledge()
    published(title="Мостове")
    assert index_words.knowledge() is before
    wait_for(lambda: "мостове" in index_words.knowledge().counts)


@pytest.mark.django_db(transaction=True)
def test_a_large_index_that_changes_all_the_time_is_read_now_and_then(large, monkeypatch):
    monkeypatch.setattr(index_words, "READ_SHARE", 1_000_000)
    published(title="Чешми")
    wait_for(lambda: "чешми" in index_words.knowledge().counts)
    known = index_words.knowledge()
    published(title="Мостове")
    assert [index_words.knowledge() is known for _ in range(3)] == [True] * 3
    assert not index_words._Kept.reading
    index_words.forget()
    wait_for(lambda: "мостове" in index_words.knowledge().counts)


@pytest.mark.django_db
def test_a_process_starts_with_all_it_needs_and_without_a_database(monkeypatch, caplog):
    index_words.forget()
    published(title="Чешми")
    index_words.warm()
    assert "чешми" in index_words._Kept.knowledge.counts
    index_words.forget()

    def away():
        raise DatabaseError

    monkeypatch.setattr(index_words, "_stamp", away)
    index_words.warm()
    assert caplog.messages[-1] == "the words of the index are not ready yet"
    index_words.forget()
