"""Text in, tokens out: the one function that the index and the query share."""

import hashlib
import re
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from . import codes as code_rules
from .characters import fold_latin, normalise, repair_scripts
from .compounds import taken_apart
from .lexicon import Lexicon, overrides, stop_words
from .roots import root
from .stemmer import light2
from .tokens import CHUNK, PLAIN_WORD, Piece, split

MEMORY = 65_536  # chunks remembered in each of two halves; about 25 MB each when full
MAX_REMEMBERED = 48  # characters of a chunk worth remembering
_SUPERLATIVE = "най"  # often written without its hyphen
_DIGIT = re.compile(r"\d")
_GAPS = re.compile(f"({CHUNK.pattern})")  # splits a text into gap, chunk, gap, chunk … gap
# The modules whose rules decide what stands in an index.
_RULES = (
    "characters.py",
    "tokens.py",
    "codes.py",
    "stemmer.py",
    "roots.py",
    "lexicon.py",
    "inflection.py",
    "compounds.py",
    "analyse.py",
)
_DATA = (
    "overrides.tsv",
    "places.tsv",
    "modern.tsv",
    "first_parts.tsv",
    "roots.tsv",
    "stopwords.txt",
)


class Token(NamedTuple):
    """One way to find one place of a text. A tuple, because texts have very many of them.

    `start`, `end`: offsets in the original text. `position`: number of the word; several tokens
    may share one, the first of them is the word itself. `kind`: "word", "number", "part" (of a
    hyphened word) or "code" (a marker, `#…`). `exact`: lower case, one spelling. `lemma`:
    dictionary form, or stem of an unknown word. `root`: rough, shared by derived words.
    `readings`: lemmas of other readings, for the query.
    """

    start: int
    end: int
    position: int
    kind: str
    exact: str
    lemma: str
    root: str
    readings: tuple[str, ...] = ()


class Streams(NamedTuple):
    """Finished tokens joined by spaces, ready for a whitespace analyzer.

    One token per word position first, in order; then the further tokens (joined forms of hyphened
    words, years of dates), so that phrases stay whole.
    """

    lemma: str
    exact: str
    root: str
    code: str


class Word(NamedTuple):
    """What is known of one word apart from its place."""

    exact: str
    lemma: str
    root: str
    readings: tuple[str, ...]


Tail = tuple[str, str, str, str, tuple[str, ...]]  # of a Token: kind, exact, lemma, root, readings


class _Chunk(NamedTuple):
    """A remembered chunk, as finished streams and as tokens.

    `whole`: the tail of its token, where that is the only one and covers all of it. `tokens`:
    else (start, end, step, tail) of every token. `steps`: how many words of the text it takes.
    """

    lemma: str
    exact: str
    root: str
    further: tuple[Word, ...]
    code: bool
    whole: Tail | None
    tokens: tuple[tuple[int, int, int, Tail], ...]
    steps: int


