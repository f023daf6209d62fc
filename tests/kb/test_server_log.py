"""A real gunicorn: whatever is sent to it, its log tells nobody who sent it."""

import contextlib
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from kb.server_log import path_only

CLIENT = "127.0.0.2"  # another than the server's own, which it does log
PERSON = "203.0.113.77"


class Server:
    """gunicorn in front of the simplest application there is."""

    def __init__(self, log: Path):
        self._log = log
        with log.open("wb") as target:
            self.process = subprocess.Popen(
                [
                    *(sys.executable, "-m", "gunicorn", "wsgiref.simple_server:demo_app"),
                    *("--bind", "127.0.0.1:0", "--threads", "2", "--access-logfile", "-"),
                ],
                cwd=settings.BASE_DIR,
                stdout=target,
                stderr=subprocess.STDOUT,
            )
        self.wait_for("Booting worker")
        self.port = int(re.search(r"Listening at: http://127.0.0.1:(\d+)", self.said())[1])

    def said(self) -> str:
        return self._log.read_text(encoding="utf-8")

    def wait_for(self, text: str) -> None:
        end = time.monotonic() + 60
        while text not in self.said():
            assert self.process.poll() is None, self.said()
            assert time.monotonic() < end, self.said()
            threading.Event().wait(0.05)

    def send(self, raw: bytes) -> bytes:
        """Return the first line of the answer."""
        address = ("127.0.0.1", self.port)
        with socket.create_connection(address, 60, source_address=(CLIENT, 0)) as wire:
            wire.sendall(raw)
            answer = b""
            with contextlib.suppress(ConnectionError):
                while b"\r\n" not in answer and (block := wire.recv(4096)):
                    answer += block
        return answer.split(b"\r\n")[0]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    started = Server(tmp_path_factory.mktemp("gunicorn") / "log")
    yield started
    started.process.terminate()
    started.process.wait(30)


@pytest.mark.parametrize(
    ("raw", "fault"),
    [
        (f"GET /{PERSON}\r\n\r\n", "InvalidRequestLine"),
        (f"GET / HTTP/9.{PERSON}\r\n\r\n", "InvalidHTTPVersion"),
        (f"G\x7fT {PERSON} HTTP/1.1\r\n\r\n", "InvalidRequestMethod"),
        (f"GET / HTTP/1.1\r\nCookie {PERSON}\r\n\r\n", "InvalidHeader"),
        (f"GET /{PERSON * 900} HTTP/1.1\r\n\r\n", "LimitRequestLine"),
        (f"GET / HTTP/1.1\r\nA: {PERSON * 2000}\r\n\r\n", "LimitRequestHeaders"),
    ],
)
def test_malformed_request_is_logged_by_its_kind(server, raw, fault):
    assert server.send(raw.encode("latin-1")).startswith(b"HTTP/1.1 4")
    server.wait_for(f"Invalid request: {fault}")
    assert [said for said in (CLIENT, PERSON) if said in server.said()] == []


def test_access_line_has_path_and_answer_only(server):
    key = "0123456789abcdef" * 2
    request = (
        f"GET /predlozhenie/{key}/?q={PERSON} HTTP/1.1\r\nHost: a\r\n"
        f"X-Forwarded-For: {PERSON}\r\nReferer: http://a/?q={PERSON}\r\n"
        f"User-Agent: {PERSON}\r\nAuthorization: Basic bmFtZTpwYXNz\r\n\r\n"
    )
    assert server.send(request.encode()) == b"HTTP/1.1 200 OK"
    server.wait_for("GET /predlozhenie/…/ 200")
    said = server.said()
    assert [one for one in (CLIENT, PERSON, key, "name") if one in said] == []


@pytest.mark.parametrize(
    ("address", "logged"),
    [
        ("/praktiki/kompostirane-u-doma-2014-2020/", "/praktiki/kompostirane-u-doma-2014-2020/"),
        ("/nomer/ДП-2026-0147/", "/nomer/ДП-2026-0147/"),
        ("/tarsene/?q=Иван+Петров", "/tarsene/"),
        ("/predlozhenie/" + "0a" * 16 + "/potvardi/", "/predlozhenie/…/potvardi/"),
        ("/a/AbCdEfGhIjKlMnOpQrStUv/", "/a/…/"),
        ("/a/WzFd:1tQ2:xYz/b/", "/a/…/b/"),
        ("/a\nGET /b 200", "/a?GET?/b?200"),
    ],
)
def test_path_is_logged_without_questions_keys_and_new_lines(address, logged):
    assert path_only(address) == logged
