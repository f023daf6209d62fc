"""Words written together that others write apart, and the reverse; only what the index has."""

from itertools import pairwise

from .draft import Draft, Workbench
from .shapes import Alternative

WEIGHT = 0.7
REASON = "compound"
MIN_JOINED = 6  # letters
MIN_PART = 3
MIN_PLAIN_PART = 4  # where the first part is no known beginning
BEGINNINGS = frozenset(
    [
        "авто",
        "агро",
        "анти",
        "аудио",
        "био",
        "вело",
        "видео",
        "водо",
        "газо",
        "град",
        "ден",
        "еко",
        "екс",
        "електро",
        "енерго",
        "етно",
        "евро",
        "кибер",
        "макро",
        "между",
        "меж",
        "мини",
        "микро",
        "много",
        "мото",
        "мулти",
        "нано",
        "нео",
        "обще",
        "пара",
        "пре",
        "радио",
        "ре",
        "само",
        "след",
        "соц",
        "социо",
        "супер",
        "теле",
        "термо",
        "топло",
        "транс",
        "ултра",
        "уеб",
        "фото",
        "хидро",
    ]
)


def step(bench: Workbench) -> None:
    """Join neighbours, and cut a word that nobody knows in two."""
    for one, two in pairwise(bench.drafts):
        _join(bench, one, two)
    for draft in bench.drafts:
        _split(bench, draft)


def _word(draft: Draft) -> str:
    """Return the form of an ordinary word that carries a subject, or an empty string."""
    if draft.stop or len(draft.meant) != 1 or draft.unit.markers:
        return ""
    form = draft.meant[0].exact
    return form if form.isalpha() else ""


def _join(bench: Workbench, one: Draft, two: Draft) -> None:
    first, second = _word(one), _word(two)
    if not first or not second or len(first) + len(second) < MIN_JOINED:
        return
    whole = first + second
    knowledge = bench.knowledge
    apart = knowledge.in_index(first) and knowledge.in_index(second)
    if (knowledge.in_index(whole) or (whole in knowledge.vocabulary and not apart)) and (
        first in BEGINNINGS or not (knowledge.knows(first) and knowledge.knows(second))
    ):
        both = Alternative((knowledge.lemma(whole),), "lemma", WEIGHT, REASON, whole)
        one.add(both)
        two.add(both)


def _split(bench: Workbench, draft: Draft) -> None:
    form, knowledge = _word(draft), bench.knowledge
    if len(form) < MIN_JOINED or knowledge.in_index(form):
        return
    for at in range(len(form) - MIN_PART, MIN_PART - 1, -1):
        first, second = form[:at], form[at:]
        if first not in BEGINNINGS and (
            form in knowledge.vocabulary or min(at, len(second)) < MIN_PLAIN_PART
        ):
            continue
        if (
            knowledge.in_index(first)
            and second in knowledge.vocabulary
            and (knowledge.in_index(second))
        ):
            lemmas = (knowledge.lemma(first), knowledge.lemma(second))
            draft.add(Alternative(lemmas, "lemma", WEIGHT, REASON, f"{first} {second}"))
            return
