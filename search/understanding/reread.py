"""Parts of a question that are taken at their word: phrases in quotes, and what is excluded.

They are understood in other letters, from other keyboards and with mistakes, and in no other way.
"""

from . import letters, spelling
from .draft import Draft, Workbench, drafts_of
from .knowledge import Knowledge
from .shapes import Alternative, Word

STEPS = (letters.step, spelling.step)


def _read(text: str, limit: int, knowledge: Knowledge | None) -> list[Draft]:
    drafts = list(drafts_of(text, limit))
    if knowledge is None:
        return drafts
    bench = Workbench(text, knowledge, drafts)
    for step in STEPS:
        step(bench)
    return bench.drafts


def phrase(text: str, limit: int, knowledge: Knowledge | None) -> tuple[list[str], list[str]]:
    """Return the lemmas and the exact forms of the words of a phrase, as they were meant."""
    tokens = [token for draft in _read(text, limit, knowledge) for token in draft.meant][:limit]
    return [token.lemma for token in tokens], [token.exact for token in tokens]


def excluded(text: str, offset: int, limit: int, knowledge: Knowledge | None) -> list[Word]:
    """Return the words of a text that stands at `offset` of the query, to be excluded.

    Both what was typed and what it is read as are excluded, in any form.
    """
    found = []
    for draft in _read(text, limit, knowledge):
        draft.start += offset
        draft.end += offset
        if draft.meant != draft.unit.parts:
            lemmas = tuple(token.lemma for token in draft.meant)
            draft.alternatives.insert(0, Alternative(lemmas, "lemma", 1.0, "lemma"))
        found.append(draft.finished())
    return found
