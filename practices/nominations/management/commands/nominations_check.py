"""Find and repair any difference between the counters and the nominations themselves."""

from django.core.management.base import BaseCommand

from practices.nominations import counting


class Command(BaseCommand):
    help = "Compare every counter with the number of its counted nominations."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--repair", action="store_true", help="count anew what differs")

    def handle(self, *args, repair: bool, **options) -> None:
        found = counting.differences()
        for pid, kept, real in found:
            self.stdout.write(f"{pid}\t{kept}\t{real}")
            if repair:
                counting.repair(pid)
        verb = "repaired" if repair else "found"
        self.stdout.write(f"{len(found)} differences {verb}.")
        if found and not repair:
            raise SystemExit(1)
