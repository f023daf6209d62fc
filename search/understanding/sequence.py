"""A short question word for word: names hold small words, `Дом за всеки`, `Кмете, виж`.

Small words say nothing alone, but side by side with the others they make a name.
"""

from .courtesy import ASKING
from .draft import Draft, Workbench
from .shapes import Alternative

LONGEST = 6  # words; what is longer is no name
WEIGHT = 1.0  # shared by the words that tell
REASON = "sequence"


def step(bench: Workbench) -> None:
    """Add the words in their order, where small ones stand among them."""
    drafts = bench.drafts
    if not 2 <= len(drafts) <= LONGEST or not any(draft.stop for draft in drafts):
        return
    if not all(_is_plain(draft) for draft in drafts):
        return
    telling = [draft for draft in drafts if not draft.stop]
    tokens = tuple(draft.meant[0].exact for draft in drafts)
    if not telling or not bench.knowledge.has("exact", tokens):
        return
    for draft in telling:
        draft.add(Alternative(tokens, "exact", round(WEIGHT / len(telling), 4), REASON))


def _is_plain(draft: Draft) -> bool:
    """Whether a word is one that a name may hold, no word of asking."""
    single = len(draft.meant) == 1 and not draft.unit.markers
    return single and draft.meant[0].exact not in ASKING
