"""The log of questions: one row for each that a person seems to ask, and the first hit opened.

What tells a program from a person is looked at and never kept. Only a question as it was typed is
counted: turning the page, choosing a filter or another order asks nothing new. Who asks the same
again and again weighs once an hour where questions are ranked (`stats.py`).
"""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.core import signing
from django.db import DatabaseError, InterfaceError, connections, router
from django.http import HttpRequest
from django.utils import timezone

from search.query import Query

from .cleaning import cleaned
from .models import Asked

logger = logging.getLogger(__name__)

KEPT = timedelta(days=365)
CLICK_SECONDS = 2 * 3600  # readers open a hit, read it and come back for the next
MAX_POSITION = 500  # the last place on the last page
WAIT_MILLISECONDS = 200  # for the lock of SQLite: a reader does not wait for a statistic
# Of one process; what asks more is no crowd but a program, and would only fill the table.
MAX_AN_HOUR = 5000
SALT = "search.workshop.asked"
# Programs that say what they are; those that do not are told by asking much within one hour.
_PROGRAM = re.compile(
    r"(?<!cu)bot|crawl|spider|slurp|fetch|scan|monitor|curl|wget|python|java/|go-http|okhttp|httpx"
    r"|axios|headless|lighthouse|preview|facebookexternalhit|archive",
    re.IGNORECASE,
)


class _Counted:
    """How many questions this process has kept in the hour that it is."""

    hour: datetime | None = None
    rows = 0


def record(
    sender: object,
    *,
    query: Query,
    total: int,
    milliseconds: int,
    degraded: bool = False,
    request: HttpRequest | None = None,
    **_more: object,
) -> str | None:
    """Keep a question; return what a later click names it by, or None where nothing was kept.

    Receiver of `search.signals.asked`. One insert, and never an error: a database that cannot
    write must not take the answer from a reader.
    """
    if not is_new(query) or (request is not None and not is_person(request)):
        return None
    text = cleaned(query.text)
    if not text or _is_flood():
        return None
    row = Asked(
        text=text,
        language=query.language,
        hour=hour(),
        total=total,
        milliseconds=max(0, milliseconds),
        degraded=degraded,
    )
    try:
        with _impatient():
            row.save(force_insert=True)
    except (DatabaseError, InterfaceError) as error:
        logger.warning("a question was not counted: %s", type(error).__name__)
        return None
    return signing.dumps(row.pk, salt=SALT)


def is_new(query: Query) -> bool:
    """Whether something is asked here that was not asked on the page before."""
    return (
        query.asks
        and query.page == 1
        and not query.filters
        and not query.exact
        and query.section == "all"
        and query.sort == "relevance"
    )


def is_person(request: HttpRequest) -> bool:
    """Whether a person seems to look at this very answer; nothing of the request is kept."""
    headers = request.headers
    ahead = f"{headers.get('Sec-Purpose', '')} {headers.get('Purpose', '')}"
    if request.method != "GET" or "prefetch" in ahead or "prerender" in ahead:
        return False
    agent = headers.get("User-Agent", "")
    return bool(agent) and not _PROGRAM.search(agent)


def _is_flood() -> bool:
    """Count one more question; whether there are too many of them in this hour."""
    now = hour()
    if _Counted.hour != now:
        _Counted.hour, _Counted.rows = now, 0
    _Counted.rows += 1
    return _Counted.rows > MAX_AN_HOUR


def hour() -> datetime:
    """Return the hour that it is; minutes are nobody's business."""
    return timezone.now().replace(minute=0, second=0, microsecond=0)


def opened(token: str, position: int) -> bool:
    """Note which hit of a question was opened first; False for what is no question of ours.

    `position`: 0 is a practice that editors put on top. A second click changes nothing. A token
    is good for CLICK_SECONDS.
    """
    if not 0 <= position <= MAX_POSITION:
        return False
    try:
        key = signing.loads(token, salt=SALT, max_age=CLICK_SECONDS)
    except signing.BadSignature:
        return False
    try:
        with _impatient():
            Asked.objects.filter(pk=key, position=None).update(position=position)
    except (DatabaseError, InterfaceError) as error:
        logger.warning("a click was not counted: %s", type(error).__name__)
    return True


def erase_old() -> int:
    """Delete the questions that are older than a year; return how many."""
    return Asked.objects.filter(hour__lt=timezone.now() - KEPT).delete()[0]


@contextmanager
def _impatient() -> Iterator[None]:
    """Wait shortly for another writer. Only SQLite has one lock for all that is written."""
    connection = connections[router.db_for_write(Asked)]
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    connection.ensure_connection()
    usual = int(connection.settings_dict["OPTIONS"].get("timeout", 5) * 1000)
    # Straight to the driver: it is no question to the database, and costs microseconds.
    connection.connection.execute(f"PRAGMA busy_timeout = {WAIT_MILLISECONDS}")
    try:
        yield
    finally:
        connection.connection.execute(f"PRAGMA busy_timeout = {usual}")
