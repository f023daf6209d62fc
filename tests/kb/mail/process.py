"""A sender as a process of its own: ``python -m tests.kb.mail.process GATE``.

It waits for the file GATE, then sends until nothing is due.
"""

import sys
import time
from pathlib import Path

import django


def main(gate: Path) -> None:
    django.setup()
    from django.conf import settings

    from kb.mail import sending

    settings.POST_OFFICE["BACKENDS"] = {"default": "kb.mail.backends.FolderBackend"}
    say("ready")
    while not gate.exists():
        time.sleep(0.01)
    say(sum(iter(sending.send_due, 0)))


def say(what: object) -> None:
    sys.stdout.write(f"{what}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
