"""Rules for words that no dictionary knows.

The rules owe nothing to any dictionary. They bring the forms of one noun or adjective together by
cutting the article and the plural, and by writing alternating sounds one way always instead of
guessing which one a word began with.
"""

import re

_VOWELS = "аеиоуъюя"
# Longest first. The second value is what stays of the ending, the third which letters may stand
# before it ("" = any).
_ENDINGS = (
    ("ищата", "", ""),
    ("овците", "", ""),
    ("овете", "", ""),
    ("евете", "й", "аеиоу"),
    ("ият", "", ""),
    ("ите", "", ""),
    ("ът", "", ""),
    ("ят", "", ""),
    ("те", "", _VOWELS),
    ("та", "", "аядщтв"),
    ("то", "", "оеяиую"),
    ("овци", "", ""),
    ("ове", "", ""),
    ("еве", "й", "аеиоу"),
    ("ища", "", ""),
)
_ALTERNATING = {"ц": "к", "з": "г", "с": "х"}
_FLEETING = re.compile(r"ъ([кртлмнг])$")
_SOFT_VOWEL = re.compile(rf"(?<=[^{_VOWELS}])я(?=[^{_VOWELS}]+$)")
_SHORT_ADJECTIVE = re.compile(rf"[{_VOWELS}].*ен$")
MIN_LENGTH = 4
MIN_STEM = 3


def light2(word: str) -> str:
    """Return the stem of one lower-case Cyrillic word; words under four letters stay."""
    if len(word) < MIN_LENGTH:
        return word
    stem = _cut_ending(word)
    bare = _cut_vowels(stem)
    if bare.endswith("ищ") and len(bare) - 2 >= MIN_STEM:
        bare = bare[:-2]
    if len(bare) > 6 and bare.endswith(("анин", "янин", "арин")):
        bare = bare[:-2]
    if bare == word and _SHORT_ADJECTIVE.search(bare) and len(bare) > MIN_LENGTH:
        bare = bare[:-2] + ("йн" if bare[-3] == "и" else "н")
        bare = bare.replace("иййн", "ийн")
    if len(bare) > 5 and bare.endswith("ат"):  # `кандидата` is read as an article, so cut it always
        bare = bare[:-2]
    return _canonical(bare)


def _cut_ending(word: str) -> str:
    for ending, kept, before in _ENDINGS:
        if word.endswith(ending):
            rest = word[: -len(ending)]
            if len(rest) >= MIN_STEM and (not before or rest[-1] in before):
                return rest + kept
    return word


def _cut_vowels(stem: str) -> str:
    while len(stem) > MIN_STEM and stem[-1] in "аеиоуъюяйь":
        stem = stem[:-1]
    return stem


def _canonical(stem: str) -> str:
    """Write alternating sounds one way: ц/к, з/г, с/х, the fleeting ъ, я/е."""
    if len(stem) > MIN_STEM and stem[-1] in _ALTERNATING:
        stem = stem[:-1] + _ALTERNATING[stem[-1]]
    if len(stem) > MIN_STEM:
        stem = _FLEETING.sub(r"\1", stem)
    return _SOFT_VOWEL.sub("е", stem)
