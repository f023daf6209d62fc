"""``manage.py worker_check``: for health checks."""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from kb.jobs.models import JobState, Worker


class Command(BaseCommand):
    help = "End with 0 if a worker gave a sign of life lately, else with 1."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add ``--max-age``."""
        parser.add_argument(
            "--max-age", type=int, default=60, help="seconds without a sign of life (default 60)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Tell who is alive and which jobs fail."""
        limit = timezone.now() - timedelta(seconds=options["max_age"])
        alive = Worker.objects.filter(seen_at__gte=limit).count()
        for state in JobState.objects.filter(failures__gt=0):
            self.stdout.write(f"{state.name}: {state.failures} failures, {state.last_error}")
        if not alive:
            raise CommandError("no worker is alive")
        self.stdout.write(f"{alive} workers alive")
