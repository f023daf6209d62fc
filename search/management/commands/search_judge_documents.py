"""Write the project's own practices as the documents of a judged set."""

import json
from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from search.evaluation import site_documents


class Command(BaseCommand):
    help = "Writes the practices that come with the project as JSONL for search_judge --documents."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("into", type=Path, help="the file to write, one document a line")

    def handle(self, *args: object, **options: object) -> None:
        rows = list(site_documents.documents())
        try:
            with options["into"].open("w", encoding="utf-8", newline="\n") as file:
                for row in rows:
                    file.write(json.dumps(row, ensure_ascii=False) + "\n")
        except OSError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{len(rows)} documents are in {options['into']}.")
