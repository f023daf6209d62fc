"""„Подобни практики“: what the practices ask through their port."""

from .engines.base import Key
from .engines.chosen import database_engine


def related(pid: str, language: str, limit: int) -> list[str]:
    """Return the numbers of the practices most like one, nearest first, in one query.

    A practice without a text in this language is compared by the text its readers see.
    """
    return database_engine().related(Key(pid, language), limit)
