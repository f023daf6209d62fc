"""The words that generated practices are written with: real Bulgarian forms, spread as in text.

Working out 300,000 forms takes seconds, so the result is kept in the system's temporary folder
under the name of the rules that made it; delete it at will.
"""

import itertools
import marshal
import random
import tempfile
from pathlib import Path
from typing import NamedTuple

from search.bulgarian import Analyser, default_analyser
from search.bulgarian.lexicon import data_lines, stop_words

FORMS = 300_000
SPREAD = 4_000_000  # words in the spread; drawing from it is drawing by frequency
# Zipf-Mandelbrot: a word of rank r is met 1 / (r + SHIFT)^SLOPE as often. So the words of 98
# practices are as many as the real ones have (4,334 forms in 22,110 words), and the 3,000 most
# frequent of them are as large a share (94 %).
SLOPE, SHIFT = 1.25, 2.7
FIRST = [
    "на",
    "и",
    "за",
    "в",
    "от",
    "с",
    "се",
    "да",
    "по",
    "са",
    "през",
    "при",
    "до",
    "като",
    "към",
    "със",
    "не",
    "е",
    "или",
    "из",
]
SYLLABLES = [
    "ба",
    "во",
    "га",
    "де",
    "жи",
    "ко",
    "лу",
    "ма",
    "не",
    "по",
    "ра",
    "си",
    "те",
    "фо",
    "ха",
    "ци",
    "ча",
    "ши",
    "гра",
    "про",
    "сто",
    "тра",
    "кло",
]


class Written(NamedTuple):
    """A word as it is typed, and its finished tokens."""

    exact: str
    lemma: str
    root: str


def folder() -> Path:
    """Return where benchmarks keep what takes long to make."""
    path = Path(tempfile.gettempdir()) / "knowledge-base-benchmarks"
    path.mkdir(exist_ok=True)
    return path


class Words:
    """A vocabulary ordered by frequency, and a long text of it to draw from.

    `version` names the rules that made its tokens, these rules unless said.
    """

    def __init__(self, count: int = FORMS, spread: int = SPREAD, version: str = ""):
        self.ranked = [Written(*row) for row in _kept(count, version)]
        weights = (1 / (rank + SHIFT) ** SLOPE for rank in range(len(self.ranked)))
        cumulative = list(itertools.accumulate(weights))
        chance = random.Random(20260101)
        self.spread = chance.choices(self.ranked, cum_weights=cumulative, k=spread)


def _kept(count: int, version: str) -> list[tuple[str, str, str]]:
    analyser = default_analyser()
    path = folder() / f"words-{count}-{version or analyser.version}.marshal"
    if path.exists():
        return marshal.loads(path.read_bytes())
    made = [row for form in _ranked(analyser, count) if (row := _row(analyser, form))]
    path.write_bytes(marshal.dumps(made))
    return made


def _row(analyser: Analyser, form: str) -> tuple[str, str, str] | None:
    """Return a form with its lemma and root; None for what is not one plain word."""
    tokens = analyser.analyse(form)
    if len(tokens) != 1 or tokens[0].exact != form:
        return None
    return form, tokens[0].lemma, tokens[0].root


def _ranked(analyser: Analyser, count: int) -> list[str]:
    """Return forms, the most frequent first: little words, what practices write about, then the
    dictionary in no order; invented words where there is no dictionary."""
    rows = [line.split("\t") for line in data_lines("frequencies.tsv")]
    rows.sort(key=lambda row: -int(row[1]))
    found = dict.fromkeys([*FIRST, *(form for form, _ in rows), *sorted(stop_words())])
    chance = random.Random(7)
    rest = [form for form in analyser.lexicon.forms() if len(form) > 2]
    chance.shuffle(rest)
    found.update(dict.fromkeys(rest[:count]))
    while len(found) < count:
        found["".join(chance.choices(SYLLABLES, k=chance.randint(2, 5)))] = None
    return [form for form in found if form.isalpha() and not form.isascii()][:count]
