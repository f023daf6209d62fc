"""Load the real practices that come with the project, or take them away again."""

from django.core.management.base import BaseCommand

from practices.demo import loading


class Command(BaseCommand):
    help = "Publish the practices of practices/demo; those already there are left alone."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--clear", action="store_true", help="take them away instead")

    def handle(self, *args, clear: bool, **options) -> None:
        if clear:
            self.stdout.write(f"{loading.clear()} practices were taken away.")
            return
        entries = loading.entries()
        made = sum(loading.load_entry(entry) for entry in entries)
        self.stdout.write(f"{made} practices published, {len(entries) - made} were already there.")
