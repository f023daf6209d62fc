"""The words of the site's index, read once per state of it and kept by the process.

A small index is read when it is first asked for, which takes milliseconds; a large one on a thread
of its own, while readers are served with what was known before. Whether the index has changed is
looked at once in CHECK_SECONDS, and with it whether editors changed their rows (`ports.rows`). A
large index that changes all the time is read again after READ_SHARE times as long as reading took.
"""

import logging
import threading
import time
from heapq import nlargest
from operator import itemgetter

from django.db import Error, connection
from django.db.backends.base.base import BaseDatabaseWrapper

from . import ports
from .engines.chosen import engine_on
from .models import FacetName
from .understanding import NO_ROWS, Knowledge, Rows, Tables, understand
from .understanding.knowledge import MAX_FORMS

logger = logging.getLogger(__name__)

CHECK_SECONDS = 60
READ_AT_ONCE = 2000  # documents: their words are read in less than a tenth of a second
READ_SHARE = 100  # a process spends no more than a hundredth of its time on reading words
FIRST = "община в Габрово"  # a question whose answer needs every table
PLACES = ("municipality", "oblast")

Stamp = tuple[int, int, int]


class _Kept:
    """What this process knows, and when it was last looked whether that is still true."""

    lock = threading.Lock()
    knowledge: Knowledge | None = None
    stamp: Stamp | None = None
    rows: Rows = NO_ROWS
    checked = float("-inf")
    reading = False
    not_before = float("-inf")  # when a large index may be read again


def knowledge() -> Knowledge:
    """Return what is known of the site's words now; one or two queries once in CHECK_SECONDS."""
    now = time.monotonic()
    if _Kept.knowledge is not None and now - _Kept.checked < CHECK_SECONDS:
        return _Kept.knowledge
    with _Kept.lock:
        if _Kept.knowledge is None or now - _Kept.checked >= CHECK_SECONDS:
            _Kept.checked = now
            _renew()
    return _Kept.knowledge or Knowledge({})


def forget() -> None:
    """Look at the index anew at the next question."""
    with _Kept.lock:
        _Kept.knowledge, _Kept.stamp, _Kept.checked = None, None, float("-inf")
        _Kept.rows, _Kept.not_before = NO_ROWS, float("-inf")


def warm() -> None:
    """Make ready what the first question of a process would wait for; a database that is away is
    no reason not to start."""
    try:
        understand(FIRST, len(FIRST), knowledge())
    except Error:
        logger.warning("the words of the index are not ready yet")


def look_again() -> None:
    """Look at the next question whether anything changed; what is known is kept till then."""
    with _Kept.lock:
        _Kept.checked = float("-inf")


def _renew() -> None:
    rows = ports.rows()
    changed = rows != _Kept.rows
    _Kept.rows = rows
    if changed and _Kept.knowledge is not None:
        _Kept.knowledge = _Kept.knowledge.with_tables(Tables.of(rows))
    if _is_large():  # even to look takes a while
        _start_reading()
        return
    stamp = _stamp()
    if stamp == _Kept.stamp:
        return
    if stamp[0] <= READ_AT_ONCE:
        _read(stamp)
        return
    _Kept.knowledge = _Kept.knowledge or Knowledge({}, _places(), tables=Tables.of(rows))
    _start_reading()


def _is_large() -> bool:
    return _Kept.stamp is not None and _Kept.stamp[0] > READ_AT_ONCE


def _read(stamp: Stamp) -> None:
    made = Knowledge(counts(connection), _places(), tables=Tables.of(_Kept.rows))
    _Kept.knowledge, _Kept.stamp = made, stamp


def _start_reading() -> None:
    if not _Kept.reading and time.monotonic() >= _Kept.not_before:
        _Kept.reading = True
        threading.Thread(target=_read_aside, daemon=True).start()


def _read_aside() -> None:
    """Read the words of a large index where it has changed, and make ready what the first unknown
    word would wait for."""
    started = time.monotonic()
    try:
        stamp = _stamp()
        if stamp == _Kept.stamp:
            return
        rows = _Kept.rows
        made = Knowledge(counts(connection), _places(), tables=Tables.of(rows))
        made.prepare()
        understand(FIRST, len(FIRST), made)
        with _Kept.lock:
            if rows != _Kept.rows:
                made = made.with_tables(Tables.of(_Kept.rows))
            _Kept.knowledge, _Kept.stamp = made, stamp
            _Kept.not_before = time.monotonic() + READ_SHARE * (time.monotonic() - started)
    except Error:
        logger.exception("the words of the index could not be read")
    finally:
        _Kept.reading = False
        connection.close()


def _stamp() -> Stamp:
    """Return what changes with every document that is written or deleted."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), coalesce(sum(version), 0), coalesce(max(id), 0) FROM search_row"
        )
        documents, versions, last = cursor.fetchone()
    return int(documents), int(versions), int(last)


def _places() -> list[tuple[str, str, str, str]]:
    rows = FacetName.objects.filter(facet__in=PLACES)
    return list(rows.values_list("facet", "value", "name_bg", "name_en"))


def counts(database: BaseDatabaseWrapper) -> dict[str, int]:
    """Return the exact forms of a database's index with how often each stands there, by weight."""
    found = engine_on(database).forms().items()
    words = ((form, n) for form, n in found if 2 <= len(form) <= 40 and form.isalpha())
    return dict(nlargest(MAX_FORMS, words, key=itemgetter(1)))
