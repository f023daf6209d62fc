"""What the check says of one entry or one published practice."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import override

from practices.models import PracticeRecord
from practices.textcheck import check
from practices.textcheck import claims as claims_of
from practices.textcheck.linking import link_remarks


class Command(BaseCommand):
    """Print the remarks on FILE.json (an entry) or on the live practice with a number (PID)."""

    help = "Remarks on an entry in a JSON file, or on a published practice by its number."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", metavar="FILE.json|PID")
        parser.add_argument("--claims", action="store_true", help="also the claims of the results")

    def handle(self, what: str, *, claims: bool, **_options) -> None:
        entry = _entry(what)
        with override("bg"):
            for remark in [*check(entry), *link_remarks(entry)]:
                self.stdout.write(
                    f"{remark.weight:6} {remark.code} {remark.field}:{remark.start}-{remark.end} "
                    f"„{remark.text}“\n       {remark.why}\n       {remark.example}"
                )
            if claims:
                self._print_claims(entry)

    def _print_claims(self, entry: dict) -> None:
        for claim in claims_of(entry):
            self.stdout.write(f"{claim.kind:8} {claim.text} | {claim.source or '?'}")


def _entry(what: str) -> dict:
    """Return the entry that a path or a number names.

    :raises CommandError: if there is none, or the file is no JSON object.
    """
    if not what.endswith(".json"):
        record = PracticeRecord.objects.live().filter(pid=what.replace("DP", "ДП")).first()
        if record is None:
            raise CommandError(f"There is no live practice {what}.")
        return record.document
    try:
        entry = json.loads(Path(what).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CommandError(f"{what} cannot be read: {error}") from error
    if not isinstance(entry, dict):
        raise CommandError(f"{what} holds no entry.")
    return entry
