"""Rows for an engine that is somewhere else: written with the record, kept until it knows."""

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db.models import F, Q
from django.utils import timezone

from .engines.base import Key
from .models import OutboxRow

LEASE = timedelta(minutes=2)  # longer than the worker client's timeout with all its retries
FIRST_RETRY = timedelta(seconds=5)
LAST_RETRY = timedelta(minutes=10)


def ask(engine: str, versions: Mapping[Key, int]) -> None:
    """Ask an engine to look at documents again. Call it inside the transaction of the change."""
    now = timezone.now()
    OutboxRow.objects.bulk_create(
        [
            OutboxRow(
                engine=engine,
                pid=key.pid,
                language=key.language,
                version=version,
                ticket=secrets.token_hex(16),
                next_try=now,
            )
            for key, version in versions.items()
        ],
        update_conflicts=True,
        unique_fields=["engine", "pid", "language"],
        update_fields=["version", "ticket", "next_try"],
    )


def take(engine: str, limit: int) -> list[OutboxRow]:
    """Lease up to `limit` rows that are due, the oldest first; nobody else gets them meanwhile."""
    now = timezone.now()
    free = Q(leased_until__isnull=True) | Q(leased_until__lte=now)
    due = OutboxRow.objects.filter(free, engine=engine, next_try__lte=now).order_by(
        "next_try", "pk"
    )
    name = secrets.token_hex(16)
    chosen = list(due.values_list("pk", flat=True)[:limit])
    OutboxRow.objects.filter(free, pk__in=chosen).update(leased_by=name, leased_until=now + LEASE)
    return list(OutboxRow.objects.filter(leased_by=name).order_by("pk"))


def done(rows: list[OutboxRow]) -> int:
    """Delete rows whose engine is up to date; one asked for again meanwhile stays, free."""
    deleted, _ = OutboxRow.objects.filter(ticket__in=[row.ticket for row in rows]).delete()
    OutboxRow.objects.filter(leased_by__in={row.leased_by for row in rows}).update(
        leased_by="", leased_until=None
    )
    return deleted


def failed(rows: list[OutboxRow], error: Exception) -> None:
    """Put rows back for a later try; they wait longer each time, and are never dropped."""
    for row in rows:
        OutboxRow.objects.filter(pk=row.pk).update(
            attempts=F("attempts") + 1,
            next_try=next_try(row.attempts),
            leased_by="",
            leased_until=None,
            error=(str(error) or type(error).__name__)[:80],
        )


def next_try(attempts: int) -> datetime:
    """Return when to try again after so many failures before this one."""
    pause = min(FIRST_RETRY * 2 ** min(attempts, 20), LAST_RETRY)
    return timezone.now() + pause
