"""A loud word where the index of suggestions and the code would disagree about what a word is."""

from collections.abc import Sequence

from django.core.checks import CheckMessage, Tags, Warning, register  # noqa: A004
from django.db import DatabaseError

from . import sync


def register_all() -> None:
    """Register the check; it asks the database, so only `check --database default` runs it."""
    register(index_is_current, Tags.database)


def index_is_current(
    *, databases: Sequence[str] | None = None, **_kwargs: object
) -> list[CheckMessage]:
    """Warn when the index is missing or was made by other rules than those of this code."""
    if "default" not in (databases or ()):
        return []
    try:
        current = sync.is_current()
    except DatabaseError:
        # Not migrated yet; Django's own checks say so.
        return []
    if current:
        return []
    return [
        Warning(
            "The index of suggestions is missing or was made by other rules of the language.",
            hint="Run `manage.py suggestions_rebuild`; the worker does it by itself in a minute.",
            id="suggestions.W001",
        )
    ]
