"""Between what was typed and a full entry (practices.entry), both ways."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from practices.drafts.rows import KINDS
from practices.drafts.typed import Checked, check
from practices.entry import PARTS, SECTIONS, split_paragraphs, whole

_SAME = (
    *("title", "lead_text", "summary", "problem_line", "municipalities_note", "kind", "stage"),
    *("target_groups_note", "what_failed_visible_to", "evidence_link", "innovator_name"),
)
_SAME_ROWS = (
    *("steps", "measures", "funding", "partners", "events", "publications", "legal_basis"),
    *("documents", "sources"),
)
_DAYS = {"start", "end"}  # of events: None where nothing is typed
_NUMBERS = {"participants", "issues", "print_run"}
# What a proposal cannot do without: (name of the field, number of the step, sentence).
_NEEDED: tuple[tuple[str, int, Promise], ...] = (
    ("title", 1, _("Write a title.")),
    ("municipalities", 1, _("Choose at least one municipality.")),
    ("lead_text", 1, _("Write in a few words what was done.")),
    ("email", 6, _("Write your e-mail; without it we cannot tell you what comes.")),
    ("consent", 6, _("Without your agreement we may not publish it.")),
)


def entry_from(values: Mapping[str, Any], checked: Checked | None = None) -> dict[str, Any]:
    """Return the full entry that the right part of the values means; files stand by their keys."""
    checked = checked or check(values)
    get = checked.cleaned.get
    entry: dict[str, Any] = {name: get(name) or "" for name in _SAME}
    entry["what_failed_visible_to"] = get("what_failed_visible_to") or "all"
    entry |= {name: split_paragraphs(get(name) or "") for name in SECTIONS}
    entry |= {name: _rows(name, checked) for name in _SAME_ROWS}
    chosen = [get(name) for name in ("theme_1", "theme_2", "theme_3")]
    entry |= {
        "municipalities": [row.code for row in get("municipalities") or []],
        "themes": list(dict.fromkeys(filter(None, chosen))),
        "prerequisites": get("prerequisites") or [],
        "target_groups": get("target_groups") or [],
        "project_codes": [row["raw"] for row in _rows("project_codes", checked)],
        "gallery": [row | {"consent": bool(row["alt"])} for row in _rows("gallery", checked)],
        "start": _year_month(get("start_year"), get("start_month")),
        "end": _year_month(get("end_year"), get("end_month")),
        "ongoing": bool(get("ongoing")),
        "duration_months": get("duration_months"),
        "cost": _money("cost", checked),
        "running_cost": _money("running", checked),
        "staff_effort": _part("staff_effort", checked, ("person_months", "staff_roles")),
        "lead_organisation": _lead(checked),
        "participation": _part(
            "participation", checked, ("participation_level", "participation_note")
        ),
        "contact": _part(
            "contact",
            checked,
            (
                *("contact_organisation", "contact_phone", "contact_fax"),
                *("contact_email", "contact_consent"),
            ),
        ),
        "inspired_by": _part("inspired_by", checked, ("inspiration", "inspired_by_text")),
        "licence": get("licence") or "CC-BY-4.0",
        "consent": bool(get("consent")),
    }
    return whole(entry)


def values_from(entry: Mapping[str, Any]) -> dict[str, Any]:
    """Return what one would type to say `entry`. The sender's own address is no part of it."""
    entry = whole(entry)
    values: dict[str, Any] = {name: entry[name] for name in _SAME}
    values |= {name: "\n\n".join(entry[name] or []) for name in SECTIONS}
    for name in (*_SAME_ROWS, "gallery"):
        fields = KINDS[name].base_fields
        values[name] = [{key: _typed(row.get(key)) for key in fields} for row in entry[name] or []]
        for row in values[name]:
            # At home is where nothing is chosen.
            if row.get("country") == "BG":
                row["country"] = ""
    values["project_codes"] = [{"raw": code} for code in entry["project_codes"]]
    for number in range(3):
        values[f"theme_{number + 1}"] = "".join(entry["themes"][number : number + 1])
    for name in ("municipalities", "prerequisites", "target_groups"):
        values[name] = list(entry[name])
    for name in ("start", "end"):
        year, _dash, month = (entry[name] or "").partition("-")
        values |= {f"{name}_year": year, f"{name}_month": month.lstrip("0")}
    for prefix, money in (("cost", entry["cost"]), ("running", entry["running_cost"])):
        for key, value in (money or PARTS["cost"]).items():
            if f"{prefix}_{key}" != "running_currency_name":
                values[f"{prefix}_{key}"] = _typed(value)
    effort = entry["staff_effort"] or PARTS["staff_effort"]
    lead = entry["lead_organisation"] or PARTS["lead_organisation"]
    took_part = entry["participation"] or PARTS["participation"]
    contact = entry["contact"] or PARTS["contact"]
    inspired = entry["inspired_by"] or PARTS["inspired_by"]
    return values | {
        "person_months": _typed(effort["person_months"]),
        "staff_roles": effort["roles"] or "",
        "lead_name": lead["name"],
        "lead_kind": lead["kind"] if lead["name"] else "municipality",
        "lead_country": "" if lead["country"] == "BG" else lead["country"],
        "participation_level": took_part["level"] or "",
        "participation_note": took_part["note"] or "",
        **{f"contact_{name}": _typed(value) for name, value in contact.items()},
        "inspiration": inspired["relation"] or "",
        "inspired_by_text": inspired["text"] or "",
        "ongoing": entry["ongoing"],
        "duration_months": _typed(entry["duration_months"]),
        "licence": entry["licence"],
        "consent": entry["consent"],
    }


