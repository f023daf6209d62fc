"""Find and repair any difference between the public records and their pages."""

from django.core.management.base import BaseCommand

from practices import records


class Command(BaseCommand):
    help = "Compare every public record with what its page would publish now."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--repair", action="store_true", help="write what differs")

    def handle(self, *args, repair: bool, **options) -> None:
        found = records.differences()
        for pid, language, what in found:
            self.stdout.write(f"{pid}\t{language}\t{what}")
            if repair:
                records.repair(pid, language)
        verb = "repaired" if repair else "found"
        self.stdout.write(f"{len(found)} differences {verb}.")
        if found and not repair:
            raise SystemExit(1)
