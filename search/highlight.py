"""Which sentence of a text answers a query, and its matching words marked. Pure and safe.

Every character of the text is escaped; the only markup is our own <mark>.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import NamedTuple

from django.utils.safestring import SafeString, mark_safe

from .matching import WEAK, Matcher, Span, apart

LONGEST = 260  # characters of a sentence shown whole
AROUND = 110  # characters kept before the first mark of a longer one
SHORT = 30  # characters: a heading or a row of a table says less than a sentence
CLOSE = 25  # characters between two words of the question that belong together

# A sentence ends at . ! ? … followed by a space and a capital, a digit or a quote; a line always does.
_END = re.compile(r"(?<=[.!?…])[\"“”»)]*\s+(?=[„“\"«(]?[A-ZА-Я0-9])|\n+")
_SHORTENED = re.compile(
    r"(?:^|[\s(„])(?:г|гр|с|ул|бул|кв|обл|общ|чл|ал|т|стр|бр|млн|хил|лв|св|проф|инж|д-р|др|напр|вкл|и\s?т|[А-ЯA-Z])\.[\"“”»)]*\s*$"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence chosen for a query.

    `words`: the numbers of the query's words that it says, `seen`: that its whole text says,
    `met`: that its whole text says at least in a relative's shape.
    """

    html: SafeString
    score: float
    words: frozenset[int]
    seen: frozenset[int]
    met: frozenset[int]


def marked(text: str, spans: Sequence[Span]) -> SafeString:
    """Return escaped text with the spans in <mark>."""
    parts, reached = [], 0
    for span in spans:
        parts += [escape(text[reached : span.start]), "<mark>", escape(text[span.start : span.end])]
        parts.append("</mark>")
        reached = span.end
    parts.append(escape(text[reached:]))
    return mark_safe("".join(parts))


class Head(NamedTuple):
    """A title or a summary, marked, with what it says; see Sentence."""

    html: SafeString
    seen: frozenset[int]
    met: frozenset[int]


def head(text: str, matcher: Matcher) -> Head:
    """Return a short text, marked, with the words of the query that it says."""
    spans = matcher.spans(text)
    return Head(marked(text, _without_echoes(spans)), _said(spans), _met(spans))


def _said(spans: Sequence[Span]) -> frozenset[int]:
    return frozenset(span.word for span in spans if span.weight > WEAK)


def _met(spans: Sequence[Span]) -> frozenset[int]:
    return frozenset(span.word for span in spans)


def best_sentence(text: str, matcher: Matcher) -> Sentence | None:
    """Return the sentence that says most of the query's words, marked; None where none has any.

    Words that were typed count more than what may be meant by them, words side by side more than
    far apart. Of equal sentences the first: it is more likely to say what others only repeat.
    """
    return _best(text, matcher.spans(text))


def best_of_long(text: str, matcher: Matcher) -> Sentence | None:
    """The same for a text too long to be read whole for a page: only parts of it are looked at."""
    spans = [
        span
        for start, end in matcher.windows(text)
        for span in matcher.spans(text[start:end], start)
    ]
    return _best(text, apart(spans))


def _best(text: str, spans: list[Span]) -> Sentence | None:
    best: tuple[float, int, int, list[Span]] | None = None
    for start, end, inside in _by_sentence(text, spans):
        score = _score(inside, end - start)
        if best is None or score > best[0]:
            best = (score, start, end, inside)
    if best is None:
        return None
    score, start, end, inside = best
    inside = _without_echoes(inside)
    moved = [Span(s.start - start, s.end - start, s.word, s.weight) for s in inside]
    html = marked(*_shortened(text[start:end], moved))
    return Sentence(html, score, _said(inside), _said(spans), _met(spans))


def _by_sentence(text: str, spans: list[Span]) -> Iterator[tuple[int, int, list[Span]]]:
    """Yield the sentences that have spans, each with its own; a span ends with its sentence."""
    if not spans:
        return
    waiting = iter(spans)
    span = next(waiting, None)
    for start, end in sentences(text):
        inside = []
        while span is not None and span.start < end:
            if span.start >= start:
                inside.append(span._replace(end=min(span.end, end)))
            span = next(waiting, None)
        if inside:
            yield start, end, inside
        if span is None:
            return


def _score(spans: list[Span], length: int) -> float:
    best: dict[int, float] = {}
    for span in spans:
        best[span.word] = max(best.get(span.word, 0.0), span.weight)
    close = sum(
        1 for one, two in pairwise(spans) if one.word != two.word and two.start - one.end <= CLOSE
    )
    score = sum(best.values()) + 0.1 * min(close, 3) + 0.02 * min(len(spans), 4)
    return score - 0.1 if length < SHORT else score


def _without_echoes(spans: list[Span]) -> list[Span]:
    """Drop what only shares a root with a word that stands there itself."""
    plain = _said(spans)
    return [span for span in spans if span.weight > WEAK or span.word not in plain]


def _shortened(sentence: str, spans: list[Span]) -> tuple[str, list[Span]]:
    """Cut a long sentence around its first marks, at spaces, with … where it is cut."""
    if len(sentence) <= LONGEST:
        return sentence, spans
    start = max(0, spans[0].start - AROUND)
    start = sentence.find(" ", start) + 1 if start else 0
    if not 0 <= start <= spans[0].start:
        start = spans[0].start
    end = start + LONGEST
    if end < len(sentence):
        space = sentence.rfind(" ", spans[0].end, end)
        end = space if space > 0 else end
    before, after = "… " if start else "", " …" if end < len(sentence) else ""
    moved = [
        s._replace(start=s.start - start + len(before), end=min(s.end, end) - start + len(before))
        for s in spans
        if s.start < end
    ]
    return f"{before}{sentence[start:end]}{after}", [s for s in moved if s.end > s.start]


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield the offsets of the sentences of a text; abbreviations (`гр.`, `чл.`) end none."""
    start = 0
    for match in _END.finditer(text):
        piece = text[start : match.start()]
        if "\n" not in match[0] and _SHORTENED.search(piece[-14:]):
            continue
        if piece.strip():
            yield start, match.start()
        start = match.end()
    if text[start:].strip():
        yield start, len(text)
