"""Practices that may already be what somebody is about to ask for."""

from dataclasses import dataclass, replace

from practices.listing import Card, cards_of
from search import available
from search.wanted.listening import understood

MOST = 3


@dataclass(frozen=True, slots=True)
class Existing:
    """A practice to look at before asking."""

    pid: str
    card: Card


def existing(asked: str, title: str, language: str) -> list[Existing]:
    """Return the first practices that the search finds for a call, at most MOST.

    For its title; and, where that finds nothing, for what was searched for before.
    """
    for text in dict.fromkeys(filter(None, [title, asked])):
        pids = found_for(text, language)
        if pids:
            cards = {card.pid: card for card in cards_of(pids, language)}
            return [Existing(pid, cards[pid]) for pid in pids if pid in cards]
    return []


def found_for(text: str, language: str, most: int = MOST) -> list[str]:
    """Return the numbers of the practices that answer a question best.

    Those with what the search requires, else those with half of its words; it is not widened
    further, because what is shown here holds somebody up.
    """
    query = understood(text, language)
    for asked in (query, replace(query, relaxed=True)) if query.asks else ():
        hits = available.search(replace(asked, page_size=most)).hits.hits
        if hits:
            return [hit.pid for hit in hits]
    return []
