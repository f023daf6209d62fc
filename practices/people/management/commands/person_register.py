"""Print the register of personal data as docs/personal-data.md has it."""

from django.core.management.base import BaseCommand

from practices.people import register


class Command(BaseCommand):
    help = "Print the table of docs/personal-data.md."

    def handle(self, *args, **options) -> None:
        self.stdout.write(register.table(), ending="")
