"""Bringing engines in line with the records: drain the outbox, compare, rebuild."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.core.cache import cache
from django.utils import timezone

from practices.models.published import PracticeRecord
from practices.ports import standings_since
from search.attachments.texts import read_since

from . import outbox
from .available import SearchUnavailable, translated
from .engines.base import Engine, Health, Key, differing
from .engines.chosen import database_engine, elasticsearch_engine
from .engines.database import DatabaseEngine
from .engines.elasticsearch import BulkWriteError, ElasticsearchEngine
from .models import OutboxRow
from .sources import RecordsSource

logger = logging.getLogger(__name__)

BATCH = 500
_KEY = ("pid", "language", "version")
REBUILD_LOCK = "search.rebuild."
REBUILD_LIMIT = 60 * 60  # seconds after which a rebuild that was killed no longer stands in the way


class RebuildRunning(Exception):
    """Somebody else is rebuilding this index."""


def engines(name: str = "") -> list[Engine]:
    """Return the engines of this site, or the one that is named."""
    found = [engine for engine in (database_engine(), elasticsearch_engine(patient=True)) if engine]
    return [engine for engine in found if name in ("", engine.name)]


def drain() -> int:
    """Send everything that waits to Elasticsearch; return how many rows are done.

    Raises SearchUnavailable when it does not answer; the rows wait for their next try.
    """
    engine = elasticsearch_engine(patient=True)
    if engine is None:
        return 0
    count = 0
    while rows := outbox.take(engine.name, BATCH):
        try:
            _send(engine, rows)
            count += outbox.done(rows)
        except SearchUnavailable as error:
            outbox.failed(rows, error)
            raise
        except BulkWriteError:
            count += _send_one_by_one(engine, rows)
    return count


def _send(engine: ElasticsearchEngine, rows: list[OutboxRow]) -> None:
    """Write the documents as they are now, delete those that are no longer public."""
    versions = {Key(row.pid, row.language): row.version for row in rows}
    documents = list(RecordsSource().documents(versions))
    live = {Key(document.pid, document.language) for document in documents}
    with translated():
        engine.index(documents)
        engine.delete({key: versions[key] for key in versions.keys() - live})


def _send_one_by_one(engine: ElasticsearchEngine, rows: list[OutboxRow]) -> int:
    """Find the rows that the server refuses; they must not hold up the others."""
    count = 0
    for row in rows:
        try:
            _send(engine, [row])
            count += outbox.done([row])
        except (SearchUnavailable, BulkWriteError) as error:
            logger.error("%s refuses %s (%s)", engine.name, row.pid, row.language)
            outbox.failed([row], SearchUnavailable(getattr(error, "kind", str(error))))
    return count


def reconcile() -> int:
    """Compare every index with the records and mend what differs; return how many did."""
    mended = 0
    for engine in engines():
        wanted = RecordsSource().stamps()
        with translated():
            held = engine.stamps()
        write, gone = differing(wanted, held)
        if isinstance(engine, DatabaseEngine):
            engine.replace([*write, *gone], RecordsSource().documents(write))
        else:
            versions = {key: wanted[key].version for key in write}
            versions |= {key: held[key].version for key in gone}
            outbox.ask(engine.name, versions)
        mended += len(write) + len(gone)
    return mended


def rebuild(engine: Engine) -> int:
    """Rebuild one engine's index. Raises RebuildRunning, SearchUnavailable."""
    started = timezone.now()
    with _only_one(engine.name), translated():
        count = engine.rebuild(RecordsSource())
        if not isinstance(engine, DatabaseEngine):
            _ask_for_unversioned(engine, started)
    logger.info("%s: index rebuilt with %s documents", engine.name, count)
    return count


def _ask_for_unversioned(engine: Engine, started: datetime) -> None:
    """Have practices looked at again whose files were read, or contacts answered, during a rebuild.

    Neither changes a version, so catching up does not see it, and what the outbox wrote meanwhile
    went to the old index.
    """
    rows = PracticeRecord.objects.filter(pid__in={*read_since(started), *standings_since(started)})
    outbox.ask(engine.name, {Key(pid, lang): v for pid, lang, v in rows.values_list(*_KEY)})


def release(engine: Engine) -> None:
    """Forget a rebuild that was killed."""
    cache.delete(REBUILD_LOCK + engine.name)


@contextmanager
def _only_one(name: str) -> Iterator[None]:
    if not cache.add(REBUILD_LOCK + name, 1, REBUILD_LIMIT):
        raise RebuildRunning(name)
    try:
        yield
    finally:
        cache.delete(REBUILD_LOCK + name)


def rebuild_outdated() -> int:
    """Rebuild every index that is missing or was made by another normaliser; return how many."""
    count = 0
    for engine in engines():
        with translated():
            state: Health = engine.health()
        if not state.current:
            logger.warning("%s: index is not current (%s), rebuilding", engine.name, state.detail)
            rebuild(engine)
            count += 1
    return count
