"""What the tables know: abbreviations both ways, synonyms, English terms.

A term of several words gives its alternatives to each of its words, so that a practice with the
other name has all of them; together they weigh no more than SHARED typed words.
"""

from collections.abc import Iterable

from search.bulgarian import Token, analyse, is_stop_word
from search.bulgarian.phrases import Alternative as Meaning
from search.bulgarian.phrases import one_per_word

from .draft import Draft, Workbench
from .shapes import Alternative
from .tables import Tables

SHARED = 2.0


def english(bench: Workbench) -> None:
    """Add the Bulgarian for English terms as they were typed."""
    rows = [(token, draft) for draft in bench.drafts for token in draft.unit.parts]
    glossary = bench.knowledge.tables.glossary
    _add(bench, rows, glossary.alternatives([token for token, _ in rows]))


def step(bench: Workbench) -> None:
    """Add what abbreviations and synonyms say of the words as they are understood by now."""
    rows = [(token, draft) for draft in bench.drafts for token in draft.meant]
    tokens = [token for token, _ in rows]
    tables = bench.knowledge.tables
    _add(bench, rows, tables.abbreviations.alternatives(tokens, bench.text))
    _add(bench, rows, tables.synonyms.alternatives(tokens))


def _add(bench: Workbench, rows: list[tuple[Token, Draft]], found: Iterable[Meaning]) -> None:
    for meaning in found:
        covered = {id(draft): draft for _, draft in rows[meaning.start : meaning.end]}
        telling = [draft for draft in covered.values() if not draft.stop]
        if not telling or any(draft.unit.markers for draft in telling):
            continue
        sure = min(draft.confidence for draft in telling)
        words = sum(not is_stop_word(token) for token in meaning.tokens) or 1
        weight = meaning.weight * sure * min(1.0, SHARED / len(telling), SHARED / words)
        added = Alternative(
            meaning.tokens, meaning.stream, round(weight, 4), meaning.reason, meaning.text
        )
        for draft in telling:
            draft.add(added)


def names(text: str, tables: Tables) -> list[tuple[int, int]]:
    """Return where terms of the tables stand in a text: a name may have a part in quotes."""
    tokens = one_per_word(analyse(text))
    found = tables.abbreviations.alternatives(tokens, text) + tables.synonyms.alternatives(tokens)
    return [(tokens[m.start].start, tokens[m.end - 1].end) for m in found]
