"""What leaves the workshop as a file: tables for a spreadsheet, lines for the tables of the language."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from django.http import HttpResponse

from search.bulgarian.synonyms import LEADS_TO, SEPARATOR

from .choices import Kind
from .models import Rule

# A spreadsheet takes a cell that begins so for a formula, and what people type is strange.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
BYTE_ORDER_MARK = "\ufeff"  # without it spreadsheets read Cyrillic as something else
FILES = {
    Kind.SYNONYM: "synonyms.tsv",
    Kind.ABBREVIATION: "abbreviations.tsv",
    Kind.READING: "overrides.tsv",
    Kind.ENGLISH: "glossary_en.tsv",
}


def cell(value: object) -> object:
    """Return a value that no spreadsheet takes for a formula; numbers as they are."""
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return value


def table(name: str, heading: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """Return rows as a CSV file of this name."""
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow([str(title) for title in heading])
    writer.writerows([cell(value) for value in row] for row in rows)
    return _file(name, BYTE_ORDER_MARK + text.getvalue(), "text/csv")


def lines(rules: Iterable[Rule]) -> HttpResponse:
    """Return rows as lines of the files in search/bulgarian/data/, file by file."""
    of_file: dict[str, list[str]] = {}
    for rule in rules:
        if rule.kind in FILES:
            of_file.setdefault(FILES[rule.kind], []).append(line(rule))
    text = "".join(
        f"# --- {name}\n" + "".join(f"{row}\n" for row in rows)
        for name, rows in sorted(of_file.items())
    )
    return _file("search-tables.tsv", text, "text/tab-separated-values")


def line(rule: Rule) -> str:
    """Return a row as its table of the language writes it."""
    left, right = SEPARATOR.join(rule.terms), SEPARATOR.join(rule.answers)
    weight = f"{rule.weight:g}".removeprefix("0")
    if rule.kind == Kind.SYNONYM:
        return f"{rule.relation}\t{weight}\t{left}" + (f"{LEADS_TO}{right}" if right else "")
    if rule.kind == Kind.ABBREVIATION:
        return f"{left}\t{right}\t{weight}"
    if rule.kind == Kind.READING:
        return f"{rule.answers[0]}\t{' '.join(rule.terms)}"
    return f"{left}\t{right}"


def _file(name: str, text: str, media_type: str) -> HttpResponse:
    response = HttpResponse(text, content_type=f"{media_type}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
