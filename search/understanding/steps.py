"""The steps of understanding in their order, and the question that comes out of them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from . import (
    compounds,
    courtesy,
    letters,
    meanings,
    places,
    readings,
    sequence,
    spelling,
    weighing,
    years,
)
from .draft import Workbench, drafts_of
from .knowledge import Knowledge
from .shapes import Assumption, Offer, Word

STEPS: tuple[Callable[[Workbench], None], ...] = (
    letters.step,
    meanings.english,
    compounds.step,
    spelling.step,
    readings.step,
    meanings.step,
    years.step,
    places.step,
    courtesy.step,
    weighing.step,
    sequence.step,
)


@dataclass(frozen=True, slots=True)
class Understood:
    """The words of a question, what was assumed about them, and the filters to offer."""

    words: tuple[Word, ...] = ()
    assumed: tuple[Assumption, ...] = ()
    offers: tuple[Offer, ...] = ()


def understand(text: str, limit: int, knowledge: Knowledge | None = None) -> Understood:
    """Return the words of a text with all that they may mean."""
    drafts = list(drafts_of(text, limit))
    if knowledge is None:
        return Understood(tuple(draft.finished() for draft in drafts))
    bench = Workbench(text, knowledge, drafts)
    for step in STEPS:
        step(bench)
    found = tuple(draft.finished() for draft in bench.drafts)
    return Understood(found, tuple(_assumed(found)), tuple(bench.offers))


def _assumed(found: tuple[Word, ...]) -> Iterator[Assumption]:
    """Yield what was added, each once; what covers several words names all of them."""
    spans: dict[tuple[str, str], list[str]] = {}
    for word in found:
        told = {(a.text, a.reason) for a in word.alternatives if a.text}
        for alternative in word.alternatives:
            key = (alternative.text, alternative.reason)
            if key in told:
                told.discard(key)
                spans.setdefault(key, []).append(word.text)
    for (text, reason), typed in spans.items():
        yield Assumption(" ".join(typed), text, reason)
