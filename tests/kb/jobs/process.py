"""A worker as a process of its own, with one job that writes down what it does.

    python -m tests.kb.jobs.process FILE SECONDS

The job appends "start <pid>" to FILE, lasts SECONDS, then appends "end <pid>".
"""

import os
import sys
import time
from datetime import timedelta
from pathlib import Path

import django


def main(diary: Path, seconds: float) -> None:
    django.setup()
    from django.core.management import call_command

    from kb.jobs import registry

    registry._jobs.clear()

    @registry.job("test.slow", every=timedelta(hours=1), lease=timedelta(seconds=2))
    def slow() -> int:
        note(diary, "start")
        time.sleep(seconds)
        note(diary, "end")
        return 1

    call_command("worker", "--interval", "0.1")


def note(diary: Path, what: str) -> None:
    with diary.open("a") as file:
        file.write(f"{what} {os.getpid()}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]))
