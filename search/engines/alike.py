"""„Подобни практики“: a practice asked as a question, the same on every engine.

Its strong lemmas are looked for like typed words of which none is needed, and scored by the one
formula of all questions (docs/search.md).
"""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from search.bulgarian import is_stop_word, token_streams
from search.documents import SearchDocument
from search.fields import FIELD, SECTIONS
from search.query import Query
from search.understanding import Alternative, Word

from .base import Key

if TYPE_CHECKING:
    from .base import Engine

STRONG = 16  # lemmas that stand for a practice
_BY_WEIGHT = {
    weight: tuple(name for name in SECTIONS["all"] if FIELD[name].weight == weight)
    for weight in {FIELD[name].weight for name in SECTIONS["all"]}
}
SUBJECT = ("title", "themes", "problem", "summary")  # where an author says what it is about


def strong_lemmas(document: SearchDocument) -> list[str]:
    """Return lemmas that carry the subject of a practice, those it speaks of the most first."""
    lemmas = {name: document.fields[name].lemma for name in SECTIONS["all"]}
    subject = set(" ".join(lemmas[name] for name in SUBJECT).split())
    met = [
        (weight, Counter(" ".join(lemmas[name] for name in names).split()))
        for weight, names in _BY_WEIGHT.items()
    ]
    counts = {
        token: sum(weight * some[token] for weight, some in met)
        for token in subject
        if _is_strong(token)
    }
    return sorted(counts, key=lambda token: (-counts[token], token))[:STRONG]


def lemmas_of(text: str) -> list[str]:
    """Return the lemmas that a text nobody has published yet speaks of the most."""
    counts = Counter(token for token in token_streams(text).lemma.split() if _is_strong(token))
    return sorted(counts, key=lambda token: (-counts[token], token))[:STRONG]


def alike(engine: "Engine", key: Key, lemmas: Sequence[str], limit: int) -> list[str]:
    """Return the numbers of practices that readers of the language meet, most alike first.

    `lemmas` as `strong_lemmas` gives them; the last counts a third of the first.
    """
    words = tuple(
        Word(lemma, 0, 0, (_alternative(lemma, 1 / (1 + 2 * rank / STRONG)),), optional=True)
        for rank, lemma in enumerate(lemmas)
    )
    if not words:
        return []
    # One more for the practice itself, which is most like itself.
    query = Query(words=words, sort="relevance", page_size=limit + 1, language=key.language)
    hits = engine.search(query).hits
    return [hit.pid for hit in hits if hit.pid != key.pid][:limit]


def _is_strong(token: str) -> bool:
    return len(token) > 2 and not token.isdigit() and not is_stop_word(token)


def _alternative(lemma: str, weight: float) -> Alternative:
    return Alternative((lemma,), "lemma", weight, "strong")
