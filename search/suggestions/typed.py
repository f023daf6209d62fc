"""What somebody has typed so far → conditions on what to suggest. Pure and bounded.

The last word is unfinished: a beginning, in every way of typing, and, where it happens to be a
whole word, all that the search page would understand by it. The words before it are understood as
on the search page (search/understanding) and must be there in any form.
"""

import bisect
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from search.bulgarian import code_marker, decoding, glossary, is_stop_word
from search.bulgarian.beginnings import cyrillic, latin, layouts, near
from search.bulgarian.characters import compose, normalise
from search.bulgarian.phrases import DENIALS, one_per_word
from search.query import clean
from search.understanding import Knowledge, Word, understand
from search.understanding.meanings import APART_REASON
from search.understanding.spelling import in_cyrillic

MAX_LENGTH = 100  # characters; nobody looks at suggestions while writing a letter
MAX_CHUNKS = 8
MAX_OPTIONS = 16  # of one word
MAX_FORMS = 100  # looked at for words that change their stem
MAX_STEMS = 5
MIN_STEM = 3
MIN_CODE = 4
MIN_ENGLISH = 3  # letters of the beginning of an English term
MAX_ENGLISH = 3
MAX_TAIL = 4  # words of such a term
MIN_MISTYPED_LATIN = 5
MAX_WRITTEN = 3  # ways to write such letters in Cyrillic

# What the readings of a beginning count, against 1 for what was typed.
FORM, READING, STEM = 0.95, 0.6, 0.85
LATIN, INFORMAL, LAYOUT, TO_LATIN = 0.95, 0.9, 0.9, 0.8
MISTYPED, MISTYPED_LATIN, ENGLISH = 0.7, 0.6, 0.75
LATIN_AS_TYPED = 0.8
_QUOTES = str.maketrans(dict.fromkeys('„“”"«»', " "))


@dataclass(frozen=True, slots=True)
class Option:
    """One way to meet a condition: all of these words, and one that begins so."""

    weight: float
    words: tuple[str, ...] = ()
    prefix: str = ""

    @property
    def needles(self) -> tuple[str, ...]:
        """What must all stand in an entry's tokens, which are words between spaces."""
        whole = tuple(f" {word} " for word in self.words)
        return (*whole, f" {self.prefix}") if self.prefix else whole


@dataclass(frozen=True, slots=True)
class Condition:
    """A word of what was typed: its options, the heaviest first. `required`: one must be met."""

    options: tuple[Option, ...]
    required: bool = True


def conditions(text: object, knowledge: Knowledge, language: str = "bg") -> tuple[Condition, ...]:
    """Return what is asked of an entry; nothing where nothing can be suggested.

    To a reader of Bulgarian Latin letters are mostly Bulgarian ones: `s` is `с` before `street`.
    """
    if not isinstance(text, str) or len(text) > MAX_LENGTH:
        return ()
    chunks = [c for c in clean(text).translate(_QUOTES).split() if not c.startswith(("-", "−"))]
    if not chunks or len(chunks) > MAX_CHUNKS:
        return ()
    finished = text[-1:].isspace()
    early, last = (chunks, "") if finished else (chunks[:-1], chunks[-1])
    length, tail = _english_tail(chunks, knowledge) if last else (0, None)
    early = chunks[:-length] if tail else early
    found = [condition for word in _understood(early, knowledge) if (condition := _of(word))]
    if last:
        found += _last(early, last, knowledge, language) if tail is None else [tail]
    if found and not any(condition.required for condition in found):
        found = [Condition(condition.options) for condition in found]
    return tuple(found)


def _understood(chunks: list[str], knowledge: Knowledge) -> tuple[Word, ...]:
    return understand(" ".join(chunks), MAX_CHUNKS, knowledge).words if chunks else ()


def _of(word: Word) -> Condition | None:
    """Return the condition of a whole word; one that carries no subject need not be there."""
    options = _best(_whole(word))
    is_year = word.optional and word.text[:4].isdecimal()
    return Condition(options, not word.stop and not is_year) if options else None


def _whole(word: Word) -> Iterator[Option]:
    """Yield what a whole word may mean, but for what is only near: a title is short."""
    for alternative in word.alternatives:
        if alternative.stream != "root" and alternative.reason != APART_REASON:
            yield Option(alternative.weight, alternative.tokens)


def _best(options: Iterator[Option] | list[Option]) -> tuple[Option, ...]:
    """Return the options each once, the heaviest first, at most MAX_OPTIONS."""
    found: dict[tuple, Option] = {}
    for option in options:
        key = (option.words, option.prefix)
        if key not in found or found[key].weight < option.weight:
            found[key] = option
    return tuple(sorted(found.values(), key=lambda o: -o.weight)[:MAX_OPTIONS])


