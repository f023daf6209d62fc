"""Jobs are found by name, once."""

from datetime import timedelta

import pytest

from kb.jobs import registry
from kb.jobs.registry import all_jobs, job


@pytest.fixture(autouse=True)
def _own_registry(monkeypatch):
    monkeypatch.setattr(registry, "_jobs", dict(registry._jobs))


def test_job_registers_a_function_and_leaves_it_callable():
    @job("test.one", every=timedelta(seconds=5))
    def one() -> int:
        return 1

    assert one() == 1
    assert (all_jobs()["test.one"].run, all_jobs()["test.one"].every) == (one, timedelta(seconds=5))


def test_job_refuses_a_name_that_is_taken():
    job("test.one", every=timedelta(1))(lambda: 1)
    with pytest.raises(ValueError, match=r"test\.one"):
        job("test.one", every=timedelta(1))(lambda: 2)


def test_the_jobs_of_the_ground_floor_are_found():
    expected = {
        "mail.send",
        "mail.erase",
        "protection.codes",
        "protection.help",
        "site.scheduled",
        "site.sessions",
    }
    assert expected <= all_jobs().keys()
