"""How well doubles are told apart on the demo practices, and through the index of this site."""

from django.core.management.base import BaseCommand

from practices.demo.loading import entries
from practices.doubles.finding import likely
from practices.doubles.measuring import measure, reworded
from practices.models import PracticeRecord


class Command(BaseCommand):
    """Print the figures; the second line only where practices are published."""

    help = "How many demo practices find themselves in other words, and how many find others."

    def handle(self, **_options) -> None:
        figures = measure(entries())
        self.stdout.write(
            f"judged: {figures.reworded - len(figures.lost)} of {figures.reworded} reworded entries "
            f"of {figures.entries} practices are known again; "
            f"{len(figures.mixed)} of {figures.pairs} pairs are called doubles"
        )
        for variant, title in figures.lost:
            self.stdout.write(f"  lost ({variant}): {title}")
        for one, two in figures.mixed:
            self.stdout.write(f"  mixed: {one} | {two}")
        self._through_the_index()

    def _through_the_index(self) -> None:
        """Ask the site itself, with everything that is published in Bulgarian."""
        tried = own = others = 0
        for record in PracticeRecord.objects.live().filter(language="bg"):
            for told in reworded(record.document).values():
                found = [double.pid for double in likely(told, "bg")]
                tried += 1
                own += record.pid in found
                others += len([pid for pid in found if pid != record.pid])
        if tried:
            self.stdout.write(
                f"asked of the index: {own} of {tried} find their practice; "
                f"{others} other practices are named"
            )
