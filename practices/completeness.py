"""How complete a record is: one gauge for submitter, editor and reader. Pure."""

from collections.abc import Callable


def has_measured_results(document: dict) -> bool:
    """A change that somebody measured or computed; work done and plans do not count."""
    return any(
        m["nature"] == "outcome" and m["kind"] != "claimed" and m["after"] and not m["planned"]
        for m in document["measures"]
    )


def has_contact(contact: dict) -> bool:
    return bool(contact["phone"] or contact["fax"] or contact["has_email"])


# What a reader misses most when it is absent weighs most. The weights add up to 100.
_CHECKS: list[tuple[str, int, Callable[[dict], bool]]] = [
    ("background", 8, lambda d: bool(d["background"])),
    ("practice", 8, lambda d: bool(d["practice"])),
    ("results", 8, lambda d: bool(d["results"])),
    ("measured_results", 14, has_measured_results),
    ("cost", 10, lambda d: d["cost"] is not None),
    ("period", 6, lambda d: bool(d["period"]["start"] or d["period"]["end"])),
    ("steps", 6, lambda d: bool(d["steps"])),
    ("documents", 8, lambda d: any(doc["file"] or doc["url"] for doc in d["documents"])),
    ("contact", 8, lambda d: has_contact(d["contact"])),
    ("funding", 4, lambda d: bool(d["funding"])),
    ("target_groups", 3, lambda d: bool(d["target_groups"] or d["target_groups_note"])),
    ("what_failed", 5, lambda d: bool(d["what_failed"] or d["what_failed_restricted"])),
    ("limits", 4, lambda d: bool(d["limits"] or d["adapt_notes"])),
    ("staff_effort", 3, lambda d: bool(d["staff_effort"]["person_months"])),
    ("legal_basis", 2, lambda d: bool(d["legal_basis"])),
    ("gallery", 3, lambda d: bool(d["gallery"])),
]


def completeness(document: dict) -> dict:
    """Return {"score": 0–100, "gaps": [codes]} for a record document."""
    gaps = [code for code, _weight, filled in _CHECKS if not filled(document)]
    score = sum(weight for code, weight, _filled in _CHECKS if code not in gaps)
    return {"score": score, "gaps": gaps}
