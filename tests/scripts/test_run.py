"""`make run`: from nothing to a site with practices, and again in a few seconds."""

import os
import re
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from django.conf import settings

from scripts import environment
from tests import servers


class Site:
    """A running `make run` with folders and a port of its own."""

    def __init__(self, var: Path):
        self.port = servers._free_port()
        self.log = var.with_suffix(".log")
        environ = {
            name: value
            for name, value in os.environ.items()
            if name not in {"DATABASE_URL", "ELASTICSEARCH_URL", "DJANGO_SETTINGS_MODULE"}
        }
        environ |= {"VAR_DIR": str(var), "PORT": str(self.port)}
        # The words are there already, and take half a minute to make.
        environ["LEXICON_DIR"] = str(settings.LEXICON_DIR)
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "scripts.run"],
                cwd=environment.ROOT,
                env=environ,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        servers._wait(
            lambda: "The site is at" in self.said() or self.process.poll() is not None, 300
        )

    def said(self) -> str:
        return self.log.read_text(encoding="utf-8")

    def get(self, path: str) -> str:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=30) as answer:
            return answer.read().decode()

    def end(self) -> int:
        """Press Ctrl-C; return the exit status."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGINT)
        return self.process.wait(timeout=30)


def children(pid: int) -> set[int]:
    """Return the processes that a process has started."""
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return {int(child) for child in listed.split()}


def test_first_start_makes_everything_and_the_second_only_starts(tmp_path):
    var = tmp_path / "var"
    first = Site(var)
    try:
        assert f"The site is at http://127.0.0.1:{first.port}/" in first.said()
        assert len(re.findall(r"^Password: +\S{12,}$", first.said(), re.MULTILINE)) == 1
        assert f"written to {var}/mail" in first.said()
        practice = re.search(r'href="(/praktiki/[^"/?]+/)"', first.get("/praktiki/"))
        assert practice
        assert "<h1" in first.get(practice[1])
        running = children(first.process.pid)
        assert len(running) == 2
    finally:
        status = first.end()
    assert status == 0
    assert not any(servers._alive(pid) for pid in running)

    second = Site(var)
    try:
        assert "The site is at" in second.said()
        assert "Password" not in second.said()
        assert " …" not in second.said()
        assert practice[1] in second.get("/praktiki/")
    finally:
        second.end()


def test_a_taken_port_is_said_before_anything_is_made(tmp_path):
    with servers.socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = subprocess.run(
            [sys.executable, "-m", "scripts.run"],
            cwd=environment.ROOT,
            env={**os.environ, "VAR_DIR": str(tmp_path / "var"), "PORT": str(port)},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert done.returncode == 1
    assert done.stdout == f"Port {port} is taken. Another one: make run PORT={port + 1}\n"
    assert not (tmp_path / "var").exists()


@pytest.mark.parametrize("names", [(), ("one",), ("one", "two")])
def test_missing_system_packages_are_named_with_the_command(monkeypatch, capsys, names):
    wanted = tuple(environment.SystemPackage(name, "a purpose", lambda: False) for name in names)
    monkeypatch.setattr(environment, "SYSTEM_PACKAGES", wanted)
    monkeypatch.setattr(environment, "_privilege", lambda: None)
    assert environment.ensure_system() == list(names)
    said = capsys.readouterr().out
    if names:
        assert (
            said.splitlines()[-1] == f"On Debian or Ubuntu: sudo apt-get install {' '.join(names)}"
        )
    else:
        assert said == ""
