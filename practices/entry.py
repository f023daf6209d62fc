"""A practice as one JSON document, and the page it becomes.

A full entry has the keys of `EMPTY`; its rows have the keys of `ROWS`. The files of practices/demo
are such entries, and so is what the full form sends. References stand by code or slug
(`municipalities`, `themes`, `prerequisites`, `target_groups`, `funding[].programme`), paragraphs
are plain text, sums and person-months are decimal numbers as text, `start` and `end` are "2010",
"2010-07" or None.
"""

import copy
import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.html import escape
from django.utils.text import slugify

from practices.addresses import latin_slug
from practices.choices import FundingKind, Licence, OrganisationKind, SourceReading, Visibility
from practices.forms import SUMMARY_LENGTH
from practices.models import (
    FundingProgramme,
    Municipality,
    Organisation,
    PracticeDocument,
    PracticeEvent,
    PracticeFunding,
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

SECTIONS = ("background", "practice", "results", "what_failed", "limits", "adapt_notes")
# One empty row of each list of rows. `file` is the name of a file in the private storage.
ROWS: dict[str, dict[str, Any]] = {
    "steps": {"action": "", "term": "", "responsible": ""},
    "measures": {
        "indicator": "",
        "before": "",
        "after": "",
        "unit": "",
        "period": "",
        "source": "",
        "kind": "claimed",
        "nature": "outcome",
        "planned": False,
    },
    "funding": {"programme": "", "share": "", "name": "", "donor": ""},
    "partners": {"name": "", "name_en": "", "kind": "other", "country": "", "role": ""},
    "events": {
        "name": "",
        "kind": "other",
        "start": None,
        "end": None,
        "participants": None,
        "note": "",
    },
    "publications": {
        "title": "",
        "kind": "other",
        "issues": None,
        "print_run": None,
        "url": "",
        "file": "",
    },
    "legal_basis": {"act": "", "article": ""},
    "documents": {
        "title": "",
        "kind": "other",
        "adopted_by": "",
        "adopted_on": "",
        "url": "",
        "editable": False,
        "licence": "",
        "file": "",
    },
    "gallery": {"file": "", "alt": "", "caption": "", "author": "", "consent": False},
    "sources": {"title": "", "publisher": "", "url": "", "read": "unknown"},
}
# The keys of what is one thing or None.
PARTS: dict[str, dict[str, Any]] = {
    "cost": {"amount": "", "currency": "", "currency_name": "", "year": None, "note": ""},
    "running_cost": {"amount": "", "currency": "", "year": None, "note": ""},
    "staff_effort": {"person_months": None, "roles": ""},
    "lead_organisation": {"name": "", "name_en": "", "kind": "other", "country": ""},
    "participation": {"level": "", "note": ""},
    "contact": {"organisation": "", "phone": "", "fax": "", "email": "", "consent": False},
    "inspired_by": {"relation": "", "text": ""},
    "legacy": {"source": "", "url": "", "published_on": None, "nominations": None},
}
EMPTY: dict[str, Any] = {
    "id": "",
    "slug": "",
    "title": "",
    "lead_text": "",
    "summary": "",
    "problem_line": "",
    **{name: [] for name in SECTIONS},
    "what_failed_visible_to": Visibility.ALL.value,
    "steps": [],
    "measures": [],
    "municipalities": [],
    "municipalities_claimed": None,
    "municipalities_note": "",
    "themes": [],
    "kind": "",
    "stage": "",
    "start": None,
    "end": None,
    "ongoing": False,
    "duration_months": None,
    "cost": None,
    "running_cost": None,
    "staff_effort": None,
    "funding": [],
    "project_codes": [],
    "lead_organisation": None,
    "partners": [],
    "prerequisites": [],
    "target_groups": [],
    "target_groups_note": "",
    "participation": None,
    "events": [],
    "publications": [],
    "legal_basis": [],
    "documents": [],
    "gallery": [],
    "sources": [],
    "evidence_link": "",
    "innovator_name": "",
    "contact": None,
    "inspired_by": None,
    "licence": Licence.CC_BY.value,
    "consent": False,
    "editor_note": "",
    "legacy": None,
}


def whole(entry: Mapping[str, Any]) -> dict[str, Any]:
    """Return a copy of `entry` with every key of the shape: what is missing is empty.

    :raises ValueError: for a key that the shape does not know, at the top, in a row or in a part.
    """
    _require_known(entry, EMPTY, "")
    full = copy.deepcopy(EMPTY) | copy.deepcopy(dict(entry))
    for name, empty in ROWS.items():
        for row in full[name] or []:
            _require_known(row, empty, name)
        full[name] = [empty | row for row in full[name] or []]
    for name, empty in PARTS.items():
        _require_known(full[name] or {}, empty, name)
        full[name] = empty | full[name] if full[name] else None
    return full


def page_from(entry: Mapping[str, Any], page: PracticePage | None = None) -> PracticePage:
    """Return an unsaved page (or `page`, not saved) with all that `entry` says, rows included.

    Reads the registers, writes nothing: organisations and programmes that are not in them yet are
    unsaved rows, `store_related` saves them. Files are left to the caller. Codes and slugs that
    name nothing are left out.

    :raises ValueError: for a key that the shape does not know.
    """
    entry = whole(entry)
    page = page or PracticePage()
    for name, value in _own_fields(entry).items():
        setattr(page, name, value)
    known: dict[tuple[str, str], Organisation] = {}
    page.lead_organisation = _organisation(entry["lead_organisation"], known)
    _set_rows(page, entry, known)
    page.municipalities = list(Municipality.objects.filter(code__in=entry["municipalities"]))
    for name, model in (
        ("themes", Theme),
        ("prerequisites", Prerequisite),
        ("target_groups", TargetGroup),
    ):
        setattr(page, name, list(model.objects.filter(slug__in=entry[name])))
    return page


def store_related(page: PracticePage) -> None:
    """Save the organisations and programmes of `page` that no register has yet."""
    if page.lead_organisation is not None:
        page.lead_organisation = _stored_organisation(page.lead_organisation)
    partners = list(page.partners.all())
    for row in partners:
        row.organisation = _stored_organisation(row.organisation)
    page.partners = partners
    funding = list(page.funding.all())
    for row in funding:
        if row.programme.pk is None:
            row.programme, _made = FundingProgramme.objects.get_or_create(
                slug=row.programme.slug,
                defaults={
                    "name_bg": row.programme.name_bg,
                    "donor": row.programme.donor,
                    "kind": row.programme.kind,
                },
            )
    page.funding = funding


def paragraphs(texts: list[str]) -> str:
    """Return plain paragraphs as rich text; line ends stay, all markup in them is text."""
    parts = [text.replace("\r\n", "\n").strip() for text in texts]
    return "".join(f"<p>{escape(part).replace(chr(10), '<br/>')}</p>" for part in parts if part)


def split_paragraphs(text: str) -> list[str]:
    """Return the paragraphs of typed text: blank lines part them."""
    parts = re.split(r"\n\s*\n", text.replace("\r\n", "\n"))
    return [part.strip() for part in parts if part.strip()]


def _require_known(given: Mapping[str, Any], shape: Mapping[str, Any], where: str) -> None:
    if unknown := sorted(set(given) - set(shape)):
        raise ValueError(f"a full entry has no {', '.join(unknown)}" + f" in {where}" * bool(where))


def _own_fields(entry: dict) -> dict:
    contact = entry["contact"] or PARTS["contact"]
    participation = entry["participation"] or PARTS["participation"]
    inspired = entry["inspired_by"] or PARTS["inspired_by"]
    summary, practice = _summary_and_practice(entry)
    same_name = (
        *("title", "problem_line", "what_failed_visible_to", "kind", "stage", "ongoing"),
        *("duration_months", "municipalities_claimed", "municipalities_note"),
        *("target_groups_note", "licence", "innovator_name", "editor_note", "consent"),
    )
    return {
        **{name: entry[name] for name in same_name},
        **{name: paragraphs(entry[name] or []) for name in SECTIONS},
        "summary": summary,
        "practice": paragraphs(practice),
        "slug": entry["slug"] or slugify(entry["id"]) or latin_slug(entry["title"]),
        **_year_and_month("start", entry["start"]),
        **_year_and_month("end", entry["end"]),
        **_money("cost", entry["cost"]),
        **_money("running", entry["running_cost"]),
        **_labour(entry["staff_effort"] or PARTS["staff_effort"]),
        **_legacy(entry["legacy"] or PARTS["legacy"]),
        "participation_level": participation["level"] or "",
        "participation_note": participation["note"] or "",
        **{f"contact_{name}": value or "" for name, value in contact.items() if name != "consent"},
        "contact_consent": contact["consent"],
        "inspiration": inspired["relation"] or "",
        "inspired_by_text": inspired["text"] or "",
    }


def _summary_and_practice(entry: dict) -> tuple[str, list[str]]:
    """Without a summary the lead serves as one; a lead too long for it stands whole below it."""
    lead, practice = entry["lead_text"].strip(), list(entry["practice"] or [])
    if entry["summary"] or not lead:
        return entry["summary"], practice
    longest = SUMMARY_LENGTH[1]
    if len(lead) <= longest:
        return lead, practice or [lead]
    cut = lead[: longest - 1].rsplit(None, 1)[0].rstrip(".,;:–- ")
    return f"{cut}…", [*split_paragraphs(lead), *practice]


def _set_rows(page: PracticePage, entry: dict, known: dict) -> None:
    """Give the page its rows, in the order of the entry."""
    page.steps = [PracticeStep(**row) for row in entry["steps"]]
    page.measures = [PracticeMeasure(**_texts(row)) for row in entry["measures"]]
    page.events = [PracticeEvent(**_texts(row)) for row in entry["events"]]
    page.publications = [
        PracticePublication(**_texts(_without_file(row))) for row in entry["publications"]
    ]
    page.legal_basis = [PracticeLegalBasis(**_texts(row)) for row in entry["legal_basis"]]
    page.documents = [PracticeDocument(**_texts(_without_file(row))) for row in entry["documents"]]
    page.sources = [PracticeSource(**_texts(row)) for row in entry["sources"]]
    if entry["evidence_link"]:
        link = PracticeSource(
            title=entry["title"], url=entry["evidence_link"], read=SourceReading.UNKNOWN
        )
        page.sources = [*page.sources.all(), link]
    page.project_codes = [PracticeProjectCode(raw=code) for code in entry["project_codes"]]
    programmes = [(row, _programme(row)) for row in entry["funding"]]
    page.funding = [
        PracticeFunding(programme=programme, share=row["share"] or "")
        for row, programme in programmes
        if programme is not None
    ]
    page.partners = [
        PracticePartner(organisation=_organisation(row, known), role=row["role"] or "")
        for row in entry["partners"]
    ]


def _without_file(row: dict) -> dict:
    return {name: value for name, value in row.items() if name != "file"}


def _texts(row: dict) -> dict:
    """Text columns hold "" where a source is silent; numbers stay null."""
    numbers = ("participants", "issues", "print_run")
    return {
        name: "" if value is None and name not in numbers else value for name, value in row.items()
    }


def _year_and_month(name: str, value: str | None) -> dict:
    year, _dash, month = (value or "").partition("-")
    return {
        f"{name}_year": int(year) if year else None,
        f"{name}_month": int(month) if month else None,
    }


def _money(name: str, money: dict | None) -> dict:
    if not money or money["amount"] in ("", None):
        empty = {f"{name}_amount": None, f"{name}_currency": "", f"{name}_year": None}
        return {**empty, f"{name}_note": (money or {}).get("note") or ""}
    own = {"cost_currency_name": money["currency_name"]} if "currency_name" in money else {}
    return own | {
        f"{name}_amount": Decimal(money["amount"]),
        f"{name}_currency": money["currency"],
        f"{name}_year": money["year"],
        f"{name}_note": money["note"] or "",
    }


def _labour(effort: dict) -> dict:
    months = effort["person_months"]
    return {
        "person_months": None if months in ("", None) else Decimal(str(months)),
        "staff_roles": effort["roles"] or "",
    }


def _legacy(legacy: dict) -> dict:
    published = legacy["published_on"]
    return {
        "legacy_source": legacy["source"] or "",
        "legacy_url": legacy["url"] or "",
        "legacy_published_on": date.fromisoformat(published) if published else None,
        "legacy_nominations": legacy["nominations"],
    }


def _organisation(row: dict | None, known: dict[tuple[str, str], Organisation]):
    """Return the organisation of the register, or an unsaved one; the same for the same name."""
    if not row or not row["name"]:
        return None
    country = row["country"] or ""
    key = (row["name"], "" if country == "BG" else country)
    if key not in known:
        found = Organisation.objects.filter(name_bg=key[0], country=key[1]).first()
        known[key] = found or Organisation(
            name_bg=key[0],
            country=key[1],
            kind=row["kind"] or OrganisationKind.OTHER,
            name_en=row["name_en"] or "",
        )
    return known[key]


def _stored_organisation(organisation: Organisation) -> Organisation:
    if organisation.pk is not None:
        return organisation
    stored, _made = Organisation.objects.get_or_create(
        name_bg=organisation.name_bg,
        country=organisation.country,
        defaults={"kind": organisation.kind, "name_en": organisation.name_en},
    )
    return stored


def _programme(row: dict) -> FundingProgramme | None:
    """Return the programme of the register; an unsaved one where the row only has a name."""
    if row["programme"]:
        return FundingProgramme.objects.filter(slug=row["programme"]).first()
    name = (row["name"] or row["donor"] or "").strip()[:200]
    if not name:
        return None
    slug = latin_slug(name)[:50]
    found = FundingProgramme.objects.filter(name_bg=name).first()
    found = found or FundingProgramme.objects.filter(slug=slug).first()
    return found or FundingProgramme(
        name_bg=name, slug=slug, donor=(row["donor"] or "")[:200], kind=FundingKind.OTHER
    )
