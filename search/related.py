"""„Подобни практики“ and likely doubles: what the practices ask through their ports."""

from .engines.alike import alike, lemmas_of
from .engines.base import Key
from .engines.chosen import database_engine


def related(pid: str, language: str, limit: int) -> list[str]:
    """Return the numbers of the practices most like one, nearest first, in one query.

    A practice without a text in this language is compared by the text its readers see.
    """
    return database_engine().related(Key(pid, language), limit)


def near(text: str, language: str, limit: int) -> list[str]:
    """Return the numbers of practices that readers of `language` meet, nearest to a text first."""
    return alike(database_engine(), Key("", language), lemmas_of(text), limit)
