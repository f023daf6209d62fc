"""Engines of a test's own: none of them touches the site's index."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from django.db.utils import ConnectionHandler
from elasticsearch import Elasticsearch

from search.engines.base import Engine
from search.engines.elasticsearch import ElasticsearchEngine, worker_client
from search.engines.postgresql import PostgreSQLEngine
from search.engines.sqlite import SQLiteEngine
from tests import servers

ENGINES = ("sqlite", "postgresql", "elasticsearch")


@contextmanager
def three_engines(folder: Path, worker: str, blocker) -> Iterator[dict[str, Engine | str]]:
    """Make the three engines, each empty and by itself; a text where one cannot be had."""
    closing = []
    engines: dict[str, Engine | str] = {}

    file = folder / "index.sqlite3"
    connection = _connection({"ENGINE": "django.db.backends.sqlite3", "NAME": str(file)})
    closing.append(connection.close)
    engines["sqlite"] = SQLiteEngine(connection)
    try:
        connection, drop = _postgresql(servers.postgres())
        closing += [connection.close, drop]
        engines["postgresql"] = PostgreSQLEngine(connection)
    except servers.Unavailable as reason:
        engines["postgresql"] = str(reason)
    try:
        client = worker_client(servers.elasticsearch())
        prefix = f"contract-{worker}-{secrets.token_hex(4)}"
        closing += [lambda: _delete_indices(client, prefix), client.close]
        engines["elasticsearch"] = ElasticsearchEngine(client, prefix, replicas="false")
    except servers.Unavailable as reason:
        engines["elasticsearch"] = str(reason)
    yield engines
    with blocker.unblock():
        for close in closing:
            close()


@pytest.fixture(scope="session")
def search_engines(
    tmp_path_factory: pytest.TempPathFactory, worker: str, django_db_blocker
) -> Iterator[dict[str, Engine | str]]:
    """The three engines that most tests share."""
    with three_engines(tmp_path_factory.mktemp("search"), worker, django_db_blocker) as engines:
        yield engines


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, search_engines, django_db_blocker) -> Iterator[Engine]:
    """Each of the three engines in turn; a missing server skips, on CI it fails."""
    with django_db_blocker.unblock():
        yield named(search_engines, request.param)


@pytest.fixture
def all_engines(search_engines, django_db_blocker) -> Iterator[list[Engine]]:
    """The three engines together."""
    with django_db_blocker.unblock():
        yield [named(search_engines, name) for name in ENGINES]


def named(search_engines: dict, name: str) -> Engine:
    found = search_engines[name]
    if isinstance(found, str):
        if servers.required():
            pytest.fail(found, pytrace=False)
        pytest.skip(found)
    return found


def refresh(engine: Engine) -> None:
    """Make what was just written visible where that takes an engine a moment."""
    if isinstance(engine, ElasticsearchEngine):
        engine.refresh()


def _connection(config: dict):
    return ConnectionHandler({"default": config})["default"]


def _postgresql(url: str):
    """Return a connection to a new database of its own, and what drops that database."""
    parts = psycopg.conninfo.conninfo_to_dict(url)
    name = f"contract_{secrets.token_hex(4)}"
    with psycopg.connect(url, autocommit=True) as maintenance:
        maintenance.execute(f"CREATE DATABASE {name}")

    def drop() -> None:
        with psycopg.connect(url, autocommit=True) as maintenance:
            maintenance.execute(f"DROP DATABASE {name} WITH (FORCE)")

    config = {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": parts.get("user", ""),
        "PASSWORD": parts.get("password", ""),
        "HOST": parts["host"],
        "PORT": parts["port"],
    }
    return _connection(config), drop


def _delete_indices(client: Elasticsearch, prefix: str) -> None:
    for name in client.indices.get(index=f"{prefix}*", expand_wildcards="all"):
        client.indices.delete(index=name)
