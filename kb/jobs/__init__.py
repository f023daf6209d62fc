"""Small idempotent jobs and the worker that runs them.

    from kb.jobs import job

    @job("search.outbox", every=timedelta(seconds=2))
    def drain_outbox() -> int:
        ...

Modules named ``jobs.py`` of the installed apps are found by themselves.
"""

from kb.jobs.registry import job

__all__ = ["job"]
