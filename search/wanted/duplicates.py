"""Which open calls look for the same: by the lemmas of their titles and words."""

from dataclasses import dataclass

from search.bulgarian import analyse, is_stop_word
from search.wanted.models import Call

ALIKE = 0.4  # of the words of the shorter of the two
MOST = 5
COMPARED = 2000  # open calls, the newest
# What every call says.
_COMMON = frozenset({"търся", "практика", "община", "искам", "имам", "нуждая", "решение", "опит"})


@dataclass(frozen=True, slots=True)
class Double:
    """An open call that may be the same, and how much of it is (0–1)."""

    call: Call
    share: float


def telling(text: str) -> frozenset[str]:
    """Return the lemmas of a text that carry its subject."""
    lemmas = (token.lemma for token in analyse(text) if not is_stop_word(token.exact))
    return frozenset(lemmas) - _COMMON


def share(first: frozenset[str], second: frozenset[str]) -> float:
    """Return which part of the words of the shorter the other has too; two at least count."""
    both = len(first & second)
    if both < min(2, len(first), len(second)):
        return 0.0
    smaller = min(len(first), len(second))
    return both / smaller if smaller else 0.0


def likely(call: Call) -> list[Double]:
    """Return the open calls most like one, in one query."""
    mine = telling(f"{call.title} {call.words}")
    others = Call.objects.open().with_followers().exclude(pk=call.pk)
    rows = others.order_by("-published_at")[:COMPARED]
    doubles = [Double(row, share(mine, telling(f"{row.title} {row.words}"))) for row in rows]
    alike = [double for double in doubles if double.share >= ALIKE]
    return sorted(alike, key=lambda double: -double.share)[:MOST]
