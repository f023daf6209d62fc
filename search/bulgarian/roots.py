"""What derived words share, roughly: `община`, `общински`, `общинар` → `общин`.

Tails that make one kind of word of another are cut from the stem, several times, and the sounds
that alternate before them are written one way. The result feeds a field of little weight: it may
join too much (`образ`, `образование`), which a lemma must not.
"""

import re
from functools import lru_cache

from .lexicon import roots as written_roots
from .stemmer import light2

MIN_ROOT = 4
MIN_SHORT_ROOT = 3  # before a tail that follows a consonant only
_ROUNDS = 4
_TAILS = (
    "ователств", "ователск", "ователн", "ационалн", "ициалн",
    "истическ", "ителств", "ителск", "ителн", "ировк", "ировъчн", "изацийн", "изационн",
    "ационн", "иционн", "ативн", "итивн", "изиран", "изирам", "ицирам", "ициран",
    "ичност", "ивност", "алност", "ност", "овец", "анств", "янств", "чанск",
    "изак", "атор", "итор", "ител", "ател", "овск", "евск", "анск", "янск", "инск", "енск",
    "ирам", "иран", "ован", "уван", "увам", "яван", "явам", "аван", "авам", "ярск", "арск",
    "арств", "еств", "алн", "ийн", "ичн", "ивн", "ист", "ник", "ост", "еск", "ств", "ван",
    "вам", "ант", "ент", "ак", "ал", "ек", "ик", "ер", "ар", "яр", "ор", "ач", "ов", "ев",
    "ив", "ен", "ян", "ан", "ам", "ям", "ск", "к",
)  # fmt: skip
_SHORT_TAIL = "н"
# What must be left where that is not MIN_ROOT.
_ROOT_LEFT = {"ск": 3, "ант": 5, "ент": 5, "ост": 5, "ств": 5, "ан": 5, "ер": 5}
_LEFT_OF_TAIL = {tail: _ROOT_LEFT.get(tail, MIN_ROOT) for tail in _TAILS}
_LONGEST = max(map(len, _TAILS))
_VERB_IN_YAM, _LONG_VERB = "ям", 7
# `поддръжка`, `поддържам`: the vowel stands before or after the `р`, `л` between consonants.
_TURNED = re.compile(r"(?<=[бвгджзклмнпрстфхцчшщ])([рл])ъ(?=[бвгджзклмнпрстфхцчшщ])")
_LAST_SOUNDS = {"ц": "к", "ч": "к", "з": "г", "ж": "г", "с": "х", "ш": "х"}
_VOWELS = "аеиоуъюя"


@lru_cache(maxsize=32_768)
def root(lemma: str) -> str:
    """Return the rough root of a lemma; the same for the words written down as one family."""
    written = written_roots().get(lemma)
    if written:
        return written
    # `разделям`: the rules for nouns would soften the `я` of the ending.
    verb = lemma.endswith(_VERB_IN_YAM) and len(lemma) >= _LONG_VERB
    stem = light2(lemma[: -len(_VERB_IN_YAM)] if verb else lemma)
    if lemma.isascii() or not stem.isalpha():
        return stem
    stem = _one_way(stem)
    for _ in range(_ROUNDS):
        shorter = _one_way(_cut(stem))
        if shorter == stem:
            break
        stem = shorter
    return stem


def _cut(stem: str) -> str:
    """Cut one tail off a stem, the longest that leaves enough."""
    for length in range(min(_LONGEST, len(stem) - 1), 0, -1):
        enough = _LEFT_OF_TAIL.get(stem[-length:])
        if enough and len(stem) - length >= enough:
            return stem[:-length]
    rest = stem.removesuffix(_SHORT_TAIL)
    if len(stem) > len(rest) >= MIN_SHORT_ROOT and rest[-1] not in _VOWELS:
        return rest
    return stem


def _one_way(stem: str) -> str:
    """Write the sounds one way that alternate at the end of a root."""
    if len(stem) <= MIN_SHORT_ROOT:
        return stem
    stem = _TURNED.sub(r"ъ\1", stem)
    stem = stem.replace("жд", "д") if stem.endswith("жд") else stem
    if stem.endswith("изм"):
        stem = stem[:-3] + "ист"
    if stem.endswith("ищ") and len(stem) > MIN_ROOT + 1:
        stem = stem[:-2]
    if len(stem) > MIN_ROOT and stem.endswith(("пл", "бл", "вл", "мл")):
        stem = stem[:-1]
    if stem[-1] in _LAST_SOUNDS:
        stem = stem[:-1] + _LAST_SOUNDS[stem[-1]]
    if stem[-2] == "ъ" and stem[-1] in "кртлмнг":
        stem = stem[:-2] + stem[-1]
    return stem