def missing(checked: Checked) -> list[tuple[str, int, Promise]]:
    """Return (field, step, sentence) for what a proposal cannot do without."""
    filled = dict(checked.cleaned)
    filled["lead_text"] = filled.get("lead_text") or filled.get("summary")
    return [need for need in _NEEDED if not filled.get(need[0])]


def _rows(kind: str, checked: Checked) -> list[dict]:
    """Return the rows that say something, as the entry has them."""
    needs = KINDS[kind].needs
    said = [
        row
        for row in checked.rows[kind]
        if row[needs] or (kind == "funding" and (row["name"] or row["donor"]))
    ]
    return [
        {
            name: None if value in ("", None) and name in _empty_is_none(kind) else value
            for name, value in row.items()
        }
        for row in said
    ]


def _empty_is_none(kind: str) -> set[str]:
    return _NUMBERS | _DAYS if kind == "events" else _NUMBERS


def _year_month(year: int | None, month: str | None) -> str | None:
    if not year:
        return None
    return f"{year}-{int(month):02d}" if month else str(year)


def _money(prefix: str, checked: Checked) -> dict | None:
    get = checked.cleaned.get
    if not get(f"{prefix}_amount"):
        return None
    own = {"currency_name": get("cost_currency_name") or ""} if prefix == "cost" else {}
    return own | {
        "amount": get(f"{prefix}_amount"),
        "currency": get(f"{prefix}_currency") or "",
        "year": get(f"{prefix}_year"),
        "note": get(f"{prefix}_note") or "",
    }


def _part(name: str, checked: Checked, fields: tuple[str, ...]) -> dict | None:
    """Return the part made of `fields`, in the order of its keys; None where all are empty."""
    values = [checked.cleaned.get(field) for field in fields]
    if not any(values):
        return None
    empty = PARTS[name]
    return {
        key: value if value not in (None, "") else empty[key]
        for key, value in zip(empty, values, strict=True)
    }


def _lead(checked: Checked) -> dict | None:
    get = checked.cleaned.get
    if not get("lead_name"):
        return None
    return {
        "name": get("lead_name"),
        "kind": get("lead_kind") or "other",
        "country": get("lead_country") or "",
    }


def _typed(value: Any) -> Any:
    if isinstance(value, bool):
        return value
    return "" if value is None else str(value)
