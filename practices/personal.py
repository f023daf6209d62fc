"""The port for what is kept about people: each room says what it has and erases it itself.

A room plugs itself in when it starts; `practices.people` asks all of them at once, for the person
(export, erasure) and never for the site.
"""

from collections.abc import Callable
from typing import NamedTuple


class Fate(NamedTuple):
    """What becomes of one thing when its person is erased, in the reader's words.

    `item`: how an editor knows it (number and title). `gone`: what is erased, "" for nothing.
    `kept`: what stays and why, "" for nothing.
    """

    item: str
    gone: str
    kept: str = ""


class Room(NamedTuple):
    """What a room does for a person.

    `rows(mail)` returns what it keeps, as JSON values by column. `erase(mail)` erases and returns
    what became of each thing; called again it finds nothing more to erase. It may be rolled back:
    files go on commit.
    """

    rows: Callable[[str], list[dict]]
    erase: Callable[[str], list[Fate]]


_rooms: dict[str, Room] = {}


def register(
    name: str, rows: Callable[[str], list[dict]], erase: Callable[[str], list[Fate]]
) -> None:
    """Plug in a room under the word for its rows in an export."""
    _rooms[name] = Room(rows, erase)


def rooms() -> dict[str, Room]:
    """Return the rooms in the order in which they plugged in, which is that of INSTALLED_APPS."""
    return dict(_rooms)
