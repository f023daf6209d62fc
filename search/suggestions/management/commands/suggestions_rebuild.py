"""manage.py suggestions_rebuild: make the index of suggestions anew, while readers go on."""

from django.core.management.base import BaseCommand, CommandError, CommandParser

from search.suggestions import sync


class Command(BaseCommand):
    help = "Rebuild the index of suggestions from the records and the registers."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--if-needed", action="store_true", help="only if it is missing or of other rules"
        )
        parser.add_argument(
            "--force", action="store_true", help="even if another rebuild seems to be running"
        )

    def handle(self, *args, if_needed: bool, force: bool, **options) -> None:
        if if_needed and sync.is_current():
            return
        if force:
            sync.release()
        try:
            count = sync.rebuild()
        except sync.RebuildRunning as error:
            raise CommandError(
                "The index is being rebuilt already; --force if that one was killed."
            ) from error
        self.stdout.write(f"suggestions: {count} entries")
