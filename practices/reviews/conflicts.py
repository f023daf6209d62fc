"""Conflict of interest, as far as a register can tell. Pure."""

from dataclasses import dataclass

from practices.reviews.choices import Conflict


@dataclass(frozen=True, slots=True)
class Declared:
    """What a reviewer declared: codes of a municipality and its oblast ("" for none), keys."""

    user: int | None
    municipality: str = ""
    oblast: str = ""
    organisations: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Subject:
    """Who stands behind a practice: its authors, places and organisations, the leading one too."""

    users: frozenset[int] = frozenset()
    municipalities: frozenset[str] = frozenset()
    oblasti: frozenset[str] = frozenset()
    organisations: frozenset[int] = frozenset()


def conflict(declared: Declared, subject: Subject) -> Conflict | None:
    """Return the nearest tie between a reviewer and a practice, None if there is none known."""
    if declared.user in subject.users:
        return Conflict.AUTHOR
    if declared.municipality and declared.municipality in subject.municipalities:
        return Conflict.MUNICIPALITY
    if declared.organisations & subject.organisations:
        return Conflict.ORGANISATION
    if declared.oblast and declared.oblast in subject.oblasti:
        return Conflict.OBLAST
    return None
