"""Which sentence of a text answers a query, and its matching words marked. Pure and safe.

The tokeniser that made the index gives the offsets, so a word is marked wherever an engine found
it, in any form. Every character of the text is escaped; the only markup is our own <mark>.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from search.bulgarian import Token, analyse

from .query import Query

LONGEST = 260  # characters of a sentence shown whole
AROUND = 110  # characters kept before the first mark of a longer one
MAX_SPANS = 500  # of one text that are looked at
WEAK = 0.35  # a word seen only by its root (`община` in `общински`) explains little
CODE = 2.0  # a project number says more than any word beside it
SHORT = 30  # characters: a heading or a row of a table says less than a sentence
CLOSE = 25  # characters between two words of the question that belong together
# Of a long text only the surroundings of what may match are read: a part of the question's words.
BEGINNING = 4  # letters
WINDOW = 400  # characters on either side
MAX_WINDOWS = 12

# A sentence ends at . ! ? … followed by a space and a capital, a digit or a quote; a line always does.
_END = re.compile(r"(?<=[.!?…])[\"“”»)]*\s+(?=[„“\"«(]?[A-ZА-Я0-9])|\n+")
_SHORTENED = re.compile(
    r"(?:^|[\s(„])(?:г|гр|с|ул|бул|кв|обл|общ|чл|ал|т|стр|бр|млн|хил|лв|св|проф|инж|д-р|др|напр|вкл|и\s?т|[А-ЯA-Z])\.[\"“”»)]*\s*$"
)


class Span(NamedTuple):
    """A part of a text that matches, the number of the word of the query it matches, how well."""

    start: int
    end: int
    word: int
    weight: float


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


class Matcher:
    """The words and phrases of one query, ready to be looked for in texts."""

    def __init__(self, query: Query):
        self._lemmas: dict[str, tuple[int, float]] = {}
        self._exacts: dict[str, tuple[int, float]] = {}
        self._roots: dict[str, tuple[int, float]] = {}
        self._runs: list[tuple[int, tuple[str, ...], int, float]] = []
        streams = {
            "lemma": (Token._fields.index("lemma"), self._lemmas),
            "exact": (Token._fields.index("exact"), self._exacts),
            "root": (Token._fields.index("root"), self._roots),
            "code": (Token._fields.index("exact"), self._exacts),
        }
        self._codes: list[str] = []
        for number, word in enumerate(query.words):
            if any(alternative.stream == "code" for alternative in word.alternatives):
                self._codes.append(word.text.lower())
            for alternative in word.alternatives:
                weight = CODE if alternative.stream == "code" else alternative.weight
                self._add(*streams[alternative.stream], alternative.tokens, number, weight)
        for number, phrase in enumerate(query.phrases, len(query.words)):
            self._add(*streams["lemma"], phrase.lemma, number, 1.0)
        # What a reader calls each of them.
        self.texts = [word.text for word in query.words] + [p.text for p in query.phrases]
        every = range(len(self.texts))
        optional = {number for number, word in enumerate(query.words) if word.optional}
        self.needed = frozenset(number for number in every if number not in optional)
        # Those that a reader would miss: names of places among them, years and light words not.
        quiet = {
            number
            for number, word in enumerate(query.words)
            if word.light or word.stop or word.text.isdecimal()
        }
        self.telling = frozenset(number for number in every if number not in quiet)

    def _add(self, at: int, single: dict, tokens: tuple[str, ...], number: int, weight: float):
        if len(tokens) > 1:
            self._runs.append((at, tokens, number, weight))
        elif tokens[0] not in single or single[tokens[0]][1] < weight:
            single[tokens[0]] = (number, weight)

    def spans(self, text: str, begins: int = 0) -> list[Span]:
        """Return the matching parts of a text in order, none overlapping another.

        `begins` is added to every offset.
        """
        tokens = analyse(text)
        lemmas, exacts, roots = self._lemmas, self._exacts, self._roots
        found = [
            self._span(token)
            for token in tokens
            if token[5] in lemmas or token[4] in exacts or token[6] in roots
        ]
        if self._runs:
            heads: dict[int, Token] = {}
            for token in tokens:
                heads.setdefault(token.position, token)
            listed = list(heads.values())
            for run in self._runs:
                found.extend(_runs(listed, *run))
        if begins:
            found = [span._replace(start=span[0] + begins, end=span[1] + begins) for span in found]
        return _apart(found[:MAX_SPANS])

    def _span(self, token: Token) -> Span:
        """Of the ways in which a token matches, the best."""
        ways = (
            self._lemmas.get(token.lemma),
            self._exacts.get(token.exact),
            self._roots.get(token.root),
        )
        number, weight = max(filter(None, ways), key=lambda way: way[1])
        return Span(token.start, token.end, number, weight)

    def windows(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield the parts of a long text worth reading: around words that begin like ours."""
        beginnings = {word[:BEGINNING] for word in self._beginnings() if not word.startswith("#")}
        if not beginnings:
            return
        # A short word is one with an ending, not the beginning of any.
        ways = [
            re.escape(word) + ("" if len(word) == BEGINNING else r"\w{0,3}\b")
            for word in sorted(beginnings)
        ]
        pattern = re.compile(rf"\b(?:{'|'.join(ways)})", re.I)
        reached = count = 0
        for match in pattern.finditer(text):
            if match.start() < reached:
                continue
            if count == MAX_WINDOWS:
                return
            count += 1
            start = max(reached, text.rfind("\n", max(0, match.start() - WINDOW), match.start()))
            start = start if start > reached else max(reached, match.start() - WINDOW)
            reached = min(len(text), match.end() + WINDOW)
            yield start, reached

    def _beginnings(self) -> Iterable[str]:
        yield from self._lemmas
        yield from self._exacts
        yield from self._codes
        yield from (tokens[0] for _at, tokens, _number, _weight in self._runs)


def _runs(
    heads: Sequence[Token], at: int, tokens: tuple[str, ...], number: int, weight: float
) -> Iterator[Span]:
    """Yield where tokens stand side by side."""
    values = [token[at] for token in heads]
    size = len(tokens)
    first = -1
    for _possible in range(values.count(tokens[0])):
        first = values.index(tokens[0], first + 1)
        if tuple(values[first : first + size]) == tokens:
            yield Span(heads[first].start, heads[first + size - 1].end, number, weight)


def _apart(spans: list[Span]) -> list[Span]:
    """Sort spans and join those that overlap."""
    joined: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        if joined and span.start < joined[-1].end:
            last = joined[-1]
            weight = max(last.weight, span.weight)
            joined[-1] = Span(last.start, max(last.end, span.end), last.word, weight)
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
    return _best(text, _apart(spans))


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
