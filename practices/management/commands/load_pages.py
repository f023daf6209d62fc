"""Publish the pages of text that every site needs; those already there are left alone."""

from django.core.management.base import BaseCommand

from practices import first_texts


class Command(BaseCommand):
    help = "Publish criteria, about, accessibility and privacy, unless they are there already."

    def handle(self, *args, **options) -> None:
        texts = first_texts.texts()
        made = sum(first_texts.load_text(text) for text in texts)
        self.stdout.write(f"{made} pages published, {len(texts) - made} were already there.")
