"""The servers that tests speak to are shared within a run and gone after it."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from tests import servers

ROOT = Path(__file__).resolve().parent.parent
OWNER = """
import time
from tests import servers
with servers.run():
    print(servers.postgres(), flush=True)
    time.sleep(120)
"""


@pytest.fixture
def owner():
    """Another process that owns a run with a PostgreSQL in it."""
    environ = {name: value for name, value in os.environ.items() if name != servers.RUN}
    with subprocess.Popen(
        [sys.executable, "-c", OWNER], cwd=ROOT, env=environ, stdout=subprocess.PIPE, text=True
    ) as process:
        yield process
        process.kill()


def test_servers_of_a_killed_run_end_too(owner):
    try:
        servers._postgres_programs()
    except servers.Unavailable as reason:
        if servers.required():
            pytest.fail(str(reason))
        pytest.skip(str(reason))
    url = owner.stdout.readline().strip()
    with psycopg.connect(url) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)

    owner.send_signal(signal.SIGKILL)

    assert servers._wait(lambda: not _accepts(url), 20)


def test_two_askers_get_one_server(elasticsearch_url):
    assert servers.elasticsearch() == elasticsearch_url


def test_a_refusal_is_remembered_for_the_whole_run(tmp_path, monkeypatch):
    monkeypatch.setenv(servers.RUN, str(tmp_path))
    starts = []

    def start(folder: Path) -> str:
        starts.append(time.monotonic())
        raise servers.Unavailable("no such server here")

    for _ in range(2):
        with pytest.raises(servers.Unavailable, match="no such server here"):
            servers._shared("imaginary", start)
    assert len(starts) == 1


def _accepts(url: str) -> bool:
    try:
        psycopg.connect(url, connect_timeout=1).close()
    except psycopg.OperationalError:
        return False
    return True
