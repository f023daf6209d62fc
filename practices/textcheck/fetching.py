"""Asking a stranger's server whether an address still answers, without being led inside our own.

Every address is resolved here and the connection goes to the very address that was judged, so a
name that changes its answer in between gains nothing. Redirects are followed by hand and judged
again. Cookies, proxies and credentials are never used.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import SplitResult, quote, urljoin, urlsplit

MOST_REDIRECTS = 3
MOST_BYTES = 16_384
SECONDS_A_STEP = 5.0
SECONDS_IN_ALL = 15.0
SECONDS_BETWEEN = 1.0
AGENT = "KnowledgeBaseLinkCheck/1.0"
_REDIRECTS = {301, 302, 303, 307, 308}
_IPV6_IN_USE = ipaddress.ip_network("2000::/3")
# 6to4, Teredo and NAT64 carry an IPv4 address inside, which may be a private one.
_IPV6_CARRIERS = [ipaddress.ip_network(text) for text in ("2002::/16", "2001::/32", "64:ff9b::/96")]


class Refused(Exception):
    """The address is not one on the public web; nothing was sent to it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """`status` is the last HTTP status, None if nobody answered; `reason` is a short word."""

    status: int | None
    reason: str = ""
    refused: bool = False


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if ip.version == 4:
        return ip.is_global and not ip.is_multicast
    return ip in _IPV6_IN_USE and ip.is_global and not any(ip in net for net in _IPV6_CARRIERS)


def public_addresses(host: str, port: int) -> list[str]:
    """Return the addresses of a host, IPv4 first.

    :raises Refused: if any of them is not public. :raises OSError: if the name is unknown.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = list(dict.fromkeys(str(row[4][0]) for row in sorted(found, key=lambda r: r[0])))
    if not addresses or not all(map(is_public, addresses)):
        raise Refused("address")
    return addresses


class _Connection(http.client.HTTPConnection):
    """A connection to one judged address under the name of its host."""

    def __init__(self, target: SplitResult, address: str, port: int, context: ssl.SSLContext):
        super().__init__(target.hostname or "", port, timeout=SECONDS_A_STEP)
        self._address = address
        self._context = context if target.scheme == "https" else None
        # Kept apart: http.client forgets `sock` as soon as the headers announce the last answer,
        # and reads the body from it all the same.
        self.wire: socket.socket | None = None

    def connect(self) -> None:
        self.sock = self.wire = socket.create_connection((self._address, self.port), self.timeout)
        if self._context:
            self.sock = self.wire = self._context.wrap_socket(self.sock, server_hostname=self.host)


@dataclass
class Fetcher:
    """Tries addresses politely: a second between two requests to one host, one at a time."""

    resolve: Callable[[str, int], list[str]] = public_addresses
    ports: frozenset[int] = frozenset({80, 443})
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    _asked: dict[str, float] = field(default_factory=dict)
    _context: ssl.SSLContext = field(default_factory=ssl.create_default_context)

    def try_address(self, url: str) -> Answer:
        """Return what an address answers; HEAD first, GET where HEAD is not understood."""
        try:
            answer = self._follow("HEAD", url)
            if answer.status is None or answer.status >= 400:
                answer = self._follow("GET", url)
        except Refused as refusal:
            return Answer(None, str(refusal), refused=True)
        return answer

    def _follow(self, method: str, url: str) -> Answer:
        for _step in range(MOST_REDIRECTS + 1):
            try:
                status, onward = self._ask(method, url)
            except TimeoutError:
                return Answer(None, "timeout")
            except ssl.SSLError:
                return Answer(None, "certificate")
            except socket.gaierror:
                return Answer(None, "name")
            except (OSError, http.client.HTTPException, UnicodeError):
                return Answer(None, "connection")
            if status not in _REDIRECTS or not onward:
                return Answer(status)
            try:
                url = urljoin(url, onward)
            except ValueError as error:
                raise Refused("address") from error
        return Answer(None, "redirects")

    def _ask(self, method: str, url: str) -> tuple[int, str]:
        """Send one request; return its status and where it leads.

        :raises Refused: for what is no public web address.
        """
        target, port = self._judged(url)
        address = self.resolve(target.hostname or "", port)[0]
        self._wait_for(target.hostname or "")
        path = quote(target.path or "/", safe="/%:@!$&'()*+,;=~-._")
        query = f"?{quote(target.query, safe='/%:@!$&()*+,;=~-._?')}" if target.query else ""
        connection = _Connection(target, address, port, self._context)
        deadline = threading.Timer(SECONDS_IN_ALL, _cut, [connection])
        deadline.start()
        try:
            connection.request(
                method,
                path + query,
                headers={"User-Agent": AGENT, "Accept": "*/*", "Connection": "close"},
            )
            response = connection.getresponse()
            if method == "GET":
                response.read(MOST_BYTES)
            return response.status, _header(response.getheader("Location"))
        finally:
            deadline.cancel()
            connection.close()

    def _judged(self, url: str) -> tuple[SplitResult, int]:
        try:
            target = urlsplit(url)
            port = target.port or (443 if target.scheme == "https" else 80)
        except ValueError as error:
            raise Refused("address") from error
        if target.scheme not in {"http", "https"} or not target.hostname:
            raise Refused("scheme")
        if target.username or target.password or port not in self.ports:
            raise Refused("address")
        if any(ord(character) < 33 for character in url):
            raise Refused("address")
        try:
            host = target.hostname.encode("idna").decode("ascii")
        except UnicodeError as error:
            raise Refused("name") from error
        shown = f"[{host}]" if ":" in host else host
        return target._replace(netloc=f"{shown}:{port}"), port

    def _wait_for(self, host: str) -> None:
        last = self._asked.get(host)
        if last is not None and (left := last + SECONDS_BETWEEN - self.clock()) > 0:
            self.sleep(left)
        self._asked[host] = self.clock()


def _cut(connection: _Connection) -> None:
    """End a connection that goes on for too long, whatever it is waiting for."""
    if connection.wire:
        try:
            connection.wire.shutdown(socket.SHUT_RDWR)
        except OSError:
            connection.wire.close()


def _header(location: str | None) -> str:
    """Return a Location as text; servers write UTF-8 where Latin-1 is promised."""
    try:
        return (location or "").encode("latin-1").decode("utf-8").strip()
    except UnicodeError:
        return (location or "").strip()