class Analyser:
    """The rules together with one dictionary, remembering what it has worked out."""

    def __init__(self, lexicon: Lexicon | None = None):
        self.lexicon = Lexicon() if lexicon is None else lexicon
        self._overrides = overrides()
        self._chunks: dict[str, _Chunk] = {}
        self._older: dict[str, _Chunk] = {}

    @cached_property
    def version(self) -> str:
        """Name the rules, the data and the dictionary in 16 hex digits."""
        digest = hashlib.sha256()
        package = files(__package__)
        for name in _RULES:
            digest.update((package / name).read_bytes())
        for name in _DATA:
            digest.update((package / "data" / name).read_bytes())
        digest.update(self.lexicon.digest.encode())
        return digest.hexdigest()[:16]

    def is_known(self, form: str) -> bool:
        """Whether an exact form is a word of the dictionary or of the overrides."""
        return form in self._overrides or form in self.lexicon

    def lemmas(self, form: str) -> tuple[str, ...]:
        """Return the lemma of an exact form, then the lemmas of its other readings.

        The first is a fixed point: it is its own lemma.
        """
        if form in self._overrides:
            chosen = self._overrides[form]
            return tuple(dict.fromkeys((chosen, *self._mapped(form))))
        known = self._mapped(form)
        return known or (self._unknown(form),)

    def _mapped(self, form: str) -> tuple[str, ...]:
        """Return the dictionary's readings, each led to where the overrides send it."""
        readings = map(self._one_aspect, self.lexicon.readings(form))
        return tuple(dict.fromkeys(self._overrides.get(r, r) for r in readings))

    def _one_aspect(self, lemma: str) -> str:
        """Lead a verb to the other of its pair that has most forms in common with it.

        `разделя` is a form of both `разделя` and `разделям`; so are `разделят`, `разделяше`.
        """
        if not lemma.endswith("я") or lemma in self._overrides:
            return lemma
        lasting = f"{lemma}м"
        return lasting if lasting in self.lexicon.readings(lemma) else lemma

    def _unknown(self, form: str) -> str:
        """Stem a word that nobody knows until nothing changes or a known word appears.

        A word written together has the lemma of its last part: `велоалеите`, `велоалея`.
        """
        if form.isascii():
            return _english_singular(form)
        if not any("\u0400" <= c <= "\u04ff" for c in form):
            return fold_latin(form)
        if form.startswith(_SUPERLATIVE) and self.is_known(form.removeprefix(_SUPERLATIVE)):
            return self.lemmas(form.removeprefix(_SUPERLATIVE))[0]
        parts = taken_apart(form, self.is_known)
        if parts:
            whole = parts[0] + self.lemmas(parts[1])[0]
            return self.lemmas(whole)[0] if whole != form else form
        while True:
            stem = light2(form)
            if stem == form:
                return stem
            form = stem
            if self.is_known(form):
                return self.lemmas(form)[0]

    def word(self, text: str, said: str = "") -> Word:
        """Analyse one word in its typed letter case; `said` replaces the exact form."""
        exact = normalise(self._one_script(text))
        lemma, *others = self.lemmas(exact)
        return Word(said or exact, lemma, root(lemma), tuple(others))

    def _one_script(self, text: str) -> str:
        if _DIGIT.search(text) and any(c.isalpha() for c in text):
            in_latin = "".join(code_rules.TO_LATIN.get(c, c) for c in text.upper())
            if in_latin.isascii():
                return in_latin
        return repair_scripts(text, self.is_known)

    def _chunk(self, text: str) -> _Chunk:
        """Return a chunk as remembered or worked out now.

        When the younger half of the memory is full, the older half is forgotten; what is met
        again moves to the younger half.
        """
        chunk = self._chunks.get(text) or self._older.get(text) or self._made(text)
        if len(text) <= MAX_REMEMBERED:
            if len(self._chunks) >= MEMORY:
                self._older, self._chunks = self._chunks, {}
            self._chunks[text] = chunk
        return chunk

    def _made(self, text: str) -> _Chunk:
        opens = code_rules.opens_code(text)
        if len(text) <= MAX_REMEMBERED and PLAIN_WORD.fullmatch(text) and not opens:
            lowered = text.lower()
            exact = text if text == lowered else lowered  # equal strings are kept once
            lemma, *others = self.lemmas(exact)
            lemma = exact if lemma == exact else lemma
            rough = root(lemma)
            rough = lemma if rough == lemma else rough
            tail = ("word", exact, lemma, rough, tuple(others))
            return _Chunk(lemma, exact, rough, (), False, tail, (), 1)
        pieces = []
        for piece in split(text):
            if piece.kind == "number" or piece.text.isdecimal():
                word = Word(piece.text, piece.text, piece.text, ())
            else:
                word = self.word(piece.text, normalise_said(piece.said))
            if word.exact and word.lemma:
                pieces.append((piece, word))
        return _chunk_of(text, pieces)

    def analyse(self, text: str) -> list[Token]:
        """Return the tokens of a text, ordered by position. Never raises for any string."""
        remembered, work_out, make = self._chunks.get, self._chunk, tuple.__new__
        tokens: list[Token] = []
        add = tokens.append
        position = at = 0
        code = code_rules.NUMBER_SIGN in text
        parts = iter(_GAPS.split(text))
        for gap, raw in zip(parts, parts, strict=False):  # the last gap has no chunk
            at += len(gap)
            chunk = remembered(raw) or work_out(raw)
            whole = chunk[5]
            if whole is not None:
                end = at + len(raw)
                add(make(Token, (at, end, position, *whole)))
                position += 1
                at = end
                continue
            code = code or chunk.code
            for start, end, step, tail in chunk.tokens:
                add(make(Token, (at + start, at + end, position + step, *tail)))
            position += chunk.steps
            at += len(raw)
        return _with_codes(tokens, text) if code else tokens

    def token_streams(self, text: str) -> Streams:
        """Return the finished tokens of a text for an index. Same tokens as `analyse`."""
        remembered, work_out = self._chunks.get, self._chunk
        chunks = [remembered(raw) or work_out(raw) for raw in CHUNK.findall(text)]
        if not chunks:
            return Streams("", "", "", "")
        lemmas, exacts, roots, furthers, codes, *_rest = zip(*chunks, strict=True)
        further = [word for some in furthers if some for word in some]
        marked = []
        if True in codes or code_rules.NUMBER_SIGN in text:
            marked = [m for code in code_rules.codes(text) for m in code.markers]
        return Streams(
            " ".join([*filter(None, lemmas), *(w.lemma for w in further)]),
            " ".join([*filter(None, exacts), *(w.exact for w in further)]),
            " ".join([*filter(None, roots), *(w.root for w in further)]),
            " ".join(marked),
        )


