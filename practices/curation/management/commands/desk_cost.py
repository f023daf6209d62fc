"""Report how many queries the desk's screens cost with many proposals; leaves nothing behind."""

from time import perf_counter
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandParser
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from practices.curation.models import Submission
from practices.curation.term import due_from


class Command(BaseCommand):
    help = __doc__.splitlines()[0]

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--size", type=int, default=5000, help="proposals (default: 5000)")

    def handle(self, *args, size: int, **options) -> None:
        """Measure inside a transaction that is rolled back: no row of the site changes."""
        with transaction.atomic():
            self._measure(size)
            transaction.set_rollback(True)

    def _measure(self, size: int) -> None:
        editor = get_user_model().objects.create_superuser("desk-cost")
        _fill(size, editor)
        client = Client(HTTP_HOST=urlsplit(settings.SITE_URL).netloc)
        client.force_login(editor)
        middle = Submission.objects.order_by("pk")[size // 2]
        self.stdout.write(f"{size} proposals, {connection.vendor}")
        for name, path in (
            ("queue", reverse("submissions:index")),
            ("queue, overdue", reverse("submissions:index") + "?term=overdue"),
            ("queue, page 50", reverse("submissions:index") + "?p=50"),
            ("reading view", reverse("submissions:read", args=[middle.pk])),
            ("byuro", reverse("byuro")),
            ("coverage", reverse("submissions:coverage")),
            ("first page of the admin", reverse("wagtailadmin_home")),
        ):
            client.get(path)
            count = _Counter()
            begun = perf_counter()
            with connection.execute_wrapper(count):
                status = client.get(path).status_code
            took = (perf_counter() - begun) * 1000
            self.stdout.write(f"{name}: {count.n} queries, {took:.0f} ms, status {status}")


class _Counter:
    """Counts what goes to the database."""

    def __init__(self) -> None:
        self.n = 0

    def __call__(self, execute, sql, params, many, context):
        self.n += 1
        return execute(sql, params, many, context)


def _fill(size: int, editor) -> None:
    now, due = timezone.now(), due_from(timezone.localdate())
    Submission.objects.bulk_create(
        (
            Submission(
                title=f"Предложение {number}",
                lead_text="Текст.",
                language="bg",
                state="new",
                consent_version="-",
                consent_at=now,
                confirmed_at=now,
                due_on=due,
                assigned_to=editor if number % 3 else None,
            )
            for number in range(size)
        ),
        batch_size=500,
    )
