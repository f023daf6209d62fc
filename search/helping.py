"""What the page says of how a question was understood, and ways on where nothing was found."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from . import available
from .forms import Choice, address
from .query import Query, parse
from .understanding import Assumption, Knowledge, Offer, Word

MAX_DROPPED = 4  # words that are left out one by one; each asks the engine once
MAX_NEAREST = 3  # words that near ones are named for


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that was looked for as well: „typed“ → „text“, and why in words."""

    typed: str
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Help:
    """`told` with the address that asks only for what was typed; `full` is the way back.

    `offers` are filters; `nearest` and `dropped` are for an empty answer only.
    """

    told: tuple[Told, ...] = ()
    only_typed: str = ""
    full: str = ""
    offers: tuple[Choice, ...] = ()
    nearest: tuple[Choice, ...] = ()
    dropped: tuple[Choice, ...] = ()


def help_with(query: Query, knowledge: Knowledge | None, total: int) -> Help:
    """Return what to say; asks the engine again only where nothing was found."""
    if knowledge is None or not query.asks:
        return Help()
    empty = total == 0
    return Help(
        told=tuple(_told(told) for told in query.assumed),
        only_typed=address(query, exact=True) if query.assumed else "",
        full=address(query, exact=False) if query.exact else "",
        offers=tuple(_offers(query, knowledge)),
        nearest=tuple(_nearest(query, knowledge)) if empty else (),
        dropped=tuple(_dropped(query, knowledge)) if empty else (),
    )


def _told(told: Assumption) -> Told:
    return Told(told.typed, told.text, reason(told.reason))


def reason(code: str) -> str:
    """Return the reason of an alternative in words, after „because“."""
    words = {
        "transliteration": _("written in Latin letters"),
        "shlyokavitsa": _("written in Latin letters"),
        "layout": _("another keyboard was on"),
        "latin": _("a Latin name written in Cyrillic"),
        "spelling": _("a letter may be wrong"),
        "sound": _("it sounds the same"),
        "compound": _("others write it so"),
        "abbreviation": _("it is an abbreviation"),
        "abbreviated": _("it is abbreviated so"),
        "synonym:same": _("it is the same thing"),
        "synonym:official": _("the other name, official or everyday"),
        "synonym:near": _("it is near in meaning"),
        "synonym:problem": _("this is how others solve it"),
        "english": _("in Bulgarian"),
        "reading:added": _("it is another form of the same word"),
        "place": _("it is a place"),
    }
    return words.get(code, _("it may be meant"))


def _offers(query: Query, knowledge: Knowledge) -> Iterator[Choice]:
    for offer in query.offers:
        if offer.facet not in query.filters:
            filters = {**query.filters, offer.facet: offer.values}
            name = _offered(offer, knowledge, query.language)
            yield Choice(name, address(query, filters=filters), False)


def _offered(offer: Offer, knowledge: Knowledge, language: str) -> str:
    if offer.facet == "year":
        first, last = offer.values[0], offer.values[-1]
        return _("Only %(years)s") % {"years": first if first == last else f"{first}–{last}"}
    for facet, value, bulgarian, english in knowledge.place_names:
        if (facet, value) == (offer.facet, offer.values[0]):
            name = english if language == "en" and english else bulgarian
            if facet == "oblast":
                return _("Only the oblast of %(place)s") % {"place": name}
            return _("Only the municipality of %(place)s") % {"place": name}
    return offer.typed


def _nearest(query: Query, knowledge: Knowledge) -> Iterator[Choice]:
    """Yield the question with a word that the index has in the place of one that it has not."""
    for word in query.words[:MAX_NEAREST]:
        typed = next((a.tokens for a in word.alternatives if a.reason == "typed"), ())
        if len(typed) != 1 or any(a.text for a in word.alternatives):
            continue
        for other in knowledge.speller.suggest(typed[0], knowledge.lemma):
            text = query.text[: word.start] + other.tokens[0] + query.text[word.end :]
            yield Choice(other.tokens[0], address(query, text=text), False)


def _dropped(query: Query, knowledge: Knowledge) -> Iterator[Choice]:
    """Yield the question without one of its words, where that finds something."""
    if len(query.words) < 2:
        return
    for word in query.words[:MAX_DROPPED]:
        text = _without(query, word)
        asked = parse(text, language=query.language, knowledge=knowledge)
        asked = replace(asked, section=query.section, filters=query.filters, page_size=1)
        total = available.search(asked).hits.total if asked.asks else 0
        if total:
            found = ngettext("%(n)s practice", "%(n)s practices", total) % {"n": total}
            yield Choice(f"{text} – {found}", address(query, text=text), False)


def _without(query: Query, word: Word) -> str:
    return " ".join((query.text[: word.start] + " " + query.text[word.end :]).split())
