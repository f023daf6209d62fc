"""manage.py attachments_status: what was read of public files, what not and why."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from kb.extraction.reasons import REASONS
from search.attachments import leases, reading, status
from search.attachments.models import AttachmentText, TextState


class Command(BaseCommand):
    help = "Show how many public files were read by the search, and why others were not."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add ``--retry``, ``--list`` and ``--now``."""
        parser.add_argument(
            "--retry",
            nargs="?",
            const="",
            metavar="REASON",
            help="have the files without text read again, all or those with this reason",
        )
        parser.add_argument("--list", action="store_true", help="name the files without text")
        parser.add_argument("--now", action="store_true", help="read what waits, here and now")

    def handle(self, *args, **options) -> None:
        reason = options["retry"]
        if reason and reason not in {*REASONS, reading.MISSING}:
            known = ", ".join(sorted({*REASONS, reading.MISSING}))
            raise CommandError(f"no such reason; there are {known}")
        if reason is not None:
            self.stdout.write(f"to be read again: {leases.retry(reason)}")
        while options["now"] and reading.read_due(0):
            pass
        for state, why, files in status.counts():
            self.stdout.write(f"{state:8} {why or '-':12} {files}")
        if options["list"]:
            rows = AttachmentText.objects.exclude(state=TextState.READ).order_by("state", "path")
            for path, state, why in rows.values_list("path", "state", "reason"):
                self.stdout.write(f"{path}: {state} {why}".rstrip())
