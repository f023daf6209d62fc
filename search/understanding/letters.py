"""Letters of another alphabet, and keyboards that were on by mistake.

Everything here is read from the raw text, because some Bulgarian letters lie on keys of
punctuation and some are typed as digits (`4istota`).
"""

import re
from collections.abc import Iterator

from search.bulgarian import is_stop_word
from search.bulgarian.characters import normalise
from search.bulgarian.decoding import (
    LAYOUTS,
    decode_cyrillic,
    decode_latin,
    decode_layout,
    on_layout,
)
from search.bulgarian.decoding import Alternative as Reading

from . import typed
from .draft import Draft, Workbench, placed, reading
from .shapes import Unit

OTHER_READINGS = 0.8  # of the second and third way to read the same letters
KNOWN_WORD = 0.4  # a reading of a Latin word that the index itself has
MUCH_OFTENER = 3  # so many times, and the Bulgarian word is meant, not the Latin one
SHORT = 3  # letters of a Latin word that may be a preposition

_RAW = re.compile(r"\S+")
_AROUND = ".,;:!?()[]{}…'"


def step(bench: Workbench) -> None:
    """Add what was meant by other letters; Latin letters first, then keyboards."""
    chunks = [match for match in _RAW.finditer(bench.text) if not _is_code(bench, match)]
    if _other_keyboard(bench, chunks):
        return
    latin = {match.span(): _latin(bench, match[0]) for match in chunks}
    bulgarian = any(
        found and not is_stop_word(found[0].tokens[0]) and not _counted(bench, match[0])
        for match in chunks
        if (found := latin[match.span()])
    )
    vocabulary = bench.knowledge.vocabulary
    unread = [
        match
        for match in chunks
        if not latin[match.span()]
        and not _known(bench, match[0])
        and not decode_cyrillic(_bare(match[0]), vocabulary)
    ]
    _keyboards(bench, unread, len(chunks))
    for match in chunks:
        found = list(_meant(bench, match[0], latin[match.span()], bulgarian))
        if found:
            _put(bench, match, found)
    for draft in bench.drafts:
        _cyrillic(bench, draft)


def _inside(bench: Workbench, match: re.Match) -> list[Draft]:
    return [d for d in bench.drafts if match.start() <= d.start and d.end <= match.end()]


def _is_code(bench: Workbench, match: re.Match) -> bool:
    return any(
        draft.unit.markers and draft.start < match.end() and match.start() < draft.end
        for draft in bench.drafts
    )


def _bare(raw: str) -> str:
    return raw.strip(_AROUND).lower()


def _counted(bench: Workbench, raw: str) -> int:
    return bench.knowledge.counts.get(_bare(raw), 0)


def _known(bench: Workbench, raw: str) -> bool:
    """Whether any word of a raw chunk is known as it stands."""
    if bench.knowledge.knows(normalise(_bare(raw))):
        return True
    parts = re.findall(r"[^\W\d_]{2,}", raw)
    return any(bench.knowledge.knows(normalise(part)) for part in parts) if parts else True


def _latin(bench: Workbench, raw: str) -> list[Reading]:
    bare = _bare(raw)
    return decode_latin(bare, bench.knowledge.vocabulary) if bare.isascii() else []


def _meant(
    bench: Workbench, raw: str, found: list[Reading], bulgarian: bool
) -> Iterator[tuple[str, float, str]]:
    """Yield (form, weight, reason): how sure it is that a Latin word is a Bulgarian one.

    A Latin word that the index has is left alone, unless all around it is Bulgarian in Latin
    letters, or the Bulgarian word stands in the index much oftener.
    """
    own = _counted(bench, raw)
    for place, other in enumerate(found):
        (form,) = other.tokens
        count = bench.knowledge.counts.get(form, 0)
        if not own or bulgarian or count > MUCH_OFTENER * own:
            yield form, OTHER_READINGS if place else 1.0, other.reason
        elif count > own:
            yield form, KNOWN_WORD, other.reason


