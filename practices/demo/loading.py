"""From practices/demo/practices/*.json to published practice pages, the way an editor makes them."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

from django.db import transaction
from django.utils.html import escape
from django.utils.text import slugify

from practices.models import (
    FundingProgramme,
    Municipality,
    Organisation,
    PracticeDocument,
    PracticeEvent,
    PracticeFunding,
    PracticeIndexPage,
    PracticeLegalBasis,
    PracticeMeasure,
    PracticePage,
    PracticePartner,
    PracticeProjectCode,
    PracticePublication,
    PracticeSource,
    PracticeStep,
    Prerequisite,
    TargetGroup,
    Theme,
)

FOLDER = Path(__file__).parent / "practices"
KEY_PREFIX = "demo/"


def entries() -> list[dict]:
    """Return the entries of the folder, ordered by file name, so that numbers are repeatable."""
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.json"))]


@transaction.atomic
def load_entry(entry: dict) -> bool:
    """Publish one entry unless it is already there; return whether it was made.

    A practice that exists is left alone: an editor may have mended it since.
    """
    key = KEY_PREFIX + entry["id"]
    if PracticePage.objects.filter(import_key=key).exists():
        return False
    shelf = PracticeIndexPage.objects.get(locale__language_code="bg")
    page = PracticePage(import_key=key, live=False, **_own_fields(entry))
    _add_children(page, entry)
    shelf.add_child(instance=page)
    page.municipalities.set(Municipality.objects.filter(code__in=entry["municipalities"]))
    page.themes.set(Theme.objects.filter(slug__in=entry["themes"]))
    page.prerequisites.set(Prerequisite.objects.filter(slug__in=entry["prerequisites"]))
    page.target_groups.set(TargetGroup.objects.filter(slug__in=entry["target_groups"]))
    page.save_revision().publish()
    return True


def clear() -> int:
    """Delete every practice that came from the folder; their addresses go on saying so."""
    pages = PracticePage.objects.filter(import_key__startswith=KEY_PREFIX)
    for page in pages:
        page.delete()
    return len(pages)


def _own_fields(entry: dict) -> dict:
    contact = entry["contact"] or {}
    participation = entry["participation"] or {}
    inspired = entry["inspired_by"] or {}
    same_name = (
        *("title", "summary", "problem_line", "kind", "stage", "ongoing", "duration_months"),
        *("municipalities_claimed", "municipalities_note", "target_groups_note", "licence"),
        *("innovator_name", "editor_note"),
    )
    sections = ("background", "practice", "results", "what_failed", "limits", "adapt_notes")
    return {
        **{name: entry[name] for name in same_name},
        **{name: _paragraphs(entry[name]) for name in sections},
        "slug": entry.get("slug") or slugify(entry["id"]),
        **_year_and_month("start", entry["start"]),
        **_year_and_month("end", entry["end"]),
        **_money("cost", entry["cost"]),
        **_money("running", entry["running_cost"]),
        **_labour(entry["staff_effort"] or {}),
        **_legacy(entry["legacy"] or {}),
        "lead_organisation": _organisation(entry["lead_organisation"]),
        "participation_level": participation.get("level") or "",
        "participation_note": participation.get("note") or "",
        "contact_organisation": contact.get("organisation") or "",
        "contact_phone": contact.get("phone") or "",
        "contact_fax": contact.get("fax") or "",
        "inspiration": inspired.get("relation") or "",
        "inspired_by_text": inspired.get("text") or "",
    }


def _add_children(page: PracticePage, entry: dict) -> None:
    page.steps = [PracticeStep(**row) for row in entry["steps"]]
    page.measures = [PracticeMeasure(**_texts(row)) for row in entry["measures"]]
    page.events = [PracticeEvent(**_texts(row)) for row in entry["events"]]
    page.publications = [PracticePublication(**_texts(row)) for row in entry["publications"]]
    page.legal_basis = [PracticeLegalBasis(**_texts(row)) for row in entry["legal_basis"]]
    page.documents = [PracticeDocument(**_texts(row)) for row in entry["documents"]]
    page.sources = [PracticeSource(**_texts(row)) for row in entry["sources"]]
    page.project_codes = [PracticeProjectCode(raw=code) for code in entry["project_codes"]]
    page.funding = [
        PracticeFunding(
            programme=FundingProgramme.objects.get(slug=row["programme"]),
            share=row.get("share") or "",
        )
        for row in entry["funding"]
    ]
    page.partners = [
        PracticePartner(organisation=_organisation(row), role=row.get("role") or "")
        for row in entry["partners"]
    ]


def _texts(row: dict) -> dict:
    """Text columns hold "" where a source is silent; numbers stay null."""
    numbers = ("participants", "issues", "print_run")
    return {
        name: "" if value is None and name not in numbers else value for name, value in row.items()
    }


def _paragraphs(texts: list[str]) -> str:
    return "".join(f"<p>{escape(text)}</p>" for text in texts or [])


def _year_and_month(name: str, value: str | None) -> dict:
    year, _dash, month = (value or "").partition("-")
    return {
        f"{name}_year": int(year) if year else None,
        f"{name}_month": int(month) if month else None,
    }


def _money(name: str, money: dict | None) -> dict:
    if not money:
        return {}
    own = {"cost_currency_name": money["currency_name"]} if "currency_name" in money else {}
    return own | {
        f"{name}_amount": Decimal(money["amount"]),
        f"{name}_currency": money["currency"],
        f"{name}_year": money["year"],
        f"{name}_note": money["note"] or "",
    }


def _labour(effort: dict) -> dict:
    months = effort.get("person_months")
    return {
        "person_months": None if months is None else Decimal(str(months)),
        "staff_roles": effort.get("roles") or "",
    }


def _legacy(legacy: dict) -> dict:
    published = legacy.get("published_on")
    return {
        "legacy_source": legacy.get("source") or "",
        "legacy_url": legacy.get("url") or "",
        "legacy_published_on": date.fromisoformat(published) if published else None,
        "legacy_nominations": legacy.get("nominations"),
    }


def _organisation(row: dict | None) -> Organisation | None:
    if not row:
        return None
    country = row.get("country") or ""
    organisation, _made = Organisation.objects.get_or_create(
        name_bg=row["name"],
        country="" if country == "BG" else country,
        defaults={"kind": row["kind"], "name_en": row.get("name_en") or ""},
    )
    return organisation
