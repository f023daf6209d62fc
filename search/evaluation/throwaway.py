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


# Parts of a public record that a row may have beside its texts, in the record's own shape.
RECORD_LISTS = (
    *("municipalities", "themes", "steps", "measures", "partners", "funding", "prerequisites"),
    *("target_groups", "events", "publications", "legal_basis", "documents", "sources"),
    "project_codes",
)
RECORD_OBJECTS = ("lead_organisation", "participation", "staff_effort", "inspired_by", "period")
RECORD_TEXTS = (
    *("problem_line", "what_failed", "limits", "adapt_notes", "municipalities_note"),
    *("target_groups_note", "innovator_name"),
)
BASIC_TEXTS = ("title", "summary", "background", "practice", "results")


def document(row: Mapping, pid: str) -> SearchDocument:
    """Return the search document of a row; keys beside the known ones count for nothing.

    `pid` stands for its doc_id, which may be longer than an engine's column. Texts may be lists of
    paragraphs, `municipality` and `theme` one name, several parted by semicolons, or a list.

    Besides the eight keys of every judged set there may be `other` (text of no section), `codes`
    (project numbers, a list), and the parts of a public record under its own names.
    """
    record = {
        "pid": pid,
        "language": "bg",
        "municipalities": [{"name_bg": name} for name in _several(row.get("municipality"))],
        "themes": [{"name_bg": name} for name in _several(row.get("theme"))],
        "project_codes": [{"raw": code} for code in _several(row.get("codes"))],
        **{key: row[key] for key in RECORD_LISTS if _are_objects(row.get(key))},
        **{key: row[key] for key in RECORD_OBJECTS if isinstance(row.get(key), Mapping)},
        **{key: _text(row.get(key)) for key in (*BASIC_TEXTS, *RECORD_TEXTS)},
    }
    if row.get("other"):
        record["limits"] = "\n".join(filter(None, [record["limits"], _text(row["other"])]))
    return build(record, version=1, facets={})


def _are_objects(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(v, Mapping) for v in value)


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
