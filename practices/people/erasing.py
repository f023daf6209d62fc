"""Export, preview and erasure of one person, room by room. Every way to them leads through here."""

import hashlib
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from practices import personal
from practices.people.models import Erasure
from practices.personal import Fate


@dataclass(frozen=True, slots=True)
class Found:
    """What becomes of everything kept under an address: room → its things, empty rooms left out."""

    fates: dict[str, list[Fate]]

    @property
    def total(self) -> int:
        """How many things lose something."""
        return sum(self.counts.values())

    @property
    def counts(self) -> dict[str, int]:
        counts = {name: sum(bool(fate.gone) for fate in rows) for name, rows in self.fates.items()}
        return {name: count for name, count in counts.items() if count}

    @property
    def fingerprint(self) -> str:
        """Return a hash of exactly what was shown: another match since is another one."""
        shown = repr([(name, [*map(tuple, rows)]) for name, rows in self.fates.items()])
        return hashlib.sha256(shown.encode()).hexdigest()


def address(text: str) -> str:
    """Return an address without spaces around it.

    :raises ValidationError: if it is none.
    """
    text = text.strip()
    validate_email(text)
    return text


def export(mail: str) -> dict[str, list[dict]]:
    """Return {room: what it keeps under an address}, in the order of the names; rows may be none."""
    return {name: room.rows(mail) for name, room in sorted(personal.rooms().items())}


def preview(mail: str) -> Found:
    """Return what an erasure would do, by doing it and taking it back: it cannot say otherwise."""
    fates: dict[str, list[Fate]] = {}
    with transaction.atomic():
        for name, room in personal.rooms().items():
            fates[name] = room.erase(mail)
        transaction.set_rollback(True)
    return _found(fates)


def erase(mail: str, *, actor=None, request: str = "") -> Found:
    """Erase a person from every room, one transaction each; return what became of what.

    A room that fails leaves the earlier ones done; called again it goes on with the rest. Effects:
    those of each room; a row Erasure without the address, unless there was nothing.

    :raises ValidationError: if `request` holds an address: it would be kept.
    """
    if "@" in request:
        raise ValidationError("the record of an erasure names nobody")
    fates = {}
    try:
        for name, room in personal.rooms().items():
            with transaction.atomic():
                fates[name] = room.erase(mail)
    finally:
        found = _found(fates)
        if found.total:
            name = (actor.get_full_name() or actor.get_username()) if actor else ""
            Erasure.objects.create(
                actor=actor, actor_name=name[:150], request=request[:60], counts=found.counts
            )
    return found


def _found(fates: dict[str, list[Fate]]) -> Found:
    return Found({name: rows for name, rows in fates.items() if rows})
