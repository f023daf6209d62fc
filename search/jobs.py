"""What the worker does for the search; see kb.jobs."""

from datetime import timedelta

from kb.jobs import job

from . import sync
from .engines.chosen import database_engine


@job("search.outbox", every=timedelta(seconds=2))
def drain_outbox() -> int:
    """Tell Elasticsearch what was published, changed and withdrawn."""
    try:
        return sync.drain()
    except sync.SearchUnavailable:
        # The rows know their next try; the job itself goes on at its own pace.
        return 0


@job("search.watch", every=timedelta(minutes=1))
def rebuild_outdated() -> int:
    """Rebuild an index that is missing or was made by other rules of the language."""
    try:
        return sync.rebuild_outdated()
    except sync.RebuildRunning:
        return 0


@job("search.tidy", every=timedelta(minutes=5))
def tidy() -> int:
    """Bring what was written lately into its place in the index of the site's own database."""
    return database_engine().tidy()


@job("search.reconcile", every=timedelta(hours=6))
def reconcile() -> int:
    """Mend what differs between the records and the indices, whatever the reason."""
    return sync.reconcile()
