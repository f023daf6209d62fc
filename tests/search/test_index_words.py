"""The words of an index as the understanding of questions knows them."""

import pytest

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
        "селата": 2,
        "чешмите": 1,
        "мост": 1,
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
