"""What a typed word may mean: a list of providers, each adding alternatives with a reason.

A provider is a pure function from one typed unit to alternatives. A new way of understanding (Latin
letters, a wrong keyboard layout, an abbreviation) is a new provider here; it can only add, the
typed form keeps its full weight.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from search.bulgarian import Token, analyse, is_stop_word

MAX_ALTERNATIVES = 8  # of one word; each is one more clause for the engine


@dataclass(frozen=True, slots=True)
class Alternative:
    """Tokens that may stand for a word, in one stream (lemma, exact, root or code).

    Several tokens are a phrase. `reason` is a code that the page and `search_explain` put in
    words.
    """

    tokens: tuple[str, ...]
    stream: str
    weight: float
    reason: str

    @property
    def excludes(self) -> bool:
        """Whether `-word` excludes by it: any form of the word, but not its relatives."""
        return self.reason in ("lemma", "joined", "typed", "code")


@dataclass(frozen=True, slots=True)
class Word:
    """One typed word: the text as typed, its offsets in the query, and what it may mean."""

    text: str
    start: int
    end: int
    alternatives: tuple[Alternative, ...]
    stop: bool = False

    @property
    def lemma(self) -> str | None:
        """The lemma of the typed form, for nearness; None for codes and compounds."""
        for alternative in self.alternatives:
            if alternative.reason == "lemma" and len(alternative.tokens) == 1:
                return alternative.tokens[0]
        return None


@dataclass(frozen=True, slots=True)
class Unit:
    """The tokens of one typed word: its parts in order, the whole where it was hyphened or
    written together, and the markers where it is a project number."""

    parts: tuple[Token, ...]
    joined: Token | None
    markers: tuple[str, ...]

    @property
    def plain(self) -> Token | None:
        """The only token of an ordinary word or number."""
        if self.joined or self.markers or len(self.parts) != 1:
            return None
        return self.parts[0]


Provider = Callable[[Unit], Iterable[Alternative]]


def code(unit: Unit) -> Iterator[Alternative]:
    """Give the marker of a project number as it was typed: whole, never its pieces."""
    if unit.markers:
        whole, *runs = unit.markers
        # A part that may be read by shape and by sound (`СО-123`) has two whole markers.
        for marker in (whole, *(run for run in runs if len(run) >= len(whole))):
            yield Alternative((marker,), "code", 1.0, "code")
    elif unit.plain and _is_part_of_code(unit.plain.exact):
        yield Alternative((f"#{unit.plain.exact.replace('.', '')}",), "code", 1.0, "code")


def _is_part_of_code(number: str) -> bool:
    """Whether a bare number is likelier a piece of a project number than a year or an amount."""
    digits = number.replace(".", "")
    if not digits.isdigit():
        return False
    return digits.startswith("0") or len(digits) >= 5 or ("." in number and len(digits) == 4)


def lemma(unit: Unit) -> Iterator[Alternative]:
    """Give the dictionary form: any other form of the word is found."""
    if not unit.markers:
        yield Alternative(tuple(part.lemma for part in unit.parts), "lemma", 1.0, "lemma")


def joined(unit: Unit) -> Iterator[Alternative]:
    """Give a hyphened word as one: `уеб-сайт` finds `уебсайт`."""
    if unit.joined and not unit.markers:
        yield Alternative((unit.joined.lemma,), "lemma", 1.0, "joined")


def exact(unit: Unit) -> Iterator[Alternative]:
    """Give the very form: among pages with the word, the one that says it this way."""
    yield Alternative(tuple(part.exact for part in unit.parts), "exact", 0.5, "typed")


def readings(unit: Unit) -> Iterator[Alternative]:
    """Give the other lemmas that the form may have (`цели`: goals, or whole)."""
    if unit.plain:
        for reading in unit.plain.readings[:3]:
            yield Alternative((reading,), "lemma", 0.6, "reading")


def root(unit: Unit) -> Iterator[Alternative]:
    """Give the root: `община` finds `общински`, far below the word itself."""
    if unit.plain and unit.plain.root and not unit.plain.exact.isdigit():
        yield Alternative((unit.plain.root,), "root", 0.3, "root")


PROVIDERS: tuple[Provider, ...] = (code, lemma, joined, exact, readings, root)


def units(text: str) -> Iterator[Unit]:
    """Yield the typed words of a text in order; codes and compounds are one unit each."""
    tokens = analyse(text)
    heads: dict[int, list[Token]] = {}
    for token in tokens:
        heads.setdefault(token.position, []).append(token)
    reached = -1
    for position, group in heads.items():
        if position <= reached:
            continue
        markers = tuple(token.exact for token in group if token.kind == "code")
        whole = next((token for token in group[1:] if token.kind == "word"), None)
        end = max(token.end for token in group if markers or token in (group[0], whole))
        reached, parts = position, [group[0]]
        while reached + 1 in heads and heads[reached + 1][0].end <= end:
            reached += 1
            parts.append(heads[reached][0])
        yield Unit(tuple(parts), None if len(parts) == 1 else whole, markers)


def words(text: str, offset: int, limit: int) -> list[Word]:
    """Return at most `limit` words of a text that stands at `offset` of the query."""
    found = []
    for unit in units(text):
        alternatives = _alternatives(unit)
        start, end = unit.parts[0].start, unit.parts[-1].end
        stop = all(is_stop_word(part.exact) for part in unit.parts)
        found.append(Word(text[start:end], offset + start, offset + end, alternatives, stop))
        if len(found) == limit:
            break
    return found


def _alternatives(unit: Unit) -> tuple[Alternative, ...]:
    """Ask every provider; the first to name tokens in a stream keeps them."""
    found: dict[tuple[str, tuple[str, ...]], Alternative] = {}
    for provider in PROVIDERS:
        for alternative in provider(unit):
            found.setdefault((alternative.stream, alternative.tokens), alternative)
    return tuple(found.values())[:MAX_ALTERNATIVES]
