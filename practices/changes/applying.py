"""Granted fields of a proposed change onto a draft of the page; nothing else of it moves."""

from collections.abc import Iterable, Mapping
from typing import Any

from practices.changes.page_entry import entry_of
from practices.changes.richtext import rewritten
from practices.entry import SECTIONS, page_from, store_related, whole
from practices.models import PracticePage

_ATTRIBUTES: dict[str, tuple[str, ...]] = {
    "start": ("start_year", "start_month"),
    "end": ("end_year", "end_month"),
    "cost": ("cost_amount", "cost_currency", "cost_currency_name", "cost_year", "cost_note"),
    "running_cost": ("running_amount", "running_currency", "running_year", "running_note"),
    "staff_effort": ("person_months", "staff_roles"),
    "participation": ("participation_level", "participation_note"),
    "contact": ("contact_organisation", "contact_phone", "contact_fax"),
    "inspired_by": ("inspiration", "inspired_by_text"),
}
_REGISTERS = ("municipalities", "themes", "prerequisites", "target_groups")
_ROWS = (
    *("steps", "measures", "funding", "partners", "events", "publications", "legal_basis"),
    *("documents", "sources", "project_codes"),
)


def apply(draft: PracticePage, granted: Mapping[str, Any]) -> None:
    """Give `draft` the values of `granted` ({key of an entry: value}); saves only new registers.

    A document or publication keeps its file; a new one has none.
    """
    fresh = page_from(whole(entry_of(draft) | dict(granted)))
    for key in granted:
        if key in SECTIONS:
            setattr(draft, key, rewritten(getattr(draft, key), granted[key]))
        elif key in _REGISTERS or key in _ROWS:
            rows = list(getattr(fresh, key).all())
            if key in ("documents", "publications"):
                _keep_files(getattr(draft, key).all(), rows, granted[key])
            setattr(draft, key, rows)
        else:
            for name in _ATTRIBUTES.get(key, (key,)):
                setattr(draft, name, getattr(fresh, name))
    store_related(draft)


def _keep_files(old: Iterable, new: list, described: list[dict]) -> None:
    """Give the rows of `new` the files that the page has already; no other file can be named."""
    rows = list(old)
    by_key = {str(row.file_id): row.file for row in rows if row.file_id}
    by_title = {row.title: row.file for row in rows if row.file_id}
    for row, words in zip(new, described, strict=True):
        named = by_key.get(words.get("file") or "")
        row.file = named or (None if "file" in words else by_title.get(row.title))
