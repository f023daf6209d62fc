"""Forms that editors say belong to another word as well, both ways and without a new index.

`тролей` is also *тролейбус*: who asks for either finds both. The dictionary's own other readings
are given with what was typed (`typed.readings`).
"""

from .draft import Draft, Workbench
from .shapes import Alternative

WEIGHT = 0.9  # said by a person, yet not what was typed
REASON = "reading:added"


def step(bench: Workbench) -> None:
    """Add the word that a form belongs to also, and the forms that belong to a word."""
    tables = bench.knowledge.tables
    if not tables.lemmas_of:
        return
    for draft in bench.drafts:
        if len(draft.meant) == 1 and not draft.unit.markers:
            _add(draft, tables)


def _add(draft: Draft, tables) -> None:
    token = draft.meant[0]
    weight = WEIGHT * draft.confidence
    lemmas = tables.lemmas_of.get(token.exact, ())
    for lemma in lemmas:
        draft.add(Alternative((lemma,), "lemma", weight, REASON, lemma))
    for form in tables.forms_of.get(token.lemma, ()):
        if form != token.exact:
            draft.add(Alternative((form,), "exact", weight, REASON, form))
    if lemmas:
        readings = tuple(dict.fromkeys((*token.readings, *lemmas)))
        draft.meant = (token._replace(readings=readings),)
