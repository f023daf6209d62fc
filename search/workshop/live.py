"""The rows of editors that are in force, as the search takes them; read when they change.

`rows` is plugged into `search.ports` and asked once a minute by every process. `promoted` is asked
with every question and looks at what was read then: no query of its own.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Max

from search.bulgarian import analyse, is_stop_word
from search.bulgarian.phrases import one_per_word
from search.query import Query
from search.understanding import NO_ROWS, Rows

from .choices import Kind, State
from .models import Rule, RuleEvent

MAX_RULES = 5000  # in force at once; more belong into the tables of the repository
MAX_PROMOTED = 3  # practices above an answer

Promotions = dict[frozenset[str], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class InForce:
    """What editors put live: rows of meanings, and practices on top of the answers to questions."""

    rows: Rows = NO_ROWS
    promotions: Promotions = field(default_factory=dict)


class _Kept:
    """What this process read, and the last change that it knows of."""

    stamp: tuple[int, int] | None = None
    in_force = InForce()


def rows() -> Rows:
    """Return the rows in force; one query, and one more after a change."""
    # Both numbers: a change that began before the last one may be committed after it.
    found = RuleEvent.objects.aggregate(last=Max("pk"), count=Count("pk"))
    stamp = (found["last"] or 0, found["count"])
    if stamp != _Kept.stamp:
        _Kept.in_force = in_force(live_rules()) if found["count"] else InForce()
        _Kept.stamp = stamp
    return _Kept.in_force.rows


def forget() -> None:
    """Read the rows anew at the next look."""
    _Kept.stamp, _Kept.in_force = None, InForce()


def promoted(query: Query) -> list[str]:
    """Return the numbers of the practices that editors put above the answer to a question."""
    promotions = _Kept.in_force.promotions
    return list(promotions.get(key(query.text), ())) if promotions else []


def live_rules() -> list[Rule]:
    """Return the rules that are in force, the oldest first."""
    return list(Rule.objects.filter(state=State.LIVE).order_by("pk")[:MAX_RULES])


def in_force(rules: Iterable[Rule]) -> InForce:
    """Return what some rules say, as the search takes it."""
    of_kind: dict[str, list[Rule]] = {kind: [] for kind in Kind}
    for rule in rules:
        of_kind[rule.kind].append(rule)
    found = Rows(
        synonyms=tuple(rule.group() for rule in of_kind[Kind.SYNONYM]),
        abbreviations=tuple(rule.abbreviation() for rule in of_kind[Kind.ABBREVIATION]),
        english=tuple(rule.entry() for rule in of_kind[Kind.ENGLISH]),
        readings=tuple(
            (form, word)
            for rule in of_kind[Kind.READING]
            for form in rule.terms
            for word in rule.answers
        ),
    )
    promotions: Promotions = {}
    for rule in of_kind[Kind.PROMOTED]:
        for question in rule.terms:
            before = promotions.get(key(question), ())
            pids = tuple(dict.fromkeys((*before, *rule.answers)))
            promotions[key(question)] = pids[:MAX_PROMOTED]
    return InForce(found, promotions)


def key(question: str) -> frozenset[str]:
    """Return what makes two questions the same: their telling words, in any form and order."""
    words = one_per_word(analyse(question))
    telling = frozenset(word.lemma for word in words if not is_stop_word(word.exact))
    return telling or frozenset(word.lemma for word in words)
