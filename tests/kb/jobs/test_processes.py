"""Workers as real processes: killed in the middle, stopped in good order, two at once."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kb.jobs.models import JobState, Worker

ROOT = Path(__file__).resolve().parents[3]
PATIENCE = 40  # seconds; starting Django takes a few on a busy machine

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def diary(tmp_path) -> Path:
    file = tmp_path / "diary"
    file.touch()
    return file


@pytest.fixture
def start(diary, database_url, tmp_path):
    """Start a worker whose job lasts some seconds."""
    started = []

    def run(seconds: float) -> subprocess.Popen:
        environment = {**os.environ, "DATABASE_URL": database_url, "VAR_DIR": str(tmp_path)}
        command = [sys.executable, "-m", "tests.kb.jobs.process", str(diary), str(seconds)]
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        started.append(process)
        return process

    yield run
    for process in started:
        if process.poll() is None:
            process.kill()
        process.communicate()


def wait_for(condition: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


def test_a_job_of_a_killed_worker_is_taken_over(start, diary):
    first = start(60)
    wait_for(lambda: f"start {first.pid}" in diary.read_text())
    first.send_signal(signal.SIGKILL)
    first.wait()
    assert JobState.objects.get(name="test.slow").leased_by
    second = start(0)
    wait_for(lambda: f"end {second.pid}" in diary.read_text())
    assert diary.read_text().split("\n")[:3] == [
        f"start {first.pid}",
        f"start {second.pid}",
        f"end {second.pid}",
    ]
    wait_for(lambda: JobState.objects.get(name="test.slow").last_done == 1)


def test_a_worker_told_to_stop_finishes_the_job_in_hand(start, diary):
    worker = start(1)
    wait_for(lambda: "start" in diary.read_text())
    assert Worker.objects.count() == 1
    worker.send_signal(signal.SIGTERM)
    output, _ = worker.communicate(timeout=PATIENCE)
    assert worker.returncode == 0
    assert output.decode().endswith("worker stopped\n")
    assert diary.read_text() == f"start {worker.pid}\nend {worker.pid}\n"
    assert JobState.objects.get(name="test.slow").last_done == 1
    assert Worker.objects.count() == 0


def test_two_workers_run_a_long_job_once(start, diary):
    pair = [start(5), start(5)]
    wait_for(lambda: Worker.objects.count() == 2)
    wait_for(lambda: "end" in diary.read_text())
    for worker in pair:
        worker.send_signal(signal.SIGTERM)
    for worker in pair:
        worker.wait(timeout=PATIENCE)
    assert [line.split()[0] for line in diary.read_text().splitlines()] == ["start", "end"]
