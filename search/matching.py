"""Where the words of a query stand in a text. Pure.

The tokeniser that made the index gives the offsets, so a word is found wherever an engine found it,
in any form.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from search.bulgarian import Token, analyse
from search.bulgarian.tokens import CHUNK

from .query import Query
from .understanding import Alternative

MAX_SPANS = 500  # of one text that are looked at
CODE = 2.0  # a project number says more than any word beside it
WEAK = 0.05  # a word seen only in a relative's shape (`община` in `общински`) explains little
# Of a long text only the surroundings of what may match are read: a part of the question's words.
BEGINNING = 4  # letters
WINDOW = 400  # characters on either side
MAX_WINDOWS = 12
REMEMBERED = 16_384  # chunks of text, in every process; some 10 MB
# Where a stream stands in a Token. The marker of a project number is its own exact form.
STREAMS = {
    name: Token._fields.index("exact" if name == "code" else name)
    for name in ("lemma", "exact", "root", "code")
}
_GAPS = re.compile(f"({CHUNK.pattern})")  # splits a text into gap, chunk, gap, chunk … gap


class Span(NamedTuple):
    """A part of a text that matches, the number of the word of the query it matches, how well."""

    start: int
    end: int
    word: int
    weight: float


class _Chunk(NamedTuple):
    """What a matcher knows of a chunk of text: what matches in it, what may be a part of a run,
    how many words of the text it takes. Offsets are within the chunk."""

    spans: tuple[Span, ...]
    in_runs: tuple[Token, ...]
    steps: int


@lru_cache(maxsize=REMEMBERED)
def _tokens_of(raw: str) -> tuple[tuple[Token, ...], int, tuple[str, ...]]:
    """Return the tokens of one chunk, without project numbers, how many words they are, and all
    that they may be found by.

    They depend on nothing around the chunk (`search.bulgarian.tokens`).
    """
    tokens = tuple(token for token in analyse(raw) if token.kind != "code")
    steps = max((token.position for token in tokens), default=-1) + 1
    return tokens, steps, tuple({token[at] for token in tokens for at in STREAMS.values()})


def _weight(alternative: Alternative) -> float:
    """Return how well an alternative explains a hit: a root hardly, whatever it counts."""
    if alternative.stream == "code":
        return CODE
    if alternative.stream == "root":
        return WEAK * alternative.weight
    return max(alternative.weight, 2 * WEAK)


class Matcher:
    """The words and phrases of one query, ready to be looked for in texts.

    Made for one page: it remembers every chunk of text that it has met.
    """

    def __init__(self, query: Query):
        # Where a stream stands in a Token → its tokens → (number of the word, weight).
        self._single: dict[int, dict[str, tuple[int, float]]] = {at: {} for at in STREAMS.values()}
        self._runs: list[tuple[int, tuple[str, ...], int, float]] = []
        self._codes: list[str] = []
        self._chunks: dict[str, _Chunk] = {}
        for number, word in enumerate(query.words):
            if any(alternative.stream == "code" for alternative in word.alternatives):
                self._codes.append(word.text.lower())
            for alternative in word.alternatives:
                weight = _weight(alternative)
                self._add(STREAMS[alternative.stream], alternative.tokens, number, weight)
        for number, phrase in enumerate(query.phrases, len(query.words)):
            self._add(STREAMS["lemma"], phrase.lemma, number, 1.0)
        self._in_runs = {(run[0], value) for run in self._runs for value in run[1]}
        self._wanted = {value for _at, value in self._in_runs}.union(*self._single.values())
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

    def _add(self, at: int, tokens: tuple[str, ...], number: int, weight: float) -> None:
        single = self._single[at]
        if len(tokens) > 1:
            self._runs.append((at, tokens, number, weight))
        elif tokens[0] not in single or single[tokens[0]][1] < weight:
            single[tokens[0]] = (number, weight)

    def spans(self, text: str, begins: int = 0) -> list[Span]:
        """Return the matching parts of a text in order, none overlapping another.

        `begins` is added to every offset.
        """
        found: list[Span] = []
        heads: dict[int, tuple[int, int, Token]] = {}
        remembered = self._chunks.get
        position, at = 0, begins
        parts = iter(_GAPS.split(text))
        for gap, raw in zip(parts, parts, strict=False):  # the last gap has no chunk
            at += len(gap)
            spans, in_runs, steps = remembered(raw) or self._look(raw)
            if spans:
                found += [Span(at + s[0], at + s[1], s[2], s[3]) for s in spans]
            for token in in_runs:
                place = position + token.position
                heads.setdefault(place, (at + token.start, at + token.end, token))
            position += steps
            at += len(raw)
        for run in self._runs:
            found += _runs(heads, *run)
        if self._codes:
            found += self._code_spans(text, begins)
        return apart(found[:MAX_SPANS])

    def _look(self, raw: str) -> "_Chunk":
        """Work out what of one chunk matches."""
        tokens, steps, values = _tokens_of(raw)
        if self._wanted.isdisjoint(values):  # as almost always
            chunk = self._chunks[raw] = _Chunk((), (), steps)
            return chunk
        spans = tuple(span for token in tokens if (span := self._span(token)))
        in_runs = ()
        if self._runs:
            in_runs = tuple(
                token
                for token in tokens
                if any((at, token[at]) in self._in_runs for at in STREAMS.values())
            )
        chunk = self._chunks[raw] = _Chunk(spans, in_runs, steps)
        return chunk

    def _span(self, token: Token) -> Span | None:
        """Of the ways in which a token matches, the best."""
        best: tuple[int, float] | None = None
        for at, single in self._single.items():
            way = single.get(token[at])
            if way and (best is None or way[1] > best[1]):
                best = way
        return best and Span(token.start, token.end, *best)

    def _code_spans(self, text: str, begins: int) -> Iterator[Span]:
        """Yield where project numbers stand; they may take several chunks."""
        for token in analyse(text):
            if token.kind == "code" and (span := self._span(token)):
                yield span._replace(start=span.start + begins, end=span.end + begins)

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
        yield from self._single[STREAMS["lemma"]]
        yield from self._single[STREAMS["exact"]]
        yield from self._codes
        yield from (tokens[0] for _at, tokens, _number, _weight in self._runs)


def _runs(
    heads: Mapping[int, tuple[int, int, Token]],
    at: int,
    tokens: tuple[str, ...],
    number: int,
    weight: float,
) -> Iterator[Span]:
    """Yield where tokens stand side by side."""
    for position, (start, end, token) in heads.items():
        if token[at] != tokens[0]:
            continue
        for further, value in enumerate(tokens[1:], position + 1):
            if further not in heads or heads[further][2][at] != value:
                break
            end = heads[further][1]
        else:
            yield Span(start, end, number, weight)


def apart(spans: list[Span]) -> list[Span]:
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
