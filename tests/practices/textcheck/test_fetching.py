"""Trying an address: what is never asked, how redirects are followed, how long it may take."""

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from practices.textcheck import fetching
from practices.textcheck.fetching import Answer, Fetcher, is_public


class Site(BaseHTTPRequestHandler):
    """A web site of a municipality, with every habit that web sites have."""

    asked: list[tuple[str, str]]

    def do_HEAD(self) -> None:
        self.answer()

    def do_GET(self) -> None:
        self.answer()

    def answer(self) -> None:
        self.asked.append((self.command, self.path))
        status, location = {
            "/": (200, ""),
            "/moved": (301, "/"),
            "/inside": (302, "http://10.0.0.1/admin"),
            "/circle": (302, "/circle"),
            "/file": (302, "file:///etc/passwd"),
            "/only-get": (200 if self.command == "GET" else 405, ""),
            "/broken": (302, "http://[not-an-address/"),
            "/drip": (200 if self.command == "GET" else 405, ""),
        }.get(self.path, (404, ""))
        if self.path == "/slow":
            time.sleep(3)
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        drips = 60 if (self.command, self.path) == ("GET", "/drip") else 0
        self.send_header("Content-Length", str(drips))
        self.end_headers()
        self.drip(drips)

    def drip(self, times: int) -> None:
        """Send a byte now and then, which keeps every single wait short."""
        for left in range(times, 0, -1):
            time.sleep(0.05)
            if left == 1:
                self.asked.append(("to the end", self.path))
            try:
                self.wfile.write(b".")
            except OSError:
                return

    def log_message(self, *_args) -> None:
        pass


@pytest.fixture
def site() -> Iterator[ThreadingHTTPServer]:
    Site.asked = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def fetcher(site) -> Fetcher:
    """A fetcher for which one name is public although it stands on this machine."""

    def resolve(host: str, port: int) -> list[str]:
        if host == "obshtina.example":
            return ["127.0.0.1"]
        return fetching.public_addresses(host, port)

    ports = frozenset({80, 443, site.server_port})
    return Fetcher(resolve=resolve, ports=ports, sleep=lambda _seconds: None)


@pytest.mark.parametrize(
    ("path", "answer", "asked"),
    [
        ("/", Answer(200), [("HEAD", "/")]),
        ("/moved", Answer(200), [("HEAD", "/moved"), ("HEAD", "/")]),
        ("/only-get", Answer(200), [("HEAD", "/only-get"), ("GET", "/only-get")]),
        ("/nyama", Answer(404), [("HEAD", "/nyama"), ("GET", "/nyama")]),
        ("/inside", Answer(None, "address", refused=True), [("HEAD", "/inside")]),
        ("/file", Answer(None, "scheme", refused=True), [("HEAD", "/file")]),
        ("/broken", Answer(None, "address", refused=True), [("HEAD", "/broken")]),
        ("/circle", Answer(None, "redirects"), [("HEAD", "/circle")] * 4 + [("GET", "/circle")] * 4),
    ],
)  # fmt: skip
def test_an_address_is_tried_as_a_reader_would_and_never_followed_inside(
    site, fetcher, path, answer, asked
):
    url = f"http://obshtina.example:{site.server_port}{path}"
    assert fetcher.try_address(url) == answer
    assert Site.asked == asked


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/", "http://localhost/", "http://10.1.2.3/", "http://192.168.1.1/",
        "http://169.254.169.254/latest/meta-data/", "http://[::1]/", "http://[fe80::1]/",
        "http://[::ffff:127.0.0.1]/", "http://[64:ff9b::7f00:1]/", "http://[2002:7f00:1::]/",
        "http://0x7f000001/", "http://2130706433/", "http://0.0.0.0/", "http://224.0.0.1/",
        "http://100.64.0.1/", "http://user:pass@8.8.8.8/", "http://8.8.8.8:22/", "ftp://8.8.8.8/",
        "http:///path", "http://8.8.8.8:99999/", "http://8.8.8.8/a\r\nHost: x", "", "javascript:1",
    ],
)  # fmt: skip
def test_nothing_is_sent_to_what_is_no_public_web_address(url):
    def no_connection(*_args):
        raise AssertionError("a connection was opened")

    fetcher = Fetcher(sleep=no_connection)
    assert fetcher.try_address(url).refused
    assert fetcher._asked == {}


def test_a_name_with_one_private_address_is_refused(monkeypatch):
    def resolver(host, port, **_kind):
        return [(2, 1, 6, "", ("8.8.8.8", port)), (2, 1, 6, "", ("10.0.0.7", port))]

    monkeypatch.setattr(fetching.socket, "getaddrinfo", resolver)
    assert Fetcher().try_address("http://rebinding.example/") == Answer(None, "address", True)


def test_a_site_that_never_ends_is_cut(site, fetcher, monkeypatch):
    monkeypatch.setattr(fetching, "SECONDS_IN_ALL", 0.2)
    answer = fetcher.try_address(f"http://obshtina.example:{site.server_port}/slow")
    assert answer == Answer(None, "connection")


def test_a_body_that_drips_is_cut(site, fetcher, monkeypatch):
    monkeypatch.setattr(fetching, "SECONDS_IN_ALL", 0.2)
    answer = fetcher.try_address(f"http://obshtina.example:{site.server_port}/drip")
    assert answer == Answer(200)
    assert Site.asked == [("HEAD", "/drip"), ("GET", "/drip")]


def test_one_host_is_asked_once_a_second(site, fetcher):
    waits: list[float] = []
    fetcher.sleep, fetcher.clock = waits.append, lambda: 100.0
    fetcher.try_address(f"http://obshtina.example:{site.server_port}/moved")
    assert waits == [fetching.SECONDS_BETWEEN]


@pytest.mark.parametrize(
    ("address", "public"),
    [("8.8.8.8", True), ("2606:4700::1", True), ("fd00::1", False), ("x", False)],
)
def test_public_addresses(address, public):
    assert is_public(address) is public
