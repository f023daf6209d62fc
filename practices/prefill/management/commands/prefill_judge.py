"""The table of precision and recall of the rules for press releases."""

from django.core.management.base import BaseCommand

from practices.prefill.evaluation import judge


class Command(BaseCommand):
    help = "Print precision and recall per field on the annotated press releases."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--part", choices=judge.PARTS, help="only this part")
        parser.add_argument("--wrong", metavar="FIELD", help="list the differences of a field")

    def handle(self, *args, part: str | None, wrong: str | None, **options) -> None:
        for name in [part] if part else judge.PARTS:
            self.stdout.write(f"{name}: {sum(1 for _ in judge.texts(name))} texts")
            lines = judge.judge(name)[wrong].wrong if wrong else judge.table(name)
            self.stdout.write("\n".join(lines) + "\n")
