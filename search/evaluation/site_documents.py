"""The practices that come with the project as documents of a judged set, straight from their files.

A document has the eight keys of every judged set (doc_id, title, summary, background, practice,
results, municipality, theme) and beside them what else a public record says, under the record's own
names, so that a judged index holds what the site's index holds. Needs no database.
"""

import csv
import html
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from django.conf import settings

SECTIONS = ("background", "practice", "results", "what_failed", "limits", "adapt_notes")
SAME = (
    *("title", "summary", "problem_line", "steps", "measures", "municipalities_note"),
    *("lead_organisation", "partners", "target_groups_note", "participation", "staff_effort"),
    *("events", "publications", "legal_basis", "documents", "innovator_name", "inspired_by"),
    "sources",
)
REGISTERS = {
    "oblasti": "code",
    "regions": "code",
    "municipalities": "code",
    "themes": "slug",
    "programmes": "slug",
    "prerequisites": "slug",
    "target_groups": "slug",
}

Register = dict[str, dict[str, str]]


def folder() -> Path:
    """Return where the practices are."""
    return Path(settings.BASE_DIR) / "practices"


def documents() -> Iterator[dict]:
    """Yield one JSON-ready document for each practice, in the order of the files."""
    registers = {name: _register(name, key) for name, key in REGISTERS.items()}
    for path in sorted((folder() / "demo" / "practices").glob("*.json")):
        yield _document(json.loads(path.read_text(encoding="utf-8")), registers)


def _register(name: str, key: str) -> Register:
    with (folder() / "data" / f"{name}.csv").open(encoding="utf-8") as file:
        return {row[key]: row for row in csv.DictReader(file)}


def _document(entry: Mapping, registers: Mapping[str, Register]) -> dict:
    places = [_place(registers, code) for code in entry["municipalities"]]
    themes = [_theme(registers["themes"], slug) for slug in entry["themes"]]
    programmes = registers["programmes"]
    return {
        "doc_id": entry["id"],
        **{name: entry[name] for name in SAME},
        **{name: _markup(entry[name]) for name in SECTIONS},
        "municipality": [place["name_bg"] for place in places],
        "theme": [theme["name_bg"] for theme in themes],
        "municipalities": places,
        "themes": themes,
        "funding": [_named(programmes[row["programme"]]) for row in entry["funding"]],
        "prerequisites": [_named(registers["prerequisites"][s]) for s in entry["prerequisites"]],
        "target_groups": [_named(registers["target_groups"][s]) for s in entry["target_groups"]],
        "project_codes": [{"raw": code} for code in entry["project_codes"]],
        "period": {"years": _years(entry)},
    }


def _named(row: Mapping) -> dict:
    keys = ("name_bg", "name_en", "short", "donor")
    return {key: row[key] for key in keys if row.get(key)}


def _place(registers: Mapping[str, Register], code: str) -> dict:
    place = registers["municipalities"][code]
    oblast = registers["oblasti"][place["oblast_code"]]
    region = registers["regions"][oblast["region_code"]]
    return {**_named(place), "oblast": _named(oblast), "region": _named(region)}


def _theme(themes: Register, slug: str) -> dict:
    theme = themes[slug]
    parent = themes.get(theme["parent"], {})
    return {
        **_named(theme),
        "parent_name_bg": parent.get("name_bg", ""),
        "parent_name_en": parent.get("name_en", ""),
    }


def _markup(paragraphs: list[str]) -> str:
    return "".join(f"<p>{html.escape(text)}</p>" for text in paragraphs)


def _years(entry: Mapping) -> list[int]:
    """Return the years of the work as far as they are told; work that goes on has only its first."""
    told = [int(entry[name][:4]) for name in ("start", "end") if entry[name]]
    return list(range(told[0], told[-1] + 1)) if told else []
