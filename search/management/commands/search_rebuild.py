"""manage.py search_rebuild: make the indices anew, while readers and writers go on."""

from django.core.management.base import BaseCommand, CommandError, CommandParser

from search import sync
from search.available import SearchUnavailable, translated


class Command(BaseCommand):
    help = "Rebuild the search indices of this site from its records."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--engine", default="", help="sqlite, postgresql or elasticsearch")
        parser.add_argument(
            "--if-needed", action="store_true", help="only those missing or of other rules"
        )
        parser.add_argument(
            "--force", action="store_true", help="even if another rebuild seems to be running"
        )

    def handle(self, *args, engine: str, if_needed: bool, force: bool, **options) -> None:
        chosen = sync.engines(engine)
        if not chosen:
            raise CommandError(f"This site has no engine named {engine!r}.")
        for one in chosen:
            try:
                with translated():
                    current = one.health().current
                if if_needed and current:
                    continue
                if force:
                    sync.release(one)
                count = sync.rebuild(one)
            except SearchUnavailable as error:
                raise CommandError(f"{one.name} does not answer: {error}") from error
            except sync.RebuildRunning as error:
                raise CommandError(
                    f"{one.name} is being rebuilt already; --force if that one was killed."
                ) from error
            self.stdout.write(f"{one.name}: {count} documents")
