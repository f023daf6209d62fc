"""Which sentence of a text answers a query, and its matching words marked. Pure and safe.

The tokeniser that made the index gives the offsets, so a word is marked wherever an engine found
it, in any form. Every character of the text is escaped; the only markup is our own <mark>.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from search.bulgarian import Token, analyse

from .query import Query

LONGEST = 260  # characters of a sentence shown whole
AROUND = 110  # characters kept before the first mark of a longer one
MAX_SENTENCES = 400  # of one section that are looked at

# A sentence ends at . ! ? … followed by a space and a capital, a digit or a quote; a line always does.
_END = re.compile(r"(?<=[.!?…])[\"“”»)]*\s+(?=[„“\"«(]?[A-ZА-Я0-9])|\n+")
_SHORTENED = re.compile(
    r"(?:^|[\s(„])(?:г|гр|с|ул|бул|кв|обл|общ|чл|ал|т|стр|бр|млн|хил|лв|св|проф|инж|д-р|др|напр|вкл|и\s?т|[А-ЯA-Z])\.[\"“”»)]*\s*$"
)


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a text that matches, and the number of the word of the query it matches."""

    start: int
    end: int
    word: int


class Matcher:
    """The words and phrases of one query, ready to be looked for in texts."""

    def __init__(self, query: Query):
        self.single: dict[tuple[str, str], int] = {}
        self.runs: list[tuple[str, tuple[str, ...], int]] = []
        for number, word in enumerate(query.words):
            for alternative in word.alternatives:
                self._add(alternative.stream, alternative.tokens, number)
        for number, phrase in enumerate(query.phrases, len(query.words)):
            self._add("lemma", phrase.lemma, number)

    def _add(self, stream: str, tokens: tuple[str, ...], number: int) -> None:
        if len(tokens) == 1:
            self.single.setdefault((stream, tokens[0]), number)
        else:
            self.runs.append((stream, tokens, number))

    def spans(self, text: str) -> list[Span]:
        """Return the matching parts of a text in order, none overlapping another."""
        tokens = analyse(text)
        found = [span for token in tokens if (span := self._single(token))]
        heads: dict[int, Token] = {}
        for token in tokens:
            heads.setdefault(token.position, token)
        for run in self.runs:
            found.extend(_runs(list(heads.values()), *run))
        return _apart(found)

    def _single(self, token: Token) -> Span | None:
        """A root matches too, but weakly: община marks общински where nothing better is known."""
        for stream in ("code",) if token.kind == "code" else ("lemma", "exact", "root"):
            value = token.exact if stream == "code" else getattr(token, stream)
            number = self.single.get((stream, value))
            if number is not None:
                return Span(token.start, token.end, number)
        return None


def _runs(
    heads: Sequence[Token], stream: str, tokens: tuple[str, ...], number: int
) -> Iterator[Span]:
    """Yield where tokens stand side by side."""
    values = [token.exact if stream == "code" else getattr(token, stream) for token in heads]
    size = len(tokens)
    for first in range(len(values) - size + 1):
        if tuple(values[first : first + size]) == tokens:
            yield Span(heads[first].start, heads[first + size - 1].end, number)


def _apart(spans: list[Span]) -> list[Span]:
    """Sort spans and join those that overlap."""
    joined: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        if joined and span.start < joined[-1].end:
            last = joined[-1]
            joined[-1] = Span(last.start, max(last.end, span.end), last.word)
        else:
            joined.append(span)
    return joined


def marked(text: str, spans: Sequence[Span]) -> SafeString:
    """Return escaped text with the spans in <mark>."""
    parts, reached = [], 0
    for span in spans:
        parts += [escape(text[reached : span.start]), "<mark>", escape(text[span.start : span.end])]
        parts.append("</mark>")
        reached = span.end
    parts.append(escape(text[reached:]))
    return mark_safe("".join(parts))


def whole(text: str, matcher: Matcher) -> SafeString:
    """Return a title or another short text, marked."""
    return marked(text, matcher.spans(text))


def best_sentence(text: str, matcher: Matcher) -> SafeString | None:
    """Return the sentence that has most of the query's words, marked; None where none has any.

    Of equal ones the first: it is more likely to say what the others only repeat.
    """
    best: tuple[int, int, str, list[Span]] | None = None
    for number, (start, end) in enumerate(sentences(text)):
        if number == MAX_SENTENCES:
            break
        sentence = text[start:end]
        spans = matcher.spans(sentence)
        if spans:
            rank = (len({span.word for span in spans}), min(len(spans), 4))
            if best is None or rank > best[:2]:
                best = (*rank, sentence, spans)
    if best is None:
        return None
    return marked(*_shortened(best[2], best[3]))


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
        Span(s.start - start + len(before), min(s.end, end) - start + len(before), s.word)
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
