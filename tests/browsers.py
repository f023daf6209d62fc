"""A real Chromium for tests: Debian's, driven by Playwright, told to stay on this machine."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, Request, sync_playwright

from tests.servers import Unavailable

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox",  # tests may run as root, where Chromium's sandbox does not start
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",  # containers give /dev/shm 64 MB
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
LIMIT = 10_000  # milliseconds that a click or an expectation may wait


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start Chromium headless; raise Unavailable where there is none."""
    program = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        raise Unavailable("Chromium is missing: apt-get install chromium")
    # Playwright runs an event loop in this thread, which makes Django refuse the ORM of the very
    # test that drives the browser.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def open_page(browser: Browser, base_url: str, *, javascript: bool = True) -> Iterator[Page]:
    """Open a page of a fresh visitor; on leaving, fail on what the visitor would not have seen.

    Faults are: an uncaught error in a script, something the content security policy blocked, and
    a request to any other host than the site's (it is refused before it leaves).
    """
    faults: list[str] = []
    context = browser.new_context(
        base_url=base_url,
        locale="bg-BG",
        timezone_id="Europe/Sofia",
        viewport={"width": 1280, "height": 800},
        java_script_enabled=javascript,
    )
    context.set_default_timeout(LIMIT)
    home = urlsplit(base_url).netloc

    def is_foreign(url: str) -> bool:
        parts = urlsplit(url)
        return parts.scheme in {"http", "https", "ws", "wss"} and parts.netloc != home

    def note(request: Request) -> None:
        if is_foreign(request.url):
            faults.append(f"a request left the site: {request.url}")

    context.route(is_foreign, lambda route: route.abort())
    context.on("request", note)
    page = context.new_page()
    page.on("pageerror", lambda error: faults.append(f"an error in a script: {error}"))
    page.on(
        "console",
        lambda message: (
            faults.append(f"blocked by the policy: {message.text}")
            if "Content Security Policy" in message.text
            else None
        ),
    )
    try:
        yield page
    finally:
        context.close()
    if faults:
        raise AssertionError("\n".join(faults))
