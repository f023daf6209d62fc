"""From a page back to the full entry that it says: the inverse of practices.entry.page_from.

Pictures, what only editors write and the office e-mail, which nobody is shown, are left out. A document
names its file by the key of the file, so that the row can be found again.
"""

from typing import Any

from practices.changes.richtext import plain_paragraphs
from practices.entry import PARTS, ROWS, SECTIONS, whole
from practices.models import PracticePage

_SAME = (
    *("title", "summary", "problem_line", "what_failed_visible_to", "kind", "stage", "ongoing"),
    *("duration_months", "municipalities_claimed", "municipalities_note"),
    *("target_groups_note", "licence", "innovator_name", "editor_note", "consent", "slug"),
)
_PLAIN_ROWS = ("steps", "measures", "events", "legal_basis", "sources")


def entry_of(page: PracticePage) -> dict[str, Any]:
    """Return the full entry that a page, saved or a draft, says. Reads its relations."""
    return whole(
        {
            **{name: getattr(page, name) for name in _SAME},
            **{name: plain_paragraphs(getattr(page, name)) for name in SECTIONS},
            **{name: _rows(page, name) for name in _PLAIN_ROWS},
            "municipalities": sorted(place.code for place in page.municipalities.all()),
            "themes": [row.slug for row in sorted(page.themes.all(), key=_order)],
            "prerequisites": sorted(row.slug for row in page.prerequisites.all()),
            "target_groups": sorted(row.slug for row in page.target_groups.all()),
            "start": _year_month(page.start_year, page.start_month),
            "end": _year_month(page.end_year, page.end_month),
            "cost": _cost(page),
            "running_cost": _running_cost(page),
            "staff_effort": _part("staff_effort", _number(page.person_months), page.staff_roles),
            "funding": [
                {"programme": row.programme.slug, "share": row.share} for row in page.funding.all()
            ],
            "project_codes": [row.raw for row in page.project_codes.all()],
            "lead_organisation": _organisation(page.lead_organisation),
            "partners": [
                _organisation(row.organisation) | {"role": row.role} for row in page.partners.all()
            ],
            "publications": [_with_file("publications", row) for row in page.publications.all()],
            "documents": [_with_file("documents", row) for row in page.documents.all()],
            "participation": _part(
                "participation", page.participation_level, page.participation_note
            ),
            "contact": _part(
                "contact",
                *(page.contact_organisation, page.contact_phone, page.contact_fax),
                *("", page.contact_consent),
            ),
            "inspired_by": _part("inspired_by", page.inspiration, page.inspired_by_text),
        }
    )


def _order(theme) -> tuple:
    return (theme.order, theme.slug)


def _rows(page: PracticePage, name: str) -> list[dict]:
    empty = ROWS[name]
    return [
        {key: getattr(row, key) if getattr(row, key) != "" else empty[key] for key in empty}
        for row in getattr(page, name).all()
    ]


def _with_file(kind: str, row) -> dict:
    own = {key: getattr(row, key) for key in ROWS[kind] if key != "file"}
    return own | {"file": str(row.file_id or "")}


def _organisation(organisation) -> dict | None:
    if organisation is None:
        return None
    return {
        "name": organisation.name_bg,
        "name_en": organisation.name_en,
        "kind": organisation.kind,
        "country": organisation.country,
    }


def _cost(page: PracticePage) -> dict | None:
    return _part(
        "cost",
        *(_number(page.cost_amount), page.cost_currency, page.cost_currency_name),
        *(page.cost_year, page.cost_note),
    )


def _running_cost(page: PracticePage) -> dict | None:
    return _part(
        "running_cost",
        *(_number(page.running_amount), page.running_currency),
        *(page.running_year, page.running_note),
    )


def _part(name: str, *values: Any) -> dict | None:
    """Return the part with its values in the order of its keys; None where it says nothing."""
    return dict(zip(PARTS[name], values, strict=True)) if any(values) else None


def _number(value: Any) -> str:
    return "" if value is None else f"{value:.2f}"


def _year_month(year: int | None, month: int | None) -> str | None:
    if not year:
        return None
    return f"{year}-{month:02d}" if month else str(year)
