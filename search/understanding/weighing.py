"""How much each word of a question counts: words of little subject, and words that no practice has.

Both become optional beside words that tell more: a practice with them stands higher, a practice
without them is not hidden. „Как малка община може …“ is not about what is small.
"""

from .draft import Draft, Workbench
from .knowledge import Knowledge
from .shapes import Alternative

LIGHT_SHARE = 0.5  # of the weight of a telling word

# Lemmas; words of general meaning that people put between those they look for.
_LIGHT = """
    община общински човек лице гражданин жител хора население място неща нещо дело работа случай
    начин вид част пример опит възможност помощ нужда проблем въпрос решение мярка идея цел
    проект практика дейност инициатива програма система процес резултат
    малък голям нов стар добър лош различен друг цял общ собствен местен свой много повече
    имам нямам съм бъда стана ставам направя правя намеря намирам отида отивам ида дойда идвам
    взема вземам дам давам кажа казвам искам трябва мога започна започвам почна използвам
    знам знае зная виждам видя чакам накарам карам държа държам живея вървя ходя
    помогна помагам оставам остана търся получа получавам включа
    добре лесно бързо сам просто винаги никога вече
    ден година месец време край начало среда период
    municipality town people place thing way example small big new old good local city project
"""
LIGHT = frozenset(_LIGHT.split())


def step(bench: Workbench) -> None:
    """Make light words and words without any practice optional beside others."""
    counting = [draft for draft in bench.drafts if not draft.stop and not draft.optional]
    heavy = [draft for draft in counting if not _is_light(draft)]
    if not heavy:
        # „габровски практики“, „практики от 2006 г.“: the place, the year is what is asked for.
        heavy = [d for d in bench.drafts if d.optional and not d.stop and not _is_unit(d)]
        for draft in heavy:
            draft.optional = False
    if heavy:
        for draft in counting:
            if _is_light(draft):
                _lighten(draft)
        counting = heavy
    for draft in counting:
        draft.absent = not _is_present(bench.knowledge, draft)
    absent = [draft for draft in counting if draft.absent]
    # A question of which no practice knows the greater part is not answered by the rest of it.
    if len(absent) * 2 <= len(counting):
        for draft in absent:
            draft.optional = True


def _is_unit(draft: Draft) -> bool:
    """Whether a word only says of a number that it is a year."""
    return bool(draft.meant) and draft.meant[0].lemma in ("година", "г")


def _is_light(draft: Draft) -> bool:
    """Whether a word says little and stands in no term of the tables."""
    if draft.unit.markers or not draft.meant:
        return False
    if any(a.reason not in ("lemma", "typed", "reading", "root") for a in draft.alternatives):
        return False
    return all(token.lemma in LIGHT for token in draft.meant)


def _lighten(draft: Draft) -> None:
    draft.optional = draft.light = True
    draft.alternatives = [
        Alternative(a.tokens, a.stream, a.weight * LIGHT_SHARE, a.reason, a.text)
        for a in draft.alternatives
    ]


def _is_present(knowledge: Knowledge, draft: Draft) -> bool:
    """Whether any practice may have the word in any way; True where the index is not yet known."""
    return bool(draft.unit.markers) or any(
        knowledge.has(a.stream, a.tokens) for a in draft.alternatives
    )
