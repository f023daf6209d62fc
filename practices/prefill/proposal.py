"""What a rule found: a value, the words that gave it and the sentence they stand in."""

from dataclasses import dataclass
from typing import Any

FIELDS = (
    "title",
    "background",
    "practice",
    "results",
    "municipalities",
    "partners",
    "funding",
    "project_codes",
    "cost",
    "period",
    "duration_months",
    "target_groups",
    "events",
    "documents",
    "publications",
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """One value for one field of a full entry.

    `value` is JSON in the shape of the entry's field or of one of its rows. `start` and `end` are
    the offsets, in the text as given, of the shortest stretch that holds every word of the value;
    `sentence` are those of the sentence it begins in. `note` names the rule, for whoever corrects
    the rules; it is not shown to people.
    """

    field: str
    value: Any
    start: int
    end: int
    sentence: tuple[int, int]
    note: str = ""
