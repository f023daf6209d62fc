"""Which engines this site has: always its own database, and Elasticsearch where it is named."""

from functools import lru_cache

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from elasticsearch import Elasticsearch

from .database import DatabaseEngine
from .elasticsearch import ElasticsearchEngine, web_client, worker_client
from .postgresql import PostgreSQLEngine
from .sqlite import SQLiteEngine

_BY_VENDOR: dict[str, type[DatabaseEngine]] = {
    "sqlite": SQLiteEngine,
    "postgresql": PostgreSQLEngine,
}


def database_engine(alias: str = DEFAULT_DB_ALIAS) -> DatabaseEngine:
    """Return the engine that lives in the site's own database."""
    return engine_on(connections[alias])


def engine_on(connection: BaseDatabaseWrapper) -> DatabaseEngine:
    """Return the engine that lives in the database of a connection."""
    return _BY_VENDOR[connection.vendor](connection)


def elasticsearch_engine(*, patient: bool = False) -> ElasticsearchEngine | None:
    """Return the Elasticsearch engine, `patient` for workers; None where the site has none."""
    url = settings.ELASTICSEARCH_URL
    if not url:
        return None
    client = _worker_client(url) if patient else _web_client(url)
    return ElasticsearchEngine(client, settings.ELASTICSEARCH_INDEX)


@lru_cache(maxsize=4)
def _web_client(url: str) -> Elasticsearch:
    return web_client(url)


@lru_cache(maxsize=4)
def _worker_client(url: str) -> Elasticsearch:
    return worker_client(url)
