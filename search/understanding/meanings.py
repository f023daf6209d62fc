"""What the tables know: abbreviations both ways, synonyms, English terms.

A term of several words gives its alternatives to each of its words, so that a practice with the
other name has all of them; together they tell no more than the typed words. Names that the index
does not have are left out.
"""

from collections.abc import Iterable, Iterator

from search.bulgarian import Token, analyse, is_stop_word
from search.bulgarian.phrases import LEMMA, one_per_word
from search.bulgarian.phrases import Alternative as Meaning
from search.bulgarian.roots import root

from .compounds import REASON as COMPOUND
from .draft import Draft, Workbench
from .shapes import Alternative
from .tables import Tables

APART, APART_ROOT = 0.4, 0.2  # of the weight of the whole name
APART_REASON = "apart"
SAME_THING = frozenset({"synonym:same", "synonym:official"})
LED_ON = frozenset({"synonym:official", "synonym:problem"})
ROOT = 0.3  # of the weight of a word that stands for the typed ones


def english(bench: Workbench) -> None:
    """Add the Bulgarian for English terms as they were typed; not for a part of a known name."""
    rows = [(token, draft) for draft in bench.drafts for token in draft.unit.parts]
    tokens = [token for token, _ in rows]
    tables = bench.knowledge.tables
    names = tables.abbreviations.alternatives(tokens, bench.text)
    found = [
        term
        for term in tables.glossary.alternatives(tokens)
        if not any(name.start <= term.start and term.end < name.end for name in names)
        and not any(name.start < term.start and term.end <= name.end for name in names)
    ]
    _add(bench, rows, [*found, *_chained(bench, found)])


def step(bench: Workbench) -> None:
    """Add what abbreviations and synonyms say of the words as they are understood by now."""
    rows = [(token, draft) for draft in bench.drafts for token in draft.meant]
    tokens = [token for token, _ in rows]
    tables = bench.knowledge.tables
    short = tables.abbreviations.alternatives(tokens, bench.text)
    _add(bench, rows, [*short, *_chained(bench, short)])
    named = tables.synonyms.alternatives(tokens)
    _add(bench, rows, named)
    _add(bench, rows, _also_named(bench, named))
    for draft in bench.drafts:
        own = [(token, draft) for token in draft.meant]
        compounds = [a for a in draft.alternatives if a.reason == COMPOUND and a.text]
        found = [Meaning(0, len(own), a.tokens, a.weight, a.reason, a.text) for a in compounds]
        _add(bench, own, _chained(bench, found))


def _chained(bench: Workbench, found: Iterable[Meaning]) -> Iterator[Meaning]:
    """Yield other names of what a short form, an English term or a compound stands for."""
    for first in found:
        if first.stream != LEMMA:
            continue
        tokens = one_per_word(analyse(first.text))
        for other in bench.knowledge.tables.synonyms.alternatives(tokens):
            if (other.start, other.end) == (0, len(tokens)):
                weight = first.weight * other.weight
                span = first.start, first.end
                yield Meaning(*span, other.tokens, weight, other.reason, other.text)


def _also_named(bench: Workbench, found: Iterable[Meaning]) -> Iterator[Meaning]:
    """Yield other names of the answer to a problem and of the office's word for an everyday one."""
    for first in found:
        if first.reason in LED_ON:
            yield from (o for o in _chained(bench, [first]) if o.reason in SAME_THING)


def _add(bench: Workbench, rows: list[tuple[Token, Draft]], found: Iterable[Meaning]) -> None:
    for meaning in found:
        covered = {id(draft): draft for _, draft in rows[meaning.start : meaning.end]}
        telling = [draft for draft in covered.values() if not draft.stop]
        if not telling or any(draft.unit.markers for draft in telling):
            continue
        if not bench.knowledge.has(meaning.stream, meaning.tokens):
            continue
        sure = min(draft.confidence for draft in telling)
        weight = meaning.weight * sure * _no_rarer(bench, telling, meaning)
        added = Alternative(
            meaning.tokens, meaning.stream, round(weight, 4), meaning.reason, meaning.text
        )
        for draft in telling:
            draft.add(added)
            if len(meaning.tokens) == 1 and meaning.stream == LEMMA:
                akin = (root(meaning.tokens[0]),)
                draft.add(Alternative(akin, "root", round(weight * ROOT, 4), meaning.reason))
        if meaning.reason.startswith("synonym"):
            _apart(telling, meaning.tokens, weight)


def _no_rarer(bench: Workbench, telling: list[Draft], meaning: Meaning) -> float:
    """Return the share at which another name tells no more than what was typed.

    An engine adds up the rarity of the words of a phrase, once for each typed word it stands for.
    """
    knowledge = bench.knowledge
    typed = [
        token.lemma for draft in telling for token in draft.meant if not is_stop_word(token.exact)
    ]
    own = knowledge.rarity(typed)
    other = knowledge.rarity(token for token in meaning.tokens if not is_stop_word(token)) * len(
        telling
    )
    return min(1.0, own / other) if own and other else 1.0


def _apart(telling: list[Draft], tokens: tuple[str, ...], weight: float) -> None:
    """Let the words of another name stand apart: „преждевременно напускане на училище“ is met as
    „деца, които отпадат … училище“.

    Each typed word that the other name lacks may be any of the words that it has instead; so one
    word of either name is found beside the words that both share.
    """
    if len(telling) < 2:
        return
    typed = {token.lemma for draft in telling for token in draft.meant}
    others = [token for token in tokens if token not in typed and not is_stop_word(token)]
    words = sum(not is_stop_word(token) for token in tokens)
    if words < 2 or not others:
        return
    for draft in telling:
        if not any(token.lemma in tokens for token in draft.meant):
            for other in others:
                draft.add(
                    Alternative((other,), LEMMA, round(weight * APART, 4), APART_REASON),
                    Alternative(
                        (root(other),), "root", round(weight * APART_ROOT, 4), APART_REASON
                    ),
                )


def names(text: str, tables: Tables) -> list[tuple[int, int]]:
    """Return where terms of the tables stand in a text: a name may have a part in quotes."""
    tokens = one_per_word(analyse(text))
    found = tables.abbreviations.alternatives(tokens, text) + tables.synonyms.alternatives(tokens)
    return [(tokens[m.start].start, tokens[m.end - 1].end) for m in found]