def _last(early: list[str], last: str, knowledge: Knowledge, language: str) -> list[Condition]:
    """Return the conditions of the last chunk: its beginning, and the words before it within."""
    heads: dict[int, str] = {}
    for token in knowledge.analyser.analyse(last):
        if token.kind != "code":
            heads.setdefault(token.position, token.exact)
    *before, prefix = [form for form in heads.values() if form] or [""]
    foreign, code = list(_foreign(last, knowledge)), list(_code(last))
    options = [*foreign, *code, *_english([last], knowledge)]
    if prefix:
        as_typed = LATIN_AS_TYPED if foreign and prefix.isascii() and language == "bg" else 1.0
        options += [Option(as_typed, prefix=prefix), *_forms(prefix, knowledge)]
    if len(options) == 1:
        options += _mistyped(prefix, knowledge)
    if _is_whole(last, prefix, knowledge):
        start = len(" ".join([*early, ""]))
        words = _understood([*early, last], knowledge)
        options += [option for word in words if word.start >= start for option in _whole(word)]
    if not options:
        return []
    split = [] if code or any(option.weight >= LAYOUT for option in foreign) else before
    inner = [Condition((Option(1.0, (form,)),)) for form in split]
    # `за` may be a word of its own or the beginning of one: beside others it hides nothing.
    whole = is_stop_word(prefix) and prefix not in DENIALS and bool(early)
    return [*inner, Condition(_best(options), required=not whole)]


def _is_whole(last: str, prefix: str, knowledge: Knowledge) -> bool:
    """Whether the last chunk may be a whole word, so that its spelling need not be mended."""
    if len(last) < 2:
        return False
    vocabulary = knowledge.vocabulary
    return (
        knowledge.knows(prefix)
        or bool(decoding.decode_latin(last, vocabulary))
        or bool(decoding.decode_layout(last, vocabulary))
    )


def _foreign(raw: str, knowledge: Knowledge) -> Iterator[Option]:
    """Yield what the beginning means in other letters or on another keyboard."""
    vocabulary = knowledge.vocabulary
    bare = compose(raw).lower().strip(".,;:!?()")
    found = latin(bare, vocabulary)
    for reading in found:
        weight = LATIN if reading.reason == decoding.OFFICIAL else INFORMAL
        yield Option(weight, prefix=reading.tokens[0])
    if not found:
        for reading in layouts(raw, vocabulary):
            yield Option(LAYOUT, prefix=reading.tokens[0])
    for reading in cyrillic(normalise(bare), vocabulary):
        yield Option(TO_LATIN, prefix=reading.tokens[0])


def _forms(prefix: str, knowledge: Knowledge) -> Iterator[Option]:
    """Yield the words of which the beginning is a form, or begins one with another stem (`дец`)."""
    analyser, vocabulary = knowledge.analyser, knowledge.vocabulary
    if prefix in vocabulary:
        lemma, *others = analyser.lemmas(prefix)
        yield Option(FORM, (lemma,))
        yield from (Option(READING, (other,)) for other in others[:2])
    if len(prefix) < MIN_STEM or prefix.isascii():
        return
    stems: dict[str, None] = {}
    for seen, form in enumerate(vocabulary.forms(prefix)):
        if seen == MAX_FORMS or len(stems) == MAX_STEMS:
            break
        lemma = analyser.lemmas(form)[0]
        if not lemma.startswith(prefix):
            stems.setdefault(lemma)
    yield from (Option(STEM, (lemma,)) for lemma in stems)


def _mistyped(prefix: str, knowledge: Knowledge) -> Iterator[Option]:
    """Yield what a beginning with a mistake in it may be, where nothing known begins so."""
    vocabulary = knowledge.vocabulary
    written, weight = [prefix], MISTYPED
    if prefix.isascii() and prefix.isalnum() and len(prefix) >= MIN_MISTYPED_LATIN:
        if vocabulary.has_prefix(prefix):
            return
        written, weight = islice(in_cyrillic(prefix), MAX_WRITTEN), MISTYPED_LATIN
    for form in written:
        for reading in near(form, vocabulary):
            yield Option(weight, prefix=reading.tokens[0])


def _code(raw: str) -> Iterator[Option]:
    """Yield the beginning of a project number or of a practice's own."""
    if any(c.isdigit() for c in raw) and any(c.isalpha() for c in raw):
        marker = code_marker(raw)
        if len(marker) > MIN_CODE:
            yield Option(1.0, prefix=marker)


@lru_cache(maxsize=1)
def _english_terms() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the English terms of the glossary in order, each with its Bulgarian ones."""
    rows = ((term, entry.bulgarian) for entry in glossary.entries() for term in entry.english)
    return tuple(sorted((" ".join(term.lower().split()), meant) for term, meant in rows))


def _english(tail: list[str], knowledge: Knowledge) -> Iterator[Option]:
    """Yield the Bulgarian of the English terms that begin with these words."""
    typed = " ".join(tail).lower()
    if len(typed) < MIN_ENGLISH or not typed.isascii():
        return
    terms = _english_terms()
    first = bisect.bisect_left(terms, (typed,))
    for term, meant in terms[first : first + MAX_ENGLISH]:
        if not term.startswith(typed):
            return
        for text in meant:
            tokens = one_per_word(knowledge.analyser.analyse(text))
            lemmas = tuple(token.lemma for token in tokens if not is_stop_word(token.exact))
            if lemmas:
                yield Option(ENGLISH, lemmas)


def _english_tail(chunks: list[str], knowledge: Knowledge) -> tuple[int, Condition | None]:
    """Return how many of the last chunks begin an English term of several words, and what it means.

    The words as they were typed are met too: English titles have them.
    """
    for length in range(min(MAX_TAIL, len(chunks)), 1, -1):
        tail = chunks[-length:]
        options = list(_english(tail, knowledge))
        if options:
            *before, last = (normalise(chunk) for chunk in tail)
            words = tuple(knowledge.lemma(form) for form in before if form)
            return length, Condition(_best([Option(1.0, words, last), *options]))
    return 0, None
