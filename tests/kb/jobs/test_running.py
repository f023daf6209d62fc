"""What a worker does with jobs that work, fail and last."""

import logging
import threading
import time
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from kb.jobs import leases, registry, running
from kb.jobs.models import JobState, Worker
from kb.jobs.registry import job


@pytest.fixture
def only(monkeypatch, db):
    """Register jobs in an otherwise empty registry."""
    monkeypatch.setattr(registry, "_jobs", {})

    def register(**functions):
        for name, function in functions.items():
            job(name, every=timedelta(minutes=1))(function)
        leases.make_known(registry.all_jobs())

    return register


def test_run_due_runs_each_due_job_once(only):
    done = []
    only(one=lambda: done.append("one") or 1, two=lambda: done.append("two") or 2)
    assert running.run_due("worker") == (2, 0)
    assert running.run_due("worker") == (0, 0)
    assert sorted(done) == ["one", "two"]
    assert dict(JobState.objects.values_list("name", "last_done")) == {"one": 1, "two": 2}


def test_a_failing_job_does_not_stop_the_others(only):
    only(bad=lambda: 1 // 0, good=lambda: 3)
    assert running.run_due("worker") == (2, 1)
    assert JobState.objects.get(name="good").last_done == 3
    assert JobState.objects.get(name="bad").failures == 1


def test_a_failure_is_kept_and_logged_without_its_message(only, caplog):
    def tell() -> int:
        raise ValueError("ivan@example.bg")

    only(bad=tell)
    with caplog.at_level(logging.INFO):
        running.run_due("worker")
    state = JobState.objects.get(name="bad")
    assert state.last_error.startswith("ValueError at test_running.py:")
    assert "bad failed: ValueError at test_running.py" in caplog.text
    assert "ivan@example.bg" not in caplog.text + state.last_error


def test_run_due_stops_between_two_jobs_when_told(only):
    stop = threading.Event()
    only(one=lambda: stop.set() or 1, two=lambda: stop.set() or 1)
    assert running.run_due("worker", stop=stop) == (1, 0)


@pytest.mark.django_db(transaction=True)
def test_a_long_job_keeps_its_lease(monkeypatch):
    monkeypatch.setattr(registry, "_jobs", {})
    seen = []

    @job("long", every=timedelta(minutes=1), lease=timedelta(seconds=0.4))
    def last() -> int:
        time.sleep(1)
        seen.append(leases.take(registry.all_jobs()["long"], "another"))
        return 1

    leases.make_known(registry.all_jobs())
    assert running.run_due("worker") == (1, 0)
    assert seen == [False]
    assert JobState.objects.get().last_done == 1
    assert Worker.objects.filter(name="worker").exists()


def test_sign_of_life_forgets_workers_that_are_long_silent(db):
    Worker.objects.create(name="dead", seen_at=timezone.now() - timedelta(days=2))
    running.sign_of_life("alive")
    running.sign_of_life("alive")
    assert list(Worker.objects.values_list("name", flat=True)) == ["alive"]


def test_worker_once_says_what_it_did(only):
    only(one=lambda: 1)
    out = StringIO()
    call_command("worker", "--once", stdout=out)
    assert out.getvalue() == "1 jobs ran, 0 failed\n"


def test_worker_once_fails_when_a_job_failed(only):
    only(bad=lambda: 1 // 0)
    with pytest.raises(CommandError, match="1 jobs failed"):
        call_command("worker", "--once", stdout=StringIO())


def test_worker_check_knows_whether_a_worker_is_alive(db):
    with pytest.raises(CommandError, match="no worker is alive"):
        call_command("worker_check", stdout=StringIO())
    Worker.objects.create(name="old", seen_at=timezone.now() - timedelta(seconds=90))
    with pytest.raises(CommandError):
        call_command("worker_check", "--max-age", "60", stdout=StringIO())
    Worker.objects.create(name="new")
    JobState.objects.create(name="bad", failures=2, last_error="OSError at mail.py:3")
    out = StringIO()
    call_command("worker_check", stdout=out)
    assert out.getvalue() == "bad: 2 failures, OSError at mail.py:3\n1 workers alive\n"


def test_two_workers_never_have_the_same_name():
    assert running.new_worker_name() != running.new_worker_name()
