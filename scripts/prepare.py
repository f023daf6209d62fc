"""Bring database, lexicon, demonstration content and static files in step with the checkout.

Each step leaves a digest of what it was made from, so a step whose sources have not changed is
skipped, and a start with nothing to do does not even load Django. Safe to interrupt and to repeat.
"""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from scripts import environment, messages

ROOT = environment.ROOT
VAR = Path(os.environ.get("VAR_DIR") or ROOT / "var")
EDITOR = "redaktor"


def main() -> None:
    """Run every step whose sources changed since the last start."""
    VAR.mkdir(parents=True, exist_ok=True)
    lock = ROOT / "requirements" / "runtime.txt"
    rooms = [ROOT / name for name in ("kb", "practices", "search")]
    migrations = sorted(path for room in rooms for path in room.rglob("migrations/*.py"))
    data = ROOT / "practices" / "data"
    language = ROOT / "search" / "bulgarian"
    messages.compile_catalogues(list(messages.ROOMS))
    _step("lexicon", "Building the lexicon", _lexicon, lock, language)
    _step("database", "Making the database", _database, lock, data, *migrations)
    _step("demo", "Loading the practices", _demonstration, data, ROOT / "practices" / "demo")
    _step("static", "Collecting static files", _static, lock, ROOT / "kb" / "static")
    _step("editor", "Making an editor's account", _editor)
    print(f"Mail that the site sends is written to {VAR / 'mail'}", flush=True)


def _step(name: str, title: str, work: Callable[[], None], *sources: Path) -> None:
    """Do the work unless it was done on the same sources and the same database before."""
    stamp = VAR / "made" / name
    wanted = environment.digest(*sources) + os.environ.get("DATABASE_URL", "")
    if stamp.exists() and stamp.read_text() == wanted:
        return
    print(f"{title} …", flush=True)
    work()
    stamp.parent.mkdir(exist_ok=True)
    stamp.write_text(wanted)


def _django(*command: str) -> None:
    """Run a management command in this process, which loads Django once for all of them."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command(*command, verbosity=0)


def _lexicon() -> None:
    """Build the word list; without its sources the search goes on with its rules alone."""
    if not (ROOT / "search" / "bulgarian" / "build.py").exists():
        return
    command = [sys.executable, "-m", "search.bulgarian.build"]
    if subprocess.run(command, cwd=ROOT, check=False).returncode:
        print("The lexicon could not be built; the search works by rules alone.", flush=True)


def _database() -> None:
    _django("migrate")
    _django("load_registers")
    _django("createcachetable")


def _demonstration() -> None:
    _django("load_demo")


def _static() -> None:
    _django("collectstatic", "--no-input", "--clear")


def _editor() -> None:
    """Make the first account, unless there is one, and print its password this once."""
    import django

    django.setup()
    from django.contrib.auth import get_user_model
    from django.contrib.auth.models import Group
    from django.core.management import call_command

    users = get_user_model().objects
    if users.filter(is_active=True).exclude(password="").exists():
        return
    print(flush=True)
    groups = [f"--group={group}" for group in Group.objects.values_list("name", flat=True)]
    call_command("create_editor", EDITOR, *groups)
    print("Change it, and give the account fewer groups, before anybody else uses this site.\n")


if __name__ == "__main__":
    main()
