"""Which jobs there are."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

LEASE = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Job:
    """A named function that does what is due and returns how many things it did.

    It may be killed at any line and be run twice at once, so every effect must be idempotent.
    `lease` is how long after a worker's last sign of life another one takes the job over.
    """

    name: str
    every: timedelta
    run: Callable[[], int]
    lease: timedelta = LEASE


_jobs: dict[str, Job] = {}


def job(
    name: str, *, every: timedelta, lease: timedelta = LEASE
) -> Callable[[Callable[[], int]], Callable[[], int]]:
    """Register a function as a job that runs about every `every`.

    :raises ValueError: if another function already has the name.
    """

    def register(run: Callable[[], int]) -> Callable[[], int]:
        known = _jobs.get(name)
        if known is not None and known.run is not run:
            raise ValueError(f"two jobs are named {name!r}")
        _jobs[name] = Job(name=name, every=every, run=run, lease=lease)
        return run

    return register


def all_jobs() -> dict[str, Job]:
    """Return the registered jobs by name."""
    return dict(_jobs)
