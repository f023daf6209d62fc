"""How complete a practice is: one gauge for submitter, editor and reader. Pure.

    completeness(document)              # of a record document
    completeness(record_shape(entry))   # of an entry, whole or just begun

What a gap is called and how it is filled is said in practices/gaps.py.
"""

from collections.abc import Callable


def has_measured_results(document: dict) -> bool:
    """A change that somebody measured or computed; work done and plans do not count."""
    return any(
        m["nature"] == "outcome" and m["kind"] != "claimed" and m["after"] and not m["planned"]
        for m in document["measures"]
    )


def is_measured_result(measure: dict) -> bool:
    """A change that somebody measured, as the claim ledger says it of a number: not computed."""
    return bool(
        measure["nature"] == "outcome"
        and measure["kind"] == "measured"
        and measure["after"]
        and not measure["planned"]
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


WEIGHTS = {code: weight for code, weight, _filled in _CHECKS}
_SECTIONS = ("background", "practice", "results", "what_failed", "limits", "adapt_notes")
_LISTS = ("measures", "documents", "steps", "funding", "target_groups", "legal_basis", "gallery")


def is_record(document: dict) -> bool:
    """Whether a dict is a record document and not an entry."""
    return "schema_version" in document


def record_shape(entry: dict) -> dict:
    """Return what the gauge reads of an entry, in the shape of a record document.

    Keys may be missing, so a short proposal and a form just begun are measured alike. A value that
    the form left empty is a gap, whatever its type.
    """
    contact = entry.get("contact") or {}
    shown = contact.get("consent", True)
    return {
        **{name: _has_words(entry.get(name)) for name in _SECTIONS},
        **{name: entry.get(name) or [] for name in _LISTS},
        "what_failed_restricted": entry.get("what_failed_visible_to", "all") != "all"
        and _has_words(entry.get("what_failed")),
        "measures": [_EMPTY_MEASURE | row for row in entry.get("measures") or []],
        "documents": [_EMPTY_DOCUMENT | row for row in entry.get("documents") or []],
        "cost": entry.get("cost") if (entry.get("cost") or {}).get("amount") else None,
        "period": {"start": entry.get("start"), "end": entry.get("end")},
        "contact": {
            "phone": shown and contact.get("phone"),
            "fax": shown and contact.get("fax"),
            "has_email": bool(contact.get("email")),
        },
        "target_groups_note": entry.get("target_groups_note"),
        "staff_effort": {"person_months": (entry.get("staff_effort") or {}).get("person_months")},
    }


_EMPTY_MEASURE = {"nature": "", "kind": "claimed", "after": "", "planned": False}
_EMPTY_DOCUMENT = {"file": None, "url": ""}


def _has_words(value: str | list[str] | None) -> bool:
    """Whether a section, as one text or a list of paragraphs, says anything."""
    return bool("".join(value or "").strip())
