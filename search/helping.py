"""What the page says of how a question was understood, and ways on where nothing was found."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from django.urls import NoReverseMatch, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from . import available
from .asking import ask
from .facets import Chip
from .forms import Choice, address, without
from .query import QUOTED, Query, parse
from .understanding import Knowledge, Offer

# Each of these asks the engine once more, for an empty answer only.
MAX_CHIPS = 3  # filters that are left out one by one
MAX_FEWER = 4  # words and phrases that are left out one by one
MAX_NEAREST = 3  # words that near ones are named for
MAX_SHOWN = 5  # of one reason
# Reasons by which a word is read otherwise; what was read makes a sentence again.
READINGS = ("transliteration", "shlyokavitsa", "layout", "latin", "spelling", "sound")


@dataclass(frozen=True, slots=True)
class Told:
    """Things that were looked for as well for one reason: `texts` for „typed“, and why in words.

    `typed` is empty where it goes without saying. `more` counts the texts that are left out.
    """

    typed: str
    texts: str
    why: str
    more: int = 0


@dataclass(frozen=True, slots=True)
class Way:
    """A question that finds something where this one does not: what it is, how many it finds."""

    name: str
    address: str
    found: str = ""


@dataclass(frozen=True, slots=True)
class Help:
    """`told` with the address that asks only for what was typed; `full` is the way back.

    `offers` are filters. For an empty answer: `wider` ways that are less narrow, `nearest` words
    that practices have, `fewer` words that find something. `wanted` is the address at which the
    search becomes a public call.
    """

    told: tuple[Told, ...] = ()
    only_typed: str = ""
    full: str = ""
    offers: tuple[Choice, ...] = ()
    wider: tuple[Way, ...] = ()
    nearest: tuple[Way, ...] = ()
    fewer: tuple[Way, ...] = ()
    wanted: str = ""


def help_with(
    query: Query, knowledge: Knowledge | None, total: int, chips: Iterable[Chip] = ()
) -> Help:
    """Return what to say; asks the engine again only where nothing was found, MAX_ASKED times."""
    empty = total == 0
    wider = tuple(_wider(query, chips)) if empty else ()
    if knowledge is None or not query.asks:
        return Help(wider=wider)
    return Help(
        told=tuple(_told(query, None if empty else MAX_SHOWN)),
        only_typed=address(query, exact=True) if query.assumed and not empty else "",
        full=address(query, exact=False) if query.exact else "",
        offers=() if empty else tuple(_offers(query, knowledge)),
        wider=wider,
        nearest=tuple(_nearest(query, knowledge)) if empty else (),
        fewer=tuple(_fewer(query, knowledge)) if empty else (),
        wanted=_wanted(query.text),
    )


def _told(query: Query, limit: int | None) -> Iterator[Told]:
    """Yield one line for each reason and the words it is about."""
    read: dict[str, dict[str, list[str]]] = {}
    meant: dict[tuple[str, str], list[str]] = {}
    for assumption in query.assumed:
        why = reason(assumption.reason)
        if assumption.reason in READINGS:
            texts = read.setdefault(why, {}).setdefault(assumption.typed, [])
        else:
            texts = meant.setdefault((why, assumption.typed), [])
        if assumption.text not in texts:
            texts.append(assumption.text)
    for why, words in read.items():
        likeliest = " ".join(texts[0] for texts in words.values())
        others = [text for texts in words.values() for text in texts[1:]]
        yield Told("", ", ".join([likeliest, *others]), why)
    for (why, typed), texts in meant.items():
        said = "" if typed.lower() == query.text.lower() else typed
        yield Told(said, ", ".join(texts[:limit]), why, len(texts[limit:]) if limit else 0)


def reason(code: str) -> str:
    """Return the reason of an alternative in words."""
    words = {
        "transliteration": _("written in Latin letters"),
        "shlyokavitsa": _("written in Latin letters"),
        "layout": _("another keyboard was on"),
        "latin": _("a Latin name written in Cyrillic"),
        "spelling": _("a letter may be wrong"),
        "sound": _("it sounds the same"),
        "compound": _("others write it so"),
        "abbreviation": _("an abbreviation"),
        "abbreviated": _("abbreviated so"),
        "synonym:same": _("the same thing"),
        "synonym:official": _("another name for it"),
        "synonym:near": _("near in meaning"),
        "synonym:problem": _("how others solve it"),
        "english": _("in Bulgarian"),
        "reading:added": _("another form of the same word"),
        "place": _("a place"),
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


def _wider(query: Query, chips: Iterable[Chip]) -> Iterator[Way]:
    """Yield the same question, less narrow, where that finds something."""
    ways = []
    if query.section != "all":
        ways.append((_("Search in the whole text"), {"section": "all"}))
    listed = list(chips)
    if len(listed) > 1:
        for chip in listed[:MAX_CHIPS]:
            facet, _colon, values = chip.drop.partition(":")
            filters = without(query, facet, values.split(","))
            ways.append((_("Without “%(filter)s”") % {"filter": chip.name}, {"filters": filters}))
    if query.filters:
        ways.append((_("Without filters"), {"filters": {}}))
    if query.section != "all" and query.filters:
        ways.append((_("In the whole text, without filters"), {"section": "all", "filters": {}}))
    for name, changes in ways:
        if found := _practices(replace(query, **changes)):
            yield Way(name, address(query, **changes), found)
    if query.excluded or query.excluded_phrases or query.phrases:
        plain = "".join(c for c in query.text if c not in '„“”"«»')
        words = " ".join(word.lstrip("-−") for word in plain.split())
        asked = replace(parse(words, language=query.language), section=query.section)
        if found := _practices(replace(asked, filters=query.filters)):
            yield Way(_("Search for the words alone"), address(query, text=words), found)


def _nearest(query: Query, knowledge: Knowledge) -> Iterator[Way]:
    """Yield the question with a word that the index has in the place of one that it has not."""
    for word in query.words[:MAX_NEAREST]:
        typed = next((a.tokens for a in word.alternatives if a.reason == "typed"), ())
        if len(typed) != 1 or any(a.text for a in word.alternatives):
            continue
        for other in knowledge.speller.suggest(typed[0], knowledge.lemma):
            if not knowledge.in_index(other.tokens[0]):
                continue  # the tables know it, no practice has it
            text = query.text[: word.start] + other.tokens[0] + query.text[word.end :]
            yield Way(other.tokens[0], address(query, text=text))


def _fewer(query: Query, knowledge: Knowledge) -> Iterator[Way]:
    """Yield the question without one of its parts, where that finds something.

    Of words any was enough already (`asking`); a phrase is never given up without being asked.
    """
    if not query.phrases or len(query.phrases) + len(query.words) < 2:
        return
    spans = [(word.start, word.end) for word in query.words]
    spans += [match.span() for match in QUOTED.finditer(query.text) if not match["minus"]]
    for start, end in spans[:MAX_FEWER]:
        text = " ".join((query.text[:start] + " " + query.text[end:]).split())
        asked = parse(text, language=query.language, knowledge=knowledge)
        asked = replace(asked, section=query.section, filters=query.filters)
        if asked.asks and (found := _practices(asked)):
            yield Way(text, address(query, text=text), found)


def _practices(query: Query) -> str:
    """Return how many practices answer a question, with all of its words or with some; "" if none."""
    one = replace(query, page=1, page_size=1)
    hits = ask(available.search, one, (), lambda found: found.hits.total)[1].hits
    if not hits.total:
        return ""
    practices = ngettext("%(n)s practice", "%(n)s practices", hits.total) % {"n": hits.total}
    return _("More than %(practices)s") % {"practices": practices} if hits.at_least else practices


def _wanted(text: str) -> str:
    """Return where a search becomes a public call; nothing where the site has no such room."""
    try:
        return f"{reverse('wanted_new')}?{urlencode({'q': text})}"
    except NoReverseMatch:
        return ""
