"""What is kept about who proposed a change, for that person to read."""

from practices.changes.models import ProposedChange

_COLUMNS = (
    *("role", "email", "language", "state", "fields", "typed", "why", "source", "reason"),
    *("granted", "created_at", "decided_at", "erase_after"),
)


def changes_of(mail: str) -> list[dict]:
    """Return the changes proposed from an address, with their trail (2 queries); no editor's name."""
    rows = ProposedChange.objects.filter(email__iexact=mail).order_by("created_at", "pk")
    rows = rows.select_related("page").prefetch_related("events")
    return [
        {name: getattr(row, name) for name in _COLUMNS}
        | {
            "practice": row.page.pid,
            "trail": [
                {"step": event.step, "at": event.at, "text": event.text}
                for event in row.events.all()
            ],
        }
        for row in rows
    ]
