"""Near words of the index for a word that neither the dictionary nor the index knows."""

from rapidfuzz.distance import OSA

from search.bulgarian.characters import OFFICIAL_LATIN
from search.bulgarian.spelling import WEIGHT

from .draft import Draft, Workbench, placed, reading

MIN_LATIN = 6  # letters of a Latin word that may be a mistyped Bulgarian one
LONG_LATIN = 8  # from so many on, two mistakes are believed
_LETTERS = {latin.lower(): cyrillic.lower() for cyrillic, latin in OFFICIAL_LATIN.items()} | {
    "q": "я", "w": "в", "j": "ж", "x": "х", "c": "ц", "4": "ч", "6": "ш", "ia": "ия",
}  # fmt: skip


def step(bench: Workbench) -> None:
    """Correct what nobody knows and no other step could read."""
    for draft in bench.drafts:
        token = draft.plain
        if token is None or draft.stop or not token.exact.isalpha():
            continue
        if any(a.text for a in draft.alternatives) or bench.knowledge.knows(token.exact):
            continue
        _correct(bench, draft, token.exact)


def _correct(bench: Workbench, draft: Draft, form: str) -> None:
    speller, lemma = bench.knowledge.speller, bench.knowledge.lemma
    found = speller.suggest(form, lemma)
    if not found and form.isascii() and len(form) >= MIN_LATIN:
        written = in_cyrillic(form)
        allowed = 2 if len(form) >= LONG_LATIN else 1
        found = [
            other
            for other in speller.suggest(written, lemma)
            if OSA.distance(written, other.tokens[0]) <= allowed
        ]
    for place, other in enumerate(found):
        added, tokens = reading(bench.knowledge, other.tokens[0], WEIGHT, other.reason)
        draft.add(*(added[:1] if place else added))
        if not place:
            draft.meant = placed(tokens, draft.start, draft.end)
            draft.confidence = WEIGHT


def in_cyrillic(word: str) -> str:
    """Write a Latin word in Cyrillic, letter by letter, the longest letters first."""
    written, at = "", 0
    while at < len(word):
        for length in (3, 2, 1):
            piece = word[at : at + length]
            if piece in _LETTERS or length == 1:
                written += _LETTERS.get(piece, piece)
                at += length
                break
    return written
