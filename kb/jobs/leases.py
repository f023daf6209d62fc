"""Who may run a job now. Every change is one conditional UPDATE, so that one worker wins."""

from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from kb.jobs.models import JobState
from kb.jobs.registry import Job

FIRST_RETRY = timedelta(seconds=15)
LAST_RETRY = timedelta(hours=1)


def make_known(jobs: dict[str, Job]) -> None:
    """Give every registered job its row and drop the rows of jobs that are no more."""
    JobState.objects.bulk_create([JobState(name=name) for name in jobs], ignore_conflicts=True)
    JobState.objects.exclude(name__in=jobs).delete()


def take(job: Job, worker: str) -> bool:
    """Lease a job to a worker if it is due and nobody else has it.

    Where the database can, a row that another worker is just taking is skipped, not waited for.
    """
    now = timezone.now()
    free = Q(leased_until__isnull=True) | Q(leased_until__lte=now)
    with transaction.atomic():
        row = JobState.objects.filter(free, name=job.name, due_at__lte=now)
        if connection.features.has_select_for_update_skip_locked:
            row = JobState.objects.filter(
                pk__in=list(row.select_for_update(skip_locked=True).values_list("pk", flat=True))
            ).filter(free, due_at__lte=now)
        taken = row.update(leased_by=worker, leased_until=now + job.lease, started_at=now)
    return taken == 1


def renew(job: Job, worker: str) -> bool:
    """Prolong a lease; False if another worker has taken the job over meanwhile."""
    until = timezone.now() + job.lease
    return _owned(job, worker).update(leased_until=until) == 1


def finish(job: Job, worker: str, done: int) -> bool:
    """Give a job back after success; False if it was no longer this worker's."""
    now = timezone.now()
    return (
        _owned(job, worker).update(
            leased_by="",
            leased_until=None,
            due_at=now + job.every,
            finished_at=now,
            failures=0,
            last_error="",
            last_done=max(0, done),
        )
        == 1
    )


def give_up(job: Job, worker: str, error: str) -> datetime | None:
    """Give a job back after a failure, due later each time; return when, None if not ours."""
    state = _owned(job, worker).first()
    if state is None:
        return None
    due_at = timezone.now() + back_off(job, state.failures)
    _owned(job, worker).update(
        leased_by="",
        leased_until=None,
        due_at=due_at,
        finished_at=timezone.now(),
        failures=state.failures + 1,
        last_error=error[:200],
    )
    return due_at


def back_off(job: Job, failures: int) -> timedelta:
    """Return the pause after one more failure: doubling, from 15 seconds to an hour.

    A job that is due less often than that keeps its own rhythm.
    """
    pause = min(FIRST_RETRY * 2 ** min(failures, 20), LAST_RETRY)
    return max(pause, min(job.every, LAST_RETRY))


def _owned(job: Job, worker: str):
    return JobState.objects.filter(name=job.name, leased_by=worker)
