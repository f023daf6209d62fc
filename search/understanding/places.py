"""Municipalities and oblasts: they raise their practices, hide no others, and offer a filter."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from search.bulgarian import places as municipalities
from search.bulgarian.lexicon import COMMON_WORDS

from .draft import Draft, Workbench
from .knowledge import Knowledge
from .shapes import Alternative, Offer

MAX_WORDS = 3
SHORTENED = 2  # words of a name whose first may be shortened
ADJECTIVE_WEIGHT = 0.8
REASON = "place"
OBLAST = frozenset({"обл", "област", "областта", "oblast", "region"})
MUNICIPALITY = frozenset({"общ", "община", "общината", "municipality"})
TOWN = frozenset({"гр", "град", "града", "градът", "с", "село", "селото", "town", "city"})
BEFORE = frozenset({"в", "във", "край", "до", "от", "за", "in", "near"})
# Names that are ordinary words or people; beside a word for a place, or with a capital after a
# preposition, they are meant.
AMBIGUOUS = COMMON_WORDS | {
    "антон", "борово", "девня", "елена", "завет", "искър", "камено", "котел", "кула", "левски",
    "марица", "павел баня", "пещера", "раковски", "рила", "родопи", "роман", "самуил", "септември",
    "средец", "столична", "съединение", "трън", "хисаря", "чавдар", "баните", "златица", "батак",
    "две могили", "поморие", "сандански", "хитрино", "ново село", "бяла", "върбица",
}  # fmt: skip


class Name(NamedTuple):
    """A name of a place; `adjective`: it was derived from it. Without a facet it is only known."""

    name: str
    facet: str
    value: str
    adjective: bool
    lemma: tuple[str, ...]


Table = dict[tuple[str, ...], list[Name]]


@lru_cache(maxsize=4)
def table(knowledge: Knowledge) -> Table:
    """Return lemmas → names: the places of the index, and all municipalities."""
    found: Table = {}

    def lemmas(text: str) -> tuple[str, ...]:
        heads: dict[int, str] = {}
        for token in knowledge.analyser.analyse(text):
            heads.setdefault(token.position, token.lemma)
        return tuple(heads.values())

    adjectives = {place.name: place.adjective for place in municipalities()}
    rows = [*knowledge.place_names, *(("", "", name.title(), "") for name in adjectives)]
    for facet, value, bulgarian, other in rows:
        own = lemmas(bulgarian)
        for text in dict.fromkeys((bulgarian, other)):
            key = lemmas(text)
            if key and len(key) <= MAX_WORDS:
                found.setdefault(key, []).append(Name(bulgarian, facet, value, False, own))
        adjective = adjectives.get(bulgarian.lower(), "")
        if adjective and bulgarian.lower() not in AMBIGUOUS:
            found.setdefault(lemmas(adjective), []).append(Name(bulgarian, facet, value, True, own))
    return found


def step(bench: Workbench) -> None:
    """Recognise places; beside other words they only raise what lies there."""
    spans = list(_spans(bench))
    if not spans:
        return
    covered = {id(draft) for first, last, _ in spans for draft in bench.drafts[first:last]}
    others = [d for d in bench.drafts if id(d) not in covered and not d.stop and not d.optional]
    markers = OBLAST | MUNICIPALITY | TOWN
    for first, last, names in spans:
        before = bench.drafts[first - 1] if first else None
        said = before.meant[0].exact if before and before.meant else ""
        if before and said in markers and not names[0].adjective:
            before.stop = True
            others = [draft for draft in others if draft is not before]
        after = bench.drafts[last] if last < len(bench.drafts) else None
        if names[0].adjective and after and after.meant and after.meant[0].exact in markers:
            said, after.stop = after.meant[0].exact, True
            others = [draft for draft in others if draft is not after]
        if bench.text[bench.drafts[first].end : bench.drafts[first].end + 1] == "." and (
            last - first == SHORTENED
        ):
            bench.drafts[first].stop = True
            bench.drafts[first + 1].add(
                Alternative(names[0].lemma, "lemma", 1.0, REASON, names[0].name)
            )
        if names[0].adjective:
            added = Alternative(names[0].lemma, "lemma", ADJECTIVE_WEIGHT, REASON, names[0].name)
            bench.drafts[first].add(added)
        _offer(bench, names, said, bench.drafts[first:last])
    for first, last, _names in spans:
        for draft in bench.drafts[first:last]:
            draft.optional = bool(others)


def _spans(bench: Workbench) -> Iterator[tuple[int, int, list[Name]]]:
    """Yield (first, last, names) of the places among the words, the longest first."""
    known = table(bench.knowledge)
    at, drafts = 0, bench.drafts
    while at < len(drafts):
        for length in range(MAX_WORDS, 0, -1):
            key = tuple(token.lemma for draft in drafts[at : at + length] for token in draft.meant)
            names = known.get(key)
            if not names and length == SHORTENED:
                names = _shortened(bench, at, known)
            if names and at + length <= len(drafts) and _is_meant(bench, at, names[0]):
                yield at, at + length, names
                at += length - 1
                break
        at += 1


def _shortened(bench: Workbench, at: int, known: Table) -> list[Name]:
    """Return what a name with a shortened first word means: `Ст. Загора`, `В. Търново`."""
    pair = bench.drafts[at : at + SHORTENED]
    if len(pair) < SHORTENED or bench.text[pair[0].end : pair[0].end + 1] != ".":
        return []
    first, second = pair[0].meant[0].exact, pair[1].meant[0].lemma
    return [
        name
        for key, names in known.items()
        if len(key) == SHORTENED and key[1] == second
        for name in names
        if name.name.lower().startswith(first)
    ]


def _is_meant(bench: Workbench, at: int, name: Name) -> bool:
    """Whether a name that is also an ordinary word means the place here."""
    if name.name.lower() not in AMBIGUOUS:
        return True
    before = bench.drafts[at - 1] if at else None
    said = before.meant[0].exact if before and before.meant else ""
    if said in OBLAST | MUNICIPALITY | TOWN:
        return True
    return said in BEFORE and bench.drafts[at].text[:1].isupper()


def _offer(bench: Workbench, names: list[Name], said: str, typed: list[Draft]) -> None:
    wanted = "oblast" if said in OBLAST else "municipality"
    chosen = [name for name in names if name.facet == wanted] or [n for n in names if n.facet]
    if chosen:
        offer = Offer(chosen[0].facet, (chosen[0].value,), " ".join(d.text for d in typed))
        if offer not in bench.offers:
            bench.offers.append(offer)
