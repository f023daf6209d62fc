"""Engines of a benchmark's own: SQLite in a file, PostgreSQL and Elasticsearch on their servers.

`open_engines` sets Django up; an index that is there and current is kept for the next run.
"""

import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from benchmarks.corpus import Corpus
from benchmarks.timing import figure, milliseconds
from benchmarks.words import folder


def set_up() -> None:
    """Make Django ready without a site."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kb.settings.dev")
    django.setup()


def connection(config: dict):
    """Return a connection that is none of the site's."""
    from django.db.utils import ConnectionHandler

    return ConnectionHandler({"default": config})["default"]


def sqlite(name: str):
    """Return the embedded engine in a file of the benchmarks' folder."""
    from search.engines.sqlite import SQLiteEngine

    path = folder() / f"{name}.sqlite3"
    return SQLiteEngine(connection({"ENGINE": "django.db.backends.sqlite3", "NAME": str(path)}))


@contextmanager
def postgresql() -> Iterator:
    """Give PostgreSQL's engine in a database of its own that is dropped afterwards."""
    import psycopg

    from search.engines.postgresql import PostgreSQLEngine
    from tests import servers

    with servers.run():
        url = servers.postgres()
        parts = psycopg.conninfo.conninfo_to_dict(url)
        name = f"bench_{secrets.token_hex(4)}"
        with psycopg.connect(url, autocommit=True) as maintenance:
            maintenance.execute(f"CREATE DATABASE {name}")
        own = connection(
            {
                "ENGINE": "django.db.backends.postgresql",
                "NAME": name,
                "USER": parts.get("user", ""),
                "PASSWORD": parts.get("password", ""),
                "HOST": parts["host"],
                "PORT": parts["port"],
            }
        )
        try:
            yield PostgreSQLEngine(own)
        finally:
            own.close()
            with psycopg.connect(url, autocommit=True) as maintenance:
                maintenance.execute(f"DROP DATABASE {name} WITH (FORCE)")


def client():
    """Return a patient client of the server that ELASTICSEARCH_URL names."""
    from elasticsearch import Elasticsearch

    return Elasticsearch(os.environ["ELASTICSEARCH_URL"], request_timeout=600)


def elasticsearch(prefix: str, **options):
    """Return Elasticsearch's engine on that server."""
    from search.engines.elasticsearch import ElasticsearchEngine

    return ElasticsearchEngine(client(), prefix, replicas="false", **options)


def drop(engine) -> None:
    """Delete every index of an Elasticsearch engine."""
    for name in engine.client.indices.get(index=f"{engine.prefix}*"):
        engine.client.indices.delete(index=name)


def filled(engine, corpus: Corpus):
    """Return an engine after making its index, unless it holds this corpus already."""
    health = engine.health()
    if not (health.current and health.documents == corpus.size):
        spent = milliseconds(lambda: engine.rebuild(corpus)) / 1000
        figure(f"{engine.name}, {corpus.size}: rebuild", corpus.size / spent, "practices a second")
    return engine


def merged(engine):
    """Return an Elasticsearch engine whose index was merged into one segment."""
    patient = engine.client.options(request_timeout=3600)
    patient.indices.forcemerge(index=engine.alias, max_num_segments=1)
    return engine


def asking(engine, corpus: Corpus, questions: int) -> list[Callable[[], object]]:
    """Return calls that ask an engine as the page does: understood, with facets, wider if few."""
    from benchmarks.understand import knowledge_of
    from search.asking import ask
    from search.forms import SHOWN
    from search.query import parse

    known = knowledge_of(corpus)
    asked = [parse(text, knowledge=known) for text in corpus.questions(questions)]
    return [
        lambda query=query: ask(engine.search, query, SHOWN, lambda found: found.total)
        for query in asked
    ]
