"""The project's real practices as search documents, and small ones made by hand."""

import csv
import html
import json
from functools import cache
from pathlib import Path

from search.documents import SearchDocument, build

ROOT = Path(__file__).resolve().parent.parent.parent
PRACTICES = ROOT / "practices" / "demo" / "practices"
MUNICIPALITIES = ROOT / "practices" / "data" / "municipalities.csv"
SECTIONS = ("background", "practice", "results", "limits", "adapt_notes", "what_failed")


def made(pid: str, **fields) -> SearchDocument:
    """Return a document of a record with these fields; the others are empty."""
    facets = fields.pop("facets", {})
    kept = {
        name: fields.pop(name)
        for name in ("version", "shown_in", "nominations", "attachments", "life")
        if name in fields
    }
    record = {"pid": pid, "language": "bg", "title": pid, **fields}
    return build(record, facets=facets, **{"version": 1, **kept})


@cache
def real_practices() -> tuple[SearchDocument, ...]:
    """Return the practices that come with the project, in the order of their files."""
    with MUNICIPALITIES.open(encoding="utf-8") as file:
        places = {row["code"]: row for row in csv.DictReader(file)}
    return tuple(
        _document(number, json.loads(path.read_text(encoding="utf-8")), places)
        for number, path in enumerate(sorted(PRACTICES.glob("*.json")), 1)
    )


def _document(number: int, data: dict, places: dict) -> SearchDocument:
    texts = {name: _markup(data.get(name) or []) for name in SECTIONS}
    municipalities = [
        {"name_bg": places[code]["name_bg"], "name_en": places[code]["name_en"]}
        for code in data["municipalities"]
    ]
    return made(
        f"ДП-2026-{number:04}",
        title=data["title"],
        summary=data["summary"],
        problem_line=data.get("problem_line", ""),
        municipalities=municipalities,
        steps=data.get("steps") or [],
        measures=data.get("measures") or [],
        facets={"theme": data["themes"], "municipality": data["municipalities"]},
        **texts,
    )


def _markup(paragraphs: list[str] | str) -> str:
    if isinstance(paragraphs, str):
        return paragraphs
    return "".join(f"<p>{html.escape(text)}</p>" for text in paragraphs)
