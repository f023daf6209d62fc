"""The worker: takes what is due, runs it, says that it is alive."""

import logging
import os
import secrets
import socket
import threading
import traceback
from datetime import timedelta
from pathlib import Path

from django.db import DatabaseError, close_old_connections, connection
from django.utils import timezone

from kb.jobs import leases
from kb.jobs.models import JobState, Worker
from kb.jobs.registry import Job, all_jobs

logger = logging.getLogger(__name__)

SIGN_OF_LIFE = timedelta(seconds=15)
FORGET_WORKER = timedelta(days=1)


def new_worker_name() -> str:
    """Return a name that no other process has: host, process, chance."""
    return f"{socket.gethostname()[:60]}:{os.getpid()}:{secrets.token_hex(4)}"


def run_due(worker: str, *, stop: threading.Event | None = None) -> tuple[int, int]:
    """Run every job that is due once; return how many ran and how many of those failed."""
    jobs = all_jobs()
    due = JobState.objects.filter(due_at__lte=timezone.now()).order_by("due_at")
    ran = failed = 0
    for name in due.values_list("name", flat=True):
        if stop is not None and stop.is_set():
            break
        job = jobs.get(name)
        if job is not None and leases.take(job, worker):
            ran += 1
            failed += not run_one(job, worker)
    return ran, failed


def run_one(job: Job, worker: str) -> bool:
    """Run a leased job and give it back; True if it succeeded.

    Whatever a job raises is its own failure and must not stop the others. The log and the row get
    the class of the error and the place, not the message, which may quote a person's words.
    """
    try:
        with _Keeper(job, worker):
            done = job.run()
    except Exception as error:  # noqa: BLE001  see above: logged, stored, tried again
        what = describe(error)
        again = leases.give_up(job, worker, what)
        logger.error("job %s failed: %s; again at %s", job.name, what, again)
        return False
    if not leases.finish(job, worker, done or 0):
        logger.warning("job %s outlived its lease; another worker has it", job.name)
    if done:
        logger.info("job %s did %s", job.name, done)
    return True


def describe(error: BaseException) -> str:
    """Return ``ErrorClass at file.py:line``."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{place}"


def run_forever(worker: str, stop: threading.Event, interval: float) -> None:
    """Run what is due every `interval` seconds until `stop` is set.

    A database that is away for a while is waited for.
    """
    while not stop.is_set():
        close_old_connections()
        try:
            sign_of_life(worker)
            run_due(worker, stop=stop)
        except DatabaseError as error:
            logger.error("the database does not answer: %s", type(error).__name__)
        stop.wait(interval)


def sign_of_life(worker: str) -> None:
    """Note that a worker is alive; forget those that have been silent for a day."""
    now = timezone.now()
    recent = now - SIGN_OF_LIFE / 3
    if not Worker.objects.filter(name=worker, seen_at__gt=recent).exists():
        Worker.objects.update_or_create(name=worker, defaults={"seen_at": now})
        Worker.objects.filter(seen_at__lt=now - FORGET_WORKER).delete()


def say_goodbye(worker: str) -> None:
    """Remove a worker that ends in good order."""
    Worker.objects.filter(name=worker).delete()


class _Keeper:
    """Prolongs a job's lease and its worker's life from a thread of its own while the job runs.

    So a lease can be short (a killed worker's job is soon taken over) and a job long.
    """

    def __init__(self, job: Job, worker: str) -> None:
        self._job = job
        self._worker = worker
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._keep, daemon=True)
        self._pause = min(job.lease / 4, SIGN_OF_LIFE).total_seconds()

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_details: object) -> None:
        self._over.set()
        self._thread.join()

    def _keep(self) -> None:
        try:
            while not self._over.wait(self._pause):
                try:
                    sign_of_life(self._worker)
                    if not leases.renew(self._job, self._worker):
                        return
                except DatabaseError as error:
                    # Busy or away: the next round tries again, the lease lasts four rounds.
                    logger.warning(
                        "lease of %s not renewed: %s", self._job.name, type(error).__name__
                    )
        finally:
            connection.close()
