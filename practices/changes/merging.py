"""Three versions of a practice, field by field: what is public, what it was, what is wanted. Pure.

A field is a key of a full entry (practices.entry); a value is anything JSON holds.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

# Their order says nothing.
UNORDERED = frozenset({"municipalities", "themes", "prerequisites", "target_groups"})


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants of one field.

    `old` is what they saw. `add`: `new` is a list to come below what is there; otherwise `new`
    replaces it.
    """

    old: Any
    new: Any
    add: bool = False


@dataclass(frozen=True, slots=True)
class Merged:
    """What the wishes come to: {field: value} to set, fields that say so already, and clashes.

    `both`: somebody else changed the field meanwhile; {field: what the wish would make of it}.
    """

    clean: dict[str, Any] = field(default_factory=dict)
    done: frozenset[str] = frozenset()
    both: dict[str, Any] = field(default_factory=dict)


def merge(wishes: Mapping[str, Wish], now: Mapping[str, Any]) -> Merged:
    """Return what `wishes` come to over `now`, which has every field they name."""
    clean, both, done = {}, {}, set()
    for name, wish in wishes.items():
        value = wanted(name, wish, now[name])
        if alike(name, value, now[name]):
            done.add(name)
        elif wish.add or alike(name, wish.old, now[name]):
            clean[name] = value
        else:
            both[name] = value
    return Merged(clean, frozenset(done), both)


def wanted(name: str, wish: Wish, now: Any) -> Any:
    """Return the value of a field once a wish is granted; what is added stands below, once."""
    if not wish.add:
        return wish.new
    there = list(now or [])
    return there + [item for item in wish.new if item not in there]


def alike(name: str, one: Any, other: Any) -> bool:
    """Tell whether two values of a field say the same; nothing is as good as an empty list."""
    if name in UNORDERED:
        return sorted(one or []) == sorted(other or [])
    return (one or None) == (other or None)
