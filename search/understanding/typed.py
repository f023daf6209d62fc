"""What a word says as it was typed: project numbers, forms, readings, the root.

A provider is a pure function from one typed unit to alternatives; the typed form keeps its full
weight, whatever other steps add to it.
"""

from collections.abc import Iterator

from search.bulgarian import Token, analyse

from .shapes import Alternative, Provider, Unit

PART_OF_CODE = 0.3  # of the weight of a whole number
ROOT_WEIGHT = 0.5  # of a relative of the word: `общински` for `община`
ENOUGH_OF_CODE = 0.85  # one short part too many; a shorter run names a whole programme


def code(unit: Unit) -> Iterator[Alternative]:
    """Give the marker of a project number: whole, and for less the longest of its runs.

    A number typed with one part too many (an annex, a revision) is found by the rest.
    """
    if unit.markers:
        whole, *runs = unit.markers
        for run in (whole, *runs):
            # A part that may be read by shape and by sound (`СО-123`) has two whole markers.
            if len(run) >= len(whole):
                yield Alternative((run,), "code", 1.0, "code")
            elif len(run) - 1 >= ENOUGH_OF_CODE * (len(whole) - 1):
                yield Alternative((run,), "code", PART_OF_CODE, "code:part")
    elif unit.plain and _is_part_of_code(unit.plain.exact):
        yield Alternative((f"#{unit.plain.exact.replace('.', '')}",), "code", 1.0, "code")
    elif unit.plain and _may_be_part_of_code(unit.plain.exact):
        yield Alternative((f"#{unit.plain.exact}",), "code", PART_OF_CODE, "code:part")


def _is_part_of_code(number: str) -> bool:
    """Whether a bare number is likelier a piece of a project number than a year or an amount."""
    digits = number.replace(".", "")
    if not digits.isdigit():
        return False
    return digits.startswith("0") or len(digits) >= 5 or ("." in number and len(digits) == 4)


def _may_be_part_of_code(number: str) -> bool:
    """Whether a bare number of three or four digits may be one; a year is a year."""
    return number.isdecimal() and len(number) >= 3 and not is_year(number)


def is_year(number: str) -> bool:
    """Whether a number is a year that practices speak of."""
    return len(number) == 4 and number.isdecimal() and number.startswith(("19", "20"))


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
    """Give the root: `община` finds `общински`, below the word itself."""
    if unit.plain and unit.plain.root and not unit.plain.exact.isdigit():
        yield Alternative((unit.plain.root,), "root", ROOT_WEIGHT, "root")


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


def alternatives(unit: Unit) -> list[Alternative]:
    """Ask every provider; the first to name tokens in a stream keeps them."""
    found: dict[tuple[str, tuple[str, ...]], Alternative] = {}
    for provider in PROVIDERS:
        for alternative in provider(unit):
            found.setdefault((alternative.stream, alternative.tokens), alternative)
    return list(found.values())
