"""What the rules find in a press release: a DOCX, PDF or text file."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext, override

from kb.extraction import READABLE, Extracted, ExtractionError, extract
from kb.extraction.reasons import reason
from practices.prefill import Proposal, propose
from practices.prefill.wording import LABELS, said


class Command(BaseCommand):
    """Print every proposal with its offsets in the text and its sentence."""

    help = "Propose the fields of a practice from a press release (DOCX, PDF, TXT)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE")
        parser.add_argument("--json", action="store_true", help="as JSON, for programs")

    def handle(self, file: str, **options) -> None:
        with override("bg"):
            found = _text(Path(file))
            proposals = propose(found.text)
            if options["json"]:
                self.stdout.write(_as_json(found, proposals))
                return
            for proposal in proposals:
                self.stdout.write(_as_text(found.text, proposal))
            if not proposals:
                self.stdout.write(
                    gettext("Nothing was found in this text. Please fill in the form.")
                )
            if found.cut:
                self.stdout.write(
                    gettext("Only the beginning of the file was read: it is too long.")
                )


def _text(path: Path) -> Extracted:
    """Return the text of a file.

    :raises CommandError: a sentence that says why there is none.
    """
    extension = path.suffix.lower().lstrip(".")
    if extension not in READABLE:
        raise CommandError(reason("unsupported"))
    try:
        return extract(path, extension)
    except ExtractionError as error:
        raise CommandError(reason(error.code)) from error
    except OSError as error:
        raise CommandError(gettext("The file cannot be opened. Check its name.")) from error


def _as_json(found: Extracted, proposals: list[Proposal]) -> str:
    text = found.text
    rows = [
        {
            "field": one.field,
            "value": one.value,
            "start": one.start,
            "end": one.end,
            "words": text[one.start : one.end],
            "sentence": {
                "start": one.sentence[0],
                "end": one.sentence[1],
                "text": text[slice(*one.sentence)],
            },
            "note": one.note,
        }
        for one in proposals
    ]
    document = {"characters": len(text), "cut_by": found.cut_by, "proposals": rows}
    return json.dumps(document, ensure_ascii=False, indent=1)


def _as_text(text: str, one: Proposal) -> str:
    head = f"{LABELS[one.field]} [{one.start}–{one.end}]: {said(one)}"
    if one.field in ("title", "background", "practice", "results"):
        return head
    return f"{head}\n    „{' '.join(text[slice(*one.sentence)].split())}“"
