"""A loud word where an index and the code would disagree about what a token is."""

from collections.abc import Sequence

from django.core.checks import CheckMessage, Tags, Warning, register  # noqa: A004
from django.db import DatabaseError

from .available import SearchUnavailable, translated
from .engines.chosen import database_engine, elasticsearch_engine


def register_all() -> None:
    """Register the checks; they ask the database, so only `check --database default` runs them."""
    register(index_is_current, Tags.database)


def index_is_current(
    *, databases: Sequence[str] | None = None, **_kwargs: object
) -> list[CheckMessage]:
    """Warn when an index is missing, or was made by other rules than those of this code."""
    messages = []
    for alias in databases or ():
        try:
            engine = database_engine(alias)
            state = engine.health()
        except DatabaseError:
            # Not migrated yet; Django's own checks say so.
            continue
        if state.ready and not state.current:
            messages.append(_outdated(engine.name, state.normaliser))
    engine = elasticsearch_engine() if databases else None
    if engine:
        try:
            with translated():
                state = engine.health()
        except SearchUnavailable as error:
            messages.append(
                Warning(
                    f"Elasticsearch does not answer ({error}).",
                    hint="Readers are served by the database's engine meanwhile.",
                    id="search.W002",
                )
            )
        else:
            if not state.current:
                messages.append(_outdated(engine.name, state.normaliser))
    return messages


def _outdated(engine: str, made_by: str) -> CheckMessage:
    return Warning(
        f"The {engine} index is missing or was made by another normaliser ({made_by or 'none'}).",
        hint="Run `manage.py search_rebuild`; the worker does it by itself within a minute.",
        id="search.W001",
    )