def _other_keyboard(bench: Workbench, chunks: list[re.Match]) -> bool:
    """Read a text typed wholly on a Bulgarian keyboard that was off; whether it was one.

    Every chunk must then be a word, which is so for no other way to read the text: `'rij h,do` is
    „чист град“, though `rij` might be „риж“.
    """
    words = [match for match in chunks if not match[0].isdigit()]
    if not words or not all(match[0].isascii() for match in words):
        return False
    if all(_reads_as_it_stands(bench, match[0]) for match in words):
        return False
    read = {name: [_on_layout(bench, name, match[0]) for match in words] for name in LAYOUTS}
    whole = [name for name, forms in read.items() if all(forms) and any(map(_tells, forms))]
    if not whole:
        return False
    rank = bench.knowledge.vocabulary.rank
    best = max(whole, key=lambda name: sum(rank(form)[0] for form in read[name]))
    for match, form in zip(words, read[best], strict=True):
        _put(bench, match, [(form, 1.0, "layout")])
    return True


def _reads_as_it_stands(bench: Workbench, raw: str) -> bool:
    return bench.knowledge.knows(normalise(_bare(raw))) or bool(_latin(bench, raw))


def _on_layout(bench: Workbench, name: str, raw: str) -> str:
    """Return the known word that a chunk is on a keyboard, its end taken for a mark if need be."""
    for keys in dict.fromkeys((raw, raw.rstrip(".,!?;:"))):
        form = normalise(on_layout(name, keys))
        if form in bench.knowledge.vocabulary and (len(form) > 1 or is_stop_word(form)):
            return form
    return ""


def _tells(form: str) -> bool:
    return len(form) > 1 and not is_stop_word(form)


def _keyboards(bench: Workbench, unread: list[re.Match], chunks: int) -> None:
    """Read chunks as typed on another keyboard: one for all of them, and for most of the text.

    English words read as Bulgarian on one keyboard or another now and then, but not together.
    """
    vocabulary = bench.knowledge.vocabulary
    found = {match: decode_layout(match[0], vocabulary) for match in unread if len(match[0]) > 1}
    names: dict[str, int] = {}
    for readings in found.values():
        for name in {other.reason for other in readings}:
            names[name] = names.get(name, 0) + 1
    if not names:
        return
    short = sum(len(match[0]) <= SHORT for match in unread if not found.get(match))
    best = max(names, key=lambda name: names[name])
    if names[best] * 2 < chunks - short:
        return
    for match, readings in found.items():
        told = [other for other in readings if other.reason == best] or readings
        if told:
            _put(bench, match, [(" ".join(told[0].tokens), 1.0, "layout")])
    for match in unread:
        if len(match[0]) == 1:
            for draft in _inside(bench, match):
                draft.stop = True


def _put(bench: Workbench, match: re.Match, found: list[tuple[str, float, str]]) -> None:
    """Give the words of a raw chunk their readings; what was cut apart becomes one word."""
    inside = _inside(bench, match)
    if len(inside) == 1:
        draft = inside[0]
    else:
        draft = _merged(bench, match, inside, found[0][0])
        if draft is None:
            return
    for place, (form, weight, reason) in enumerate(found):
        added, tokens = reading(bench.knowledge, form, weight, reason)
        # One keyboard or alphabet says what was meant; further ways to read it say only the word.
        draft.add(*(added[:1] if place else added))
        if not place and tokens:
            draft.meant = placed(tokens, draft.start, draft.end)
            draft.stop = draft.stop or (is_stop_word(form) and len(_bare(draft.text)) <= SHORT + 2)


def _merged(bench: Workbench, match: re.Match, inside: list[Draft], form: str) -> Draft | None:
    parts = tuple(part for draft in inside for part in draft.unit.parts)
    if not parts:
        _added, parts = reading(bench.knowledge, form, 1.0, "")
        parts = placed(parts, *match.span())
    if not parts:
        return None
    unit = Unit(parts, None, ())
    merged = Draft(match[0], *match.span(), unit, typed.alternatives(unit), parts)
    at = next((n for n, d in enumerate(bench.drafts) if d.start >= match.start()), None)
    at = len(bench.drafts) if at is None else at
    bench.drafts[at : at + len(inside)] = [merged]
    return merged


def _cyrillic(bench: Workbench, draft: Draft) -> None:
    """Add the Latin word that Cyrillic letters spell, where the index has it: `гис`, `gis`."""
    token = draft.plain
    if token is None or token.exact.isascii() or bench.knowledge.in_index(token.exact):
        return
    if draft.stop or draft.meant != draft.unit.parts:
        return
    for other in decode_cyrillic(token.exact, bench.knowledge.vocabulary)[:1]:
        added, _tokens = reading(bench.knowledge, other.tokens[0], other.weight, other.reason)
        draft.add(*added[:2])
