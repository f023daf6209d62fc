"""An index of judged documents in any engine, deleted when it has answered; the site's stays."""

import json
import secrets
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psycopg
from django.conf import settings
from django.db.utils import ConnectionHandler

from search.documents import SearchDocument, build
from search.engines.base import Engine, ListSource
from search.engines.elasticsearch import ElasticsearchEngine, worker_client
from search.engines.postgresql import PostgreSQLEngine
from search.engines.sqlite import SQLiteEngine
from search.understanding import Knowledge
from search.understanding.knowledge import count_forms

ENGINES = ("sqlite", "elasticsearch", "postgresql")


def read_documents(path: Path) -> list[dict]:
    """Return the rows of a file with one JSON object a line. ValueError names a bad line."""
    rows = []
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            if line.strip():
                row = json.loads(line)
                if not isinstance(row, dict) or "doc_id" not in row:
                    raise ValueError(f"{path.name}:{number} is no document with a doc_id")
                rows.append(row)
    return rows


def document(row: Mapping, pid: str) -> SearchDocument:
    """Return the search document of a row; keys beside the known ones count for nothing.

    `pid` stands for its doc_id, which may be longer than an engine's column.

    Besides the texts there may be `problem_line`, `other` (text of no section) and `codes`
    (project numbers, a list).
    """
    places = [{"name_bg": name} for name in _several(row.get("municipality"))]
    themes = [{"name_bg": name} for name in _several(row.get("theme"))]
    record = {
        "pid": pid,
        "language": "bg",
        "municipalities": places,
        "themes": themes,
        **{key: _text(row.get(key)) for key in ("title", "summary", "background", "practice")},
        "results": _text(row.get("results")),
        "problem_line": _text(row.get("problem_line")),
        "limits": _text(row.get("other")),
        "project_codes": [{"raw": code} for code in _several(row.get("codes"))],
    }
    return build(record, version=1, facets={})


def _text(value: object) -> str:
    return "\n".join(_several(value)) if isinstance(value, list) else str(value or "")


def _several(value: object) -> list[str]:
    """Return one name or a list of names as a list; in a text they are parted by semicolons."""
    if isinstance(value, list):
        return [str(item) for item in value if item]
    return [part.strip() for part in str(value or "").split(";") if part.strip()]


def knowledge_of(documents: Iterable[SearchDocument], rows: Iterable[Mapping]) -> Knowledge:
    """Return what is known of the words and places of some documents."""
    streams = (fields.exact for item in documents for fields in item.fields.values())
    names = {name for row in rows for name in _several(row.get("municipality"))}
    places = [("municipality", name, name, "") for name in sorted(names)]
    return Knowledge(count_forms(streams), places)


@contextmanager
def engine_with(name: str, documents: list[SearchDocument]) -> Iterator[Engine]:
    """Give an engine that holds these documents; it is gone afterwards.

    "elasticsearch" takes the server of ELASTICSEARCH_URL, "postgresql" that of DATABASE_URL.
    Raises ValueError where there is none.
    """
    with ExitStack() as closing:
        engine = {"sqlite": _sqlite, "elasticsearch": _elasticsearch, "postgresql": _postgresql}[
            name
        ](closing)
        engine.rebuild(ListSource(documents))
        yield engine


def _sqlite(closing: ExitStack) -> Engine:
    folder = closing.enter_context(tempfile.TemporaryDirectory(prefix="search-judge-"))
    file = Path(folder) / "index.sqlite3"
    connection = _connection({"ENGINE": "django.db.backends.sqlite3", "NAME": str(file)})
    closing.callback(connection.close)
    return SQLiteEngine(connection)


def _elasticsearch(closing: ExitStack) -> Engine:
    if not settings.ELASTICSEARCH_URL:
        raise ValueError("ELASTICSEARCH_URL names no server")
    client = worker_client(settings.ELASTICSEARCH_URL)
    closing.callback(client.close)
    prefix = f"judge-{secrets.token_hex(6)}"

    def delete() -> None:
        for name in client.indices.get(index=f"{prefix}*", expand_wildcards="all"):
            client.indices.delete(index=name)

    closing.callback(delete)
    return ElasticsearchEngine(client, prefix, replicas="false")


def _postgresql(closing: ExitStack) -> Engine:
    site = settings.DATABASES["default"]
    if "postgresql" not in site["ENGINE"]:
        raise ValueError("DATABASE_URL names no PostgreSQL")
    name = f"judge_{secrets.token_hex(6)}"
    server = {
        "host": site.get("HOST") or None,
        "port": site.get("PORT") or None,
        "user": site.get("USER") or None,
        "password": site.get("PASSWORD") or None,
    }
    home = {"dbname": site["NAME"], "autocommit": True, **server}
    with psycopg.connect(**home) as maintenance:
        maintenance.execute(f'CREATE DATABASE "{name}"')

    def drop() -> None:
        with psycopg.connect(**home) as maintenance:
            maintenance.execute(f'DROP DATABASE "{name}" WITH (FORCE)')

    closing.callback(drop)
    connection = _connection({**site, "NAME": name})
    closing.callback(connection.close)
    return PostgreSQLEngine(connection)


def _connection(config: dict):
    return ConnectionHandler({"default": config})["default"]
