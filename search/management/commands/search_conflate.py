"""Say of pairs of forms whether the search takes them for one word."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from search.bulgarian import analyse


class Command(BaseCommand):
    help = "Prints form1, form2 and 1 where both are forms of one word, else 0."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("pairs", type=Path, help="TSV with form1, form2 and maybe a label")

    def handle(self, *args: object, **options: object) -> None:
        try:
            text = options["pairs"].read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(str(error)) from error
        judged: list[tuple[bool, bool]] = []
        for number, line in enumerate(text.split("\n"), 1):
            cells = line.rstrip("\r").split("\t")
            if not line.strip() or cells[:2] == ["form1", "form2"]:
                continue
            if len(cells) < 2:
                raise CommandError(f"line {number}: two columns are needed")
            same = one_word(cells[0], cells[1])
            self.stdout.write(f"{cells[0]}\t{cells[1]}\t{int(same)}")
            if len(cells) > 2 and cells[2].strip() in ("0", "1"):
                judged.append((same, cells[2].strip() == "1"))
        if judged:
            self.stdout.write(measured(judged))


def one_word(one: str, other: str) -> bool:
    """Whether the index and a query bring two forms to the same tokens."""
    return _lemmas(one) == _lemmas(other) != ()


def _lemmas(form: str) -> tuple[str, ...]:
    heads: dict[int, str] = {}
    for token in analyse(form):
        heads.setdefault(token.position, token.lemma)
    return tuple(heads.values())


def measured(judged: list[tuple[bool, bool]]) -> str:
    """Return accuracy, precision and recall of (said, true) pairs as one line."""
    right = sum(said == true for said, true in judged)
    both = sum(said and true for said, true in judged)
    said, true = (sum(pair[side] for pair in judged) for side in (0, 1))
    return (
        f"pairs {len(judged)}  accuracy {right / len(judged):.4f}  "
        f"precision {both / said if said else 1.0:.4f}  recall {both / true if true else 1.0:.4f}"
    )
