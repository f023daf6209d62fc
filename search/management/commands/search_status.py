"""manage.py search_status: what each engine holds, whether it is current, what waits."""

from django.core.management.base import BaseCommand
from django.db.models import Count, Max, Min

from search import sync
from search.attachments import status
from search.available import SearchUnavailable, translated
from search.bulgarian import normaliser_version
from search.fields import SCHEMA_VERSION
from search.models import OutboxRow
from search.sources import RecordsSource


class Command(BaseCommand):
    help = "Show the state of the search indices and of the outbox."

    def handle(self, *args, **options) -> None:
        public = len(RecordsSource().stamps())
        self.stdout.write(
            f"records: {public} · normaliser {normaliser_version()} · schema {SCHEMA_VERSION}"
        )
        for engine in sync.engines():
            try:
                with translated():
                    state = engine.health()
            except SearchUnavailable as error:
                self.stdout.write(self.style.ERROR(f"{engine.name}: does not answer ({error})"))
                continue
            words = "current" if state.current else "NOT CURRENT, rebuild"
            self.stdout.write(
                f"{engine.name}: {state.documents} documents · {words}"
                f" · normaliser {state.normaliser or '-'} · {state.detail}"
            )
        waiting = OutboxRow.objects.aggregate(
            rows=Count("pk"), since=Min("asked_at"), attempts=Max("attempts")
        )
        if waiting["rows"]:
            errors = OutboxRow.objects.exclude(error="").values_list("error", flat=True).distinct()
            self.stdout.write(
                f"outbox: {waiting['rows']} waiting since {waiting['since']:%Y-%m-%d %H:%M},"
                f" at most {waiting['attempts']} attempts {', '.join(errors[:5])}"
            )
        else:
            self.stdout.write("outbox: empty")
        self.stdout.write(f"documents' text: {status.line()}")
