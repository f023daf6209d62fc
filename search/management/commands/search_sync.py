"""manage.py search_sync: send what waits to Elasticsearch now; --reconcile compares everything."""

from django.core.management.base import BaseCommand, CommandError, CommandParser

from search import sync
from search.available import SearchUnavailable
from search.engines.chosen import elasticsearch_engine


class Command(BaseCommand):
    help = "Drain the search outbox; with --reconcile compare every index with the records first."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--reconcile", action="store_true")

    def handle(self, *args, reconcile: bool, **options) -> None:
        try:
            if reconcile:
                self.stdout.write(f"{sync.reconcile()} differences mended or asked for")
            if elasticsearch_engine() is None:
                self.stdout.write("This site has no Elasticsearch; nothing waits for one.")
                return
            self.stdout.write(f"{sync.drain()} rows of the outbox done")
        except SearchUnavailable as error:
            raise CommandError(f"Elasticsearch does not answer: {error}; the rows wait.") from error
