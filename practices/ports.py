"""What the practices ask of rooms they may not import; those plug themselves in at start-up.

A port with nothing plugged in answers with nothing: the feature is absent, not broken.
"""

from collections.abc import Callable, Collection, Iterable
from datetime import date, datetime
from typing import NamedTuple

RelatedPractices = Callable[[str, str, int], list[str]]
NearPractices = Callable[[str, str, int], list[str]]
NominationCounts = Callable[[list[str]], dict[str, int]]


class Occasion(NamedTuple):
    """What a proposal was sent for: its reference (?za=…), its title, its public address."""

    reference: str
    title: str
    url: str


class Standing(NamedTuple):
    """Whether a practice still works, as its contact said.

    `state`: one of STANDINGS, or "unknown". `confirmed_on`: the last „да, действа“; `said_on`: the
    last answer, whatever it was. `is_old`: confirmed over two years ago. `day`: since when the
    state is known, the date to show beside it.
    """

    state: str
    confirmed_on: date | None
    said_on: date | None
    is_old: bool
    day: date | None = None


# What can be known of the life of a practice, as readers choose by it.
STANDINGS = ("running", "changed", "stopped", "silent")


class Assessment(NamedTuple):
    """What reviewers and editors found a practice worth, once that is announced.

    `level` 0 to 4 and `badge` ("", "promising", "good", "proven") are codes, the names are in the
    reader's language. `announced_on`: since when it is public; `text_of`: the day of the text that
    was rated, which may have changed since.
    """

    level: int
    level_name: str
    badge: str
    badge_name: str
    announced_on: date
    text_of: date


OccasionOf = Callable[[str], Occasion | None]
StandingsOf = Callable[[Collection[str]], dict[str, Standing]]
StandingsSince = Callable[[datetime], list[str]]
AssessmentOf = Callable[[str], Assessment | None]
WorkdaysAfter = Callable[[date, int], date]
SendersOf = Callable[[list[str]], dict[str, str]]
ChangePath = Callable[[int, str], str]


class _Port:
    """A socket for one function of a room above."""

    function: Callable | None = None


_related = _Port()
_near = _Port()
_counter = _Port()
_by_reference = _Port()
_by_proposal = _Port()
_standings = _Port()
_standings_since = _Port()
_assessment = _Port()
_workdays = _Port()
_senders = _Port()
_change_path = _Port()


def register_related(function: RelatedPractices) -> None:
    """Plug in `function(pid, language, limit) -> pids`, nearest first."""
    _related.function = function


def related(pid: str, language: str, limit: int = 3) -> list[str]:
    """Return the numbers of up to `limit` practices like `pid`, nearest first."""
    return _related.function(pid, language, limit) if _related.function else []


def register_near(function: NearPractices) -> None:
    """Plug in `function(text, language, limit) -> pids`, nearest first."""
    _near.function = function


def near(text: str, language: str, limit: int) -> list[str]:
    """Return the numbers of up to `limit` public practices near a text, nearest first."""
    return _near.function(text, language, limit) if _near.function else []


def register_counter(function: NominationCounts) -> None:
    """Plug in `function(pids) -> {pid: nominations}`; numbers without any may be missing."""
    _counter.function = function


def nomination_counts(pids: Iterable[str]) -> dict[str, int]:
    """Return {pid: number of nominations} with a zero for those that have none."""
    wanted = list(pids)
    counts = _counter.function(wanted) if _counter.function and wanted else {}
    return {pid: counts.get(pid, 0) for pid in wanted}


def register_occasions(by_reference: OccasionOf, by_proposal: OccasionOf) -> None:
    """Plug in what knows why proposals are sent: by ?za= of the form, by number of a proposal."""
    _by_reference.function = by_reference
    _by_proposal.function = by_proposal


def occasion(reference: str) -> Occasion | None:
    """Return what a proposal would be sent for that names `reference`; None for nothing known."""
    return _by_reference.function(reference) if _by_reference.function and reference else None


def occasion_of(proposal: str) -> Occasion | None:
    """Return what the proposal with this number was sent for."""
    return _by_proposal.function(proposal) if _by_proposal.function else None


def register_standings(function: StandingsOf, since: StandingsSince) -> None:
    """Plug in `function(pids) -> {pid: Standing}` and `since(moment) -> pids`, a query each."""
    _standings.function, _standings_since.function = function, since


def standings(pids: Collection[str]) -> dict[str, Standing]:
    """Return {pid: what is known of its life}; those of which nobody said anything are missing."""
    return _standings.function(pids) if _standings.function and pids else {}


def standing(pid: str) -> Standing | None:
    """Return what is known of the life of one practice."""
    return standings([pid]).get(pid)


def standings_since(moment: datetime) -> list[str]:
    """Return the numbers of practices whose standing changed since then."""
    return _standings_since.function(moment) if _standings_since.function else []


def register_assessment(function: AssessmentOf) -> None:
    """Plug in `function(pid) -> Assessment | None`, at most one query."""
    _assessment.function = function


def assessment(pid: str) -> Assessment | None:
    """Return what a practice was found worth; None where nothing is announced."""
    return _assessment.function(pid) if _assessment.function else None


def register_workdays(function: WorkdaysAfter) -> None:
    """Plug in `function(day, count) -> day`: so many working days later."""
    _workdays.function = function


def workdays_after(day: date, count: int) -> date | None:
    """Return the day that is `count` working days after `day`; None where nobody knows them."""
    return _workdays.function(day, count) if _workdays.function else None


def register_senders(function: SendersOf) -> None:
    """Plug in `function(pids) -> {pid: address of who sent the proposal}`, at most one query."""
    _senders.function = function


def senders(pids: list[str]) -> dict[str, str]:
    """Return the addresses of who proposed these practices, as long as they are kept."""
    return _senders.function(pids) if _senders.function and pids else {}


def register_change_path(function: ChangePath) -> None:
    """Plug in `function(page_id, role) -> path`, "" for nobody; at most 3 queries, reads only."""
    _change_path.function = function


def change_path(page_id: int | None, role: str) -> str:
    """Return the signed address at which a "sender" or a "contact" proposes changes of a page.

    "" where there is no such person, or nothing that takes proposals.
    """
    return _change_path.function(page_id, role) if _change_path.function and page_id else ""
