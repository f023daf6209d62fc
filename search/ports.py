"""What the search asks of rooms it may not import; those plug themselves in at start-up.

A port with nothing plugged in answers with nothing: the feature is absent, not broken.
"""

from collections.abc import Callable

from .query import Query
from .understanding import NO_ROWS, Rows

Promoted = Callable[[Query], list[str]]


class _Port:
    """A socket for one function of a room above."""

    function: Callable | None = None


_promoted = _Port()
_rows = _Port()


def register_promoted(function: Promoted) -> None:
    """Plug in `function(query) -> pids` of the practices that editors put above an answer."""
    _promoted.function = function


def promoted(query: Query) -> list[str]:
    """Return the numbers of the practices that editors chose for this very question."""
    return _promoted.function(query) if _promoted.function else []


def register_rows(function: Callable[[], Rows]) -> None:
    """Plug in what returns the rows that editors added to the tables of meanings.

    It is asked once a minute by every process, and returns the same object while nothing changed.
    """
    _rows.function = function


def rows() -> Rows:
    """Return the rows of editors that are in force now."""
    return _rows.function() if _rows.function else NO_ROWS
