"""What the worker does for the suggestions; see kb.jobs."""

from datetime import timedelta

from kb.jobs import job

from . import sync


@job("suggestions.watch", every=timedelta(minutes=1))
def rebuild_outdated() -> int:
    """Rebuild the index if it is missing or was made by other rules of the language."""
    if sync.is_current():
        return 0
    try:
        sync.rebuild()
    except sync.RebuildRunning:
        return 0
    return 1


@job("suggestions.reconcile", every=timedelta(hours=1))
def reconcile() -> int:
    """Mend what differs from records and registers; take over what people ask often by now."""
    return sync.reconcile()
