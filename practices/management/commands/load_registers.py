"""Bring the registers of places, themes and programmes in line with practices/data."""

from django.apps import apps
from django.core.management.base import BaseCommand
from django.db import transaction

from practices import registers


class Command(BaseCommand):
    help = "Load municipalities, oblasti, themes, audiences and programmes from the data files."

    @transaction.atomic
    def handle(self, *args, **options) -> None:
        rows = registers.load(lambda name: apps.get_model("practices", name))
        self.stdout.write(f"{rows} register rows are in place.")