def _chunk_of(text: str, pieces: list[tuple[Piece, Word]]) -> _Chunk:
    """Return a chunk from its pieces with their words."""
    main: dict[int, Word] = {}
    further = []
    for piece, word in pieces:
        if piece.step in main:
            further.append(word)
        else:
            main[piece.step] = word
    tokens = tuple((p.start, p.end, p.step, (p.kind, *word)) for p, word in pieces)
    code = code_rules.is_code(text) or code_rules.opens_code(text)
    only = len(tokens) == 1 and tokens[0][:3] == (0, len(text), 0) and not code
    return _Chunk(
        " ".join(w.lemma for w in main.values()),
        " ".join(w.exact for w in main.values()),
        " ".join(w.root for w in main.values()),
        tuple(further),
        code,
        tokens[0][3] if only else None,
        tokens,
        max((p.step for p, _ in pieces), default=-1) + 1,
    )


def normalise_said(said: str) -> str:
    """Normalise the exact form of a word with a degree, keeping its one hyphen."""
    if not said:
        return ""
    degree, _, word = said.partition("-")
    word = normalise(word)
    return f"{degree}-{word}" if word else ""


def _english_singular(word: str) -> str:
    """Cut the plural of a Latin word: `projects` → `project`, `cities` → `city`."""
    if len(word) < 4 or not word.endswith("s") or not word.isalpha():
        return word
    if word.endswith(("ss", "us", "is", "ous")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-1]


def _with_codes(tokens: list[Token], text: str) -> list[Token]:
    """Put the markers of the codes of a text at the position of the word where each begins."""
    found = code_rules.codes(text)
    if not found:
        return tokens
    result: list[Token] = []
    waiting = iter(found)
    code = next(waiting, None)
    for index, token in enumerate(tokens):
        result.append(token)
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        while code and token.end > code.start:
            if following and following.position == token.position:
                break
            result.extend(
                Token(code.start, code.end, token.position, "code", marker, marker, marker)
                for marker in code.markers
            )
            code = next(waiting, None)
    return result


class _Process:
    """What this process analyses with."""

    analyser: Analyser | None = None


def default_analyser() -> Analyser:
    """Return the analyser of this process, made at the first use."""
    if _Process.analyser is None:
        _Process.analyser = Analyser()
    return _Process.analyser


def use_lexicon(directory: Path | str) -> Analyser:
    """Read the dictionary of a folder from now on (call it once, when the program starts)."""
    _Process.analyser = Analyser(Lexicon(directory))
    return _Process.analyser


def analyse(text: str) -> list[Token]:
    """Return the tokens of a text; see `Token`. Never raises for any string."""
    return default_analyser().analyse(text)


def token_streams(text: str) -> Streams:
    """Return the finished tokens of a text for an index; see `Streams`."""
    return default_analyser().token_streams(text)


def is_stop_word(exact: str) -> bool:
    """Whether an exact form carries no subject."""
    return exact in stop_words()


def normaliser_version() -> str:
    """Return 16 hex digits that change with the rules, the data and the dictionary.

    An index remembers it; where it differs, index and query would disagree.
    """
    return default_analyser().version
