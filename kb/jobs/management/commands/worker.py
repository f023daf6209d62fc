"""``manage.py worker``: run the background jobs until told to stop."""

import signal
import threading
from argparse import ArgumentParser
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kb.jobs import leases, running
from kb.jobs.registry import all_jobs


class Command(BaseCommand):
    help = (
        "Run the background jobs: mail, outboxes, clean-up. Stops on SIGTERM after the job in hand."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add ``--once`` and ``--interval``."""
        parser.add_argument("--once", action="store_true", help="run what is due once and end")
        parser.add_argument(
            "--interval", type=float, default=2.0, help="seconds between two looks (default 2)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Run; with ``--once`` a failed job makes the command fail."""
        worker = running.new_worker_name()
        leases.make_known(all_jobs())
        if options["once"]:
            ran, failed = running.run_due(worker)
            self.stdout.write(f"{ran} jobs ran, {failed} failed")
            if failed:
                raise CommandError(f"{failed} jobs failed")
            return
        stop = threading.Event()

        def finish(_signal: int, _frame: FrameType | None) -> None:
            stop.set()

        signal.signal(signal.SIGTERM, finish)
        signal.signal(signal.SIGINT, finish)
        self.stdout.write(f"worker {worker} runs {len(all_jobs())} jobs")
        running.run_forever(worker, stop, options["interval"])
        running.say_goodbye(worker)
        self.stdout.write("worker stopped")
