"""Take the pictures of the README from the running product, with its real practices.

    .venv/bin/python -m scripts.screenshots [--into docs/screenshots]

Starts a site of its own in a temporary folder and needs Chromium (CHROMIUM=/path, if it is not at
/usr/bin/chromium). Pictures are small on purpose: two widths, first screen only.
"""

import argparse
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
SIZES = {375: 812, 1280: 900}
PRACTICE = "zlatograd-sabirane-ot-vrata-na-vrata"
PUBLIC = {
    "home": "/",
    "search": "/tarsene/?q=компостиране+на+отпадъци",
    "practice": "/praktiki/{practice}/",
    "nominate": "/praktiki/{practice}/nominirai/",
    "propose": "/predlozhi/",
}
# What docs/editors.bg.md shows; the first proposal of a new site has the key 1.
DESK = {
    "queue": "/admin/predlozheniya/",
    "proposal": "/admin/predlozheniya/1/",
    "byuro": "/admin/byuro/",
    "coverage": "/admin/predlozheniya/pokritie/",
}
PROPOSALS = [
    ("GAB35", "Пример: топъл обяд с микробус до единайсет села"),
    ("VTR04", "Пример: вечерни часове на гишето за услуги"),
    ("SML05", "Пример: училищната кухня купува от местни градини"),
]
EDITOR, PASSWORD = "kartini", "only-for-these-pictures"
_FILLING = f"""
from django.contrib.auth import get_user_model
from django.utils import timezone
from practices.curation import transitions
from practices.models import Municipality
from practices.submissions import consent

get_user_model().objects.create_superuser({EDITOR!r}, password={PASSWORD!r})
for code, title in {PROPOSALS!r}:
    submission = transitions.submit(
        values={{
            "title": title,
            "lead_text": title + ".",
            "email": "primer@example.org",
            "consent_version": consent.CURRENT,
            "consent_at": timezone.now(),
        }},
        municipalities=Municipality.objects.filter(code=code),
    )
    transitions.confirm(submission)
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--into", type=Path, default=ROOT / "docs" / "screenshots")
    folder = parser.parse_args().into
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as var:
        port = _free_port()
        url = f"http://127.0.0.1:{port}"
        environment = os.environ | {
            "VAR_DIR": var,
            "SITE_URL": url,
            "DJANGO_SETTINGS_MODULE": "kb.settings.dev",
        }
        environment.pop("DATABASE_URL", None)
        subprocess.run(
            [sys.executable, "-m", "scripts.prepare"], cwd=ROOT, env=environment, check=True
        )
        _fill(environment)
        server = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "kb.wsgi", "--bind", f"127.0.0.1:{port}"],
            cwd=ROOT,
            env=environment,
        )
        try:
            _wait_for(url)
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(
                    executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=FLAGS
                )
                _take(browser, url, folder)
                browser.close()
        finally:
            server.terminate()
            server.wait()


def _take(browser: Browser, url: str, folder: Path) -> None:
    for width, height in SIZES.items():
        page = browser.new_page(viewport={"width": width, "height": height}, locale="bg")
        for name, path in PUBLIC.items():
            page.goto(url + path.format(practice=PRACTICE))
            page.screenshot(path=folder / f"{name}-{width}.png")
        page.goto(url + "/admin/")
        page.fill("input[name=login]", EDITOR)
        page.fill("input[name=password]", PASSWORD)
        page.click("main button[type=submit]")
        for name, path in DESK.items():
            page.goto(url + path)
            page.screenshot(path=folder / f"{name}-{width}.png")
        page.close()


def _fill(environment: dict[str, str]) -> None:
    """An editor, and proposals that wait for one; none of them is real."""
    subprocess.run(
        [sys.executable, "manage.py", "shell", "-v0", "-c", _FILLING],
        cwd=ROOT,
        env=environment,
        check=True,
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_for(url: str) -> None:
    for _ in range(300):
        try:
            urllib.request.urlopen(url, timeout=5).close()  # noqa: S310 - our own server
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("The site did not start.")


if __name__ == "__main__":
    main()
