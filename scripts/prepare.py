"""Bring database, lexicon, demonstration content and static files in step with the checkout.

Each step leaves a digest of what it was made from, so a step whose sources have not changed is
skipped, and a start with nothing to do does not even load Django. Safe to interrupt and to repeat.
"""

import logging
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from scripts import environment, messages

ROOT = environment.ROOT
VAR = Path(os.environ.get("VAR_DIR") or ROOT / "var").resolve()
MADE = VAR / "made"
LEXICON = os.environ.get("LEXICON_DIR") or str(VAR / "lexicon")
EDITOR = "redaktor"


def main() -> None:
    """Run every step whose sources changed since the last start."""
    MADE.mkdir(parents=True, exist_ok=True)
    if "DATABASE_URL" not in os.environ and not (VAR / "db.sqlite3").exists():
        shutil.rmtree(MADE)
        MADE.mkdir()
    lock = ROOT / "requirements" / "runtime.txt"
    migrations = sorted(
        path
        for room in ("kb", "practices", "search")
        for path in (ROOT / room).rglob("migrations/*.py")
    )
    data, demo = ROOT / "practices" / "data", ROOT / "practices" / "demo"
    language = ROOT / "search" / "bulgarian"
    messages.compile_catalogues(list(messages.ROOMS))
    # A minute's work on the first start, and on another core than the database's.
    lexicon = _lexicon() if _is_due("lexicon", lock, language) else None
    _step("database", "Making the database", _database, lock, data, *migrations)
    _step("static", "Collecting static files", _static, lock, ROOT / "kb" / "static")
    if lexicon:
        _await(lexicon)
        _is_done("lexicon", lock, language)
    _step("demo", "Loading the practices", _demonstration, data, demo)
    _step("search", "Bringing the search in step", _search, lock, ROOT / "search")
    _step("editor", "Making an editor's account", _editor)
    print(f"Mail that the site sends is written to {VAR / 'mail'}", flush=True)


def _step(name: str, title: str, work: Callable[[], None], *sources: Path) -> None:
    """Do the work unless it was done on the same sources and the same database before."""
    if _is_due(name, *sources):
        print(f"{title} …", flush=True)
        work()
        _is_done(name, *sources)


def _is_due(name: str, *sources: Path) -> bool:
    stamp = MADE / name
    return not stamp.exists() or stamp.read_text() != _wanted(*sources)


def _is_done(name: str, *sources: Path) -> None:
    (MADE / name).write_text(_wanted(*sources))


def _wanted(*sources: Path) -> str:
    return environment.digest(*sources) + os.environ.get("DATABASE_URL", "")


def _django(*command: str) -> None:
    """Run a management command in this process, which loads Django once for all of them."""
    import django
    from django.core.management import call_command

    django.setup()
    # What Wagtail says of every page it publishes is for a log, not for the person who waits.
    logging.disable(logging.INFO)
    with Path(os.devnull).open("w") as nowhere:
        call_command(*command, verbosity=0, stdout=nowhere)


def _lexicon() -> subprocess.Popen:
    """Begin to build the word list."""
    print("Building the lexicon …", flush=True)
    command = [sys.executable, "-m", "search.bulgarian.build", "--into", LEXICON]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)


def _await(lexicon: subprocess.Popen) -> None:
    """Wait for the word list; without its sources the search goes on with its rules alone."""
    from search.bulgarian import use_lexicon

    if lexicon.wait():
        print("The lexicon could not be built; the search works by rules alone.", flush=True)
    # Django, loaded for the steps before, has looked for it too early.
    use_lexicon(LEXICON)


def _database() -> None:
    _django("migrate")
    _django("load_registers")
    _django("createcachetable")


def _demonstration() -> None:
    _django("load_pages")
    _django("load_demo")


def _static() -> None:
    _django("collectstatic", "--no-input", "--clear")


def _search() -> None:
    _django("search_rebuild", "--if-needed")


def _editor() -> None:
    """Make the first account, unless there is one, and print its password this once."""
    import django

    django.setup()
    from django.contrib.auth import get_user_model
    from django.contrib.auth.models import Group
    from django.core.management import call_command

    if get_user_model().objects.filter(is_active=True).exclude(password="").exists():
        return
    print(flush=True)
    groups = [f"--group={group}" for group in Group.objects.values_list("name", flat=True)]
    call_command("create_editor", EDITOR, *groups)
    print("Change it, and give the account fewer groups, before anybody else uses this site.\n")


if __name__ == "__main__":
    main()
