"""What the beginning of a word may mean while somebody is still typing it.

Like `decoding` and `spelling`, but for words without their end: a reading counts if a known word
goes on from it.
"""

from collections.abc import Iterator

from .characters import OFFICIAL_LATIN, compose, normalise
from .decoding import (
    FULL_WEIGHT,
    INFORMAL,
    LAYOUT,
    LONGEST_PIECE,
    MAX_LENGTH,
    MAX_STEPS,
    OFFICIAL,
    TO_LATIN,
    Alternative,
    other_layouts,
    piece_readings,
)
from .spelling import SPELLING, WEIGHT
from .vocabulary import Vocabulary

MAX_READINGS = 6
MIN_MISTYPED = 4  # letters; a shorter beginning is near to too many words
MIN_OTHER_LAYOUT = 3
MIN_FIRST = 2  # letters that are taken as typed: hardly anybody misses the first
_ALPHABET = "абвгдежзийклмнопрстуфхцчшщъьюя"
_LATIN_PIECES = (
    *("zh", "sht", "sh", "ch", "ts", "yu", "ya", "ia", "6t", "ja", "io", "jo", "yo", "iu", "ju"),
    *("tz", "ph", "oo", "ck", "dj", "dzh", "kh", "sch", "st", "ii"),
)


def latin(typed: str, vocabulary: Vocabulary) -> list[Alternative]:
    """Read the beginning of a word in Latin letters as beginnings of Bulgarian words.

    The last letters may be half of a sign that takes two or three: `kas` begins `kashta`.
    """
    typed = typed.lower()
    if not typed.isascii() or not any(c.isalpha() for c in typed) or len(typed) > MAX_LENGTH:
        return []
    found = _walk(typed, vocabulary)
    order = sorted(found, key=lambda form: (not vocabulary.is_begun(form), found[form], form))
    return [
        Alternative((form,), FULL_WEIGHT, INFORMAL if found[form] else OFFICIAL)
        for form in order[:MAX_READINGS]
    ]


def _walk(typed: str, vocabulary: Vocabulary) -> dict[str, int]:
    """Return the beginnings that Latin letters spell, each with its informal signs."""
    found: dict[str, int] = {}
    seen: dict[tuple[int, str], int] = {}
    waiting = [(0, "", 0)]
    steps = 0
    while waiting and steps < MAX_STEPS:
        at, form, informal = waiting.pop()
        if at == len(typed):
            found[form] = min(informal, found.get(form, informal))
            continue
        for length, letters, cost in _pieces(typed, at):
            steps += 1
            state = (at + length, form + letters)
            if seen.get(state, 99) <= informal + cost or not vocabulary.has_prefix(state[1]):
                continue
            seen[state] = informal + cost
            waiting.append((*state, informal + cost))
    return found


def _pieces(typed: str, at: int) -> Iterator[tuple[int, str, int]]:
    """Yield (length, Cyrillic letters, informal?) of the signs that may stand at a place."""
    for length in range(1, LONGEST_PIECE + 1):
        piece = typed[at : at + length]
        if len(piece) < length:
            break
        for letters, cost in piece_readings(piece):
            yield length, letters, cost
    rest = typed[at:]
    if len(rest) < LONGEST_PIECE:
        for piece in _LATIN_PIECES:
            if piece.startswith(rest) and piece != rest:
                for letters, cost in piece_readings(piece):
                    yield len(rest), letters, cost


def layouts(raw: str, vocabulary: Vocabulary) -> list[Alternative]:
    """Read the beginning of a word as typed while another keyboard was on.

    Give the raw text: some letters lie on keys of punctuation. Nothing for what begins a known
    word as it stands; between two Bulgarian keyboards the collection itself must go on from it.
    """
    typed = compose(raw).lower()
    if not MIN_OTHER_LAYOUT <= len(typed) <= MAX_LENGTH or vocabulary.has_prefix(normalise(typed)):
        return []
    found: dict[str, Alternative] = {}
    for name, decoded in other_layouts(typed):
        form = normalise(decoded)
        if len(form) != len(typed):
            continue  # a key without a letter: not this keyboard
        own = ":" in name
        if vocabulary.is_begun(form) or (not own and vocabulary.has_prefix(form)):
            found.setdefault(form, Alternative((form,), FULL_WEIGHT, f"{LAYOUT}:{name}"))
    order = sorted(found.values(), key=lambda a: not vocabulary.is_begun(a.tokens[0]))
    return order[:MAX_READINGS]


def cyrillic(typed: str, vocabulary: Vocabulary) -> list[Alternative]:
    """Read the beginning of a Cyrillic word as that of a Latin one of the collection."""
    if typed.isascii() or len(typed) < MIN_FIRST or vocabulary.is_begun(typed):
        return []
    written = "".join(OFFICIAL_LATIN.get(c.upper(), c) for c in typed).lower()
    if not written.isascii():
        return []
    variants = dict.fromkeys((written, written.replace("k", "c"), written.replace("v", "w")))
    return [Alternative((v,), FULL_WEIGHT, TO_LATIN) for v in variants if vocabulary.is_begun(v)]


def near(typed: str, vocabulary: Vocabulary) -> list[Alternative]:
    """Return beginnings of the collection's words that are one mistake away from what was typed.

    For what no known word begins with; the first letters are believed. Swapped, doubled and
    missing letters come before wrong ones.
    """
    if not MIN_MISTYPED <= len(typed) <= MAX_LENGTH or not typed.isalpha() or typed.isascii():
        return []
    if vocabulary.has_prefix(typed):
        return []
    found = dict.fromkeys(form for form in _edits(typed) if vocabulary.is_begun(form))
    return [Alternative((form,), WEIGHT, SPELLING) for form in list(found)[:MAX_READINGS]]


def _edits(typed: str) -> Iterator[str]:
    """Yield what is one mistake away, the likelier mistakes first."""
    places = range(MIN_FIRST - 1, len(typed))
    for at in places[:-1]:
        yield typed[:at] + typed[at + 1] + typed[at] + typed[at + 2 :]
    for at in places:
        for letter in _ALPHABET:
            yield typed[:at] + letter + typed[at + 1 :]
    for at in places:
        for letter in _ALPHABET:
            yield typed[:at] + letter + typed[at:]
    for at in places:
        yield typed[:at] + typed[at + 1 :]
