"""One worker has a job at a time, and none has it for ever."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from kb.jobs import leases
from kb.jobs.models import JobState
from kb.jobs.registry import Job

JOB = Job(name="test.job", every=timedelta(minutes=1), run=lambda: 0, lease=timedelta(minutes=2))


@pytest.fixture
def state(db) -> JobState:
    return JobState.objects.create(name=JOB.name)


def test_take_leases_a_due_job_to_one_worker(state):
    assert leases.take(JOB, "first")
    assert not leases.take(JOB, "second")
    state.refresh_from_db()
    assert state.leased_by == "first"
    assert timedelta(seconds=110) < state.leased_until - timezone.now() <= JOB.lease


def test_take_leaves_a_job_that_is_not_due(state):
    JobState.objects.update(due_at=timezone.now() + timedelta(seconds=5))
    assert not leases.take(JOB, "first")


def test_take_gives_a_job_whose_worker_fell_silent_to_another(state):
    leases.take(JOB, "first")
    JobState.objects.update(leased_until=timezone.now())
    assert leases.take(JOB, "second")
    assert not leases.renew(JOB, "first")
    assert not leases.finish(JOB, "first", 1)
    assert leases.give_up(JOB, "first", "Error") is None
    state.refresh_from_db()
    assert (state.leased_by, state.failures) == ("second", 0)


def test_renew_prolongs_the_lease(state):
    leases.take(JOB, "first")
    JobState.objects.update(leased_until=timezone.now() + timedelta(seconds=1))
    assert leases.renew(JOB, "first")
    state.refresh_from_db()
    assert state.leased_until > timezone.now() + timedelta(minutes=1)


def test_finish_plans_the_next_run_and_forgets_failures(state):
    JobState.objects.update(failures=3, last_error="Error")
    leases.take(JOB, "first")
    assert leases.finish(JOB, "first", 7)
    state.refresh_from_db()
    assert (state.leased_by, state.leased_until, state.failures) == ("", None, 0)
    assert (state.last_error, state.last_done) == ("", 7)
    assert timedelta(seconds=55) < state.due_at - timezone.now() <= JOB.every


def test_give_up_keeps_the_class_of_the_error_and_waits_longer_each_time(state):
    pauses = []
    quick = Job(name=JOB.name, every=timedelta(seconds=1), run=JOB.run)
    for _ in range(4):
        JobState.objects.update(due_at=timezone.now())
        leases.take(quick, "first")
        before = timezone.now()
        pauses.append(
            round((leases.give_up(quick, "first", "ValueError") - before).total_seconds())
        )
    state.refresh_from_db()
    assert (state.failures, state.last_error, state.leased_by) == (4, "ValueError", "")
    assert pauses == [15, 30, 60, 120]


@given(st.integers(0, 10_000), st.timedeltas(timedelta(seconds=1), timedelta(days=2)))
def test_back_off_stays_between_a_quarter_of_a_minute_and_an_hour(failures, every):
    job = Job(name="x", every=every, run=lambda: 0)
    assert timedelta(seconds=15) <= leases.back_off(job, failures) <= timedelta(hours=1)


def test_make_known_adds_new_jobs_keeps_the_state_of_old_and_drops_the_gone(db):
    JobState.objects.create(name="gone")
    JobState.objects.create(name=JOB.name, failures=2)
    leases.make_known({JOB.name: JOB, "new": JOB})
    assert list(JobState.objects.values_list("name", "failures")) == [("new", 0), (JOB.name, 2)]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_take_by_eight_workers_at_once_gives_the_job_to_one():
    for _ in range(20):
        JobState.objects.update_or_create(
            name=JOB.name, defaults={"leased_until": None, "due_at": timezone.now()}
        )
        taken: list[bool] = []
        start = threading.Barrier(8)

        def work(name: str, start=start, taken=taken) -> None:
            start.wait()
            taken.append(leases.take(JOB, name))
            connection.close()

        threads = [threading.Thread(target=work, args=(f"w{number}",)) for number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert (len(taken), sum(taken)) == (8, 1)
