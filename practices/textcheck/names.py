"""One name spelt two ways within an entry: „Сурия“ and „Суриа“, two forms of a project's title."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import NamedTuple

from rapidfuzz.distance import DamerauLevenshtein

from practices.textcheck.passages import Passage
from practices.textcheck.remarks import Remark, remark
from search.bulgarian import analyse
from search.bulgarian.analyse import default_analyser
from search.bulgarian.characters import scripts

MOST_NAMES = 400
SHORTEST = 5
SURE_FROM = 7  # letters of two words that no dictionary knows
SHORTEST_TITLE = 14
_NAME = re.compile(r"(?<![\w-])[А-Я][а-я]{3,}(?:-[А-Я][а-я]+)*(?![\w-])")
_QUOTED = re.compile(r"„([^„“”\"\n]{4,120})[“”\"]")
# No form of a word ends in -иа: „Сурия“ and „Суриа“ are two spellings.
_NO_ENDING = {"ия", "иа"}
_SURNAME = re.compile(r"(?:ов|ев|ова|ева|ски|ска|ин|ина|чки|чка)$")


class Name(NamedTuple):
    """A name where it stands: its passage, offsets, text, and the word before it."""

    passage: Passage
    start: int
    end: int
    text: str
    before: str


def remarks(_entry: dict, passages: list[Passage]) -> Iterator[Remark]:
    """Yield `two_spellings` once for each rarer spelling, at its first place."""
    taken: list[Name] = []
    for found, alike in ((_titles(passages), _same_title), (_words(passages), _same_word)):
        for rare, usual in _pairs(found, alike):
            if any(_inside(rare, title) or _inside(usual, title) for title in taken):
                continue
            taken.append(rare)
            yield remark("two_spellings", rare.passage, rare.start, rare.end, other=usual.text)


def _pairs(found: list[Name], alike: Callable[[Name, Name], bool]) -> Iterator[tuple[Name, Name]]:
    """Yield (rarer, more usual) spelling of each name, at their first places."""
    first: dict[str, Name] = {}
    counts = Counter(name.text for name in found)
    for name in found:
        first.setdefault(name.text, name)
    kinds = list(first.values())[:MOST_NAMES]
    told = set()
    for n, one in enumerate(kinds):
        for other in kinds[n + 1 :]:
            if one.text in told or other.text in told or not alike(one, other):
                continue
            rare, usual = sorted((other, one), key=lambda name: counts[name.text])
            told.add(rare.text)
            yield rare, usual


def _inside(name: Name, title: Name) -> bool:
    """Whether a name stands in a title that was already remarked on."""
    return name.passage is title.passage and title.start <= name.start < title.end


def _words(passages: list[Passage]) -> list[Name]:
    """Return the capitalised words; the first of a sentence only if it is no dictionary word."""
    found = []
    for passage in passages:
        for match in _NAME.finditer(passage.text):
            before = re.search(
                r"(\w+)\W?\s*$", passage.text[max(0, match.start() - 30) : match.start()]
            )
            found.append(Name(passage, *match.span(), match[0], before[1] if before else ""))
    return found


def _titles(passages: list[Passage]) -> list[Name]:
    return [
        Name(passage, *match.span(1), match[1], "")
        for passage in passages
        for match in _QUOTED.finditer(passage.text)
        if len(match[1]) >= SHORTEST_TITLE
    ]


def _same_word(one: Name, other: Name) -> bool:
    """Whether two words are one name: nearly alike, and not two forms or two known words."""
    a, b = one.text.lower(), other.text.lower()
    if min(len(a), len(b)) < SHORTEST or DamerauLevenshtein.distance(a, b, score_cutoff=1) != 1:
        return False
    known = [default_analyser().is_known(word) for word in (a, b)]
    if all(known) or _are_forms(a, b):
        return False
    if any(_SURNAME.search(word) for word in (a, b)):
        return bool(one.before) and one.before == other.before and one.before[0].isupper()
    return any(known) or len(a) >= SURE_FROM or {a[-2:], b[-2:]} == _NO_ENDING


def _are_forms(a: str, b: str) -> bool:
    """Whether two words one letter apart are forms of one word: they differ in the ending."""
    if {a[-2:], b[-2:]} == _NO_ENDING:
        return False
    return a[:-1] == b[:-1] or a.startswith(b) or b.startswith(a) or _lemma(a) == _lemma(b)


def _same_title(one: Name, other: Name) -> bool:
    """Whether two quoted titles are one: a letter or two, or signs and capitals, apart."""
    a, b = one.text, other.text
    if re.findall(r"\d+", a) != re.findall(r"\d+", b) or scripts(a) == (0, 0):
        return False
    if re.sub(r"\W+", "", a).lower() == re.sub(r"\W+", "", b).lower():
        return re.sub(r"[^\w]+", " ", a).lower() != re.sub(r"[^\w]+", " ", b).lower()
    if DamerauLevenshtein.distance(a.lower(), b.lower(), score_cutoff=2) > 2:
        return False
    return [token.lemma for token in analyse(a)] != [token.lemma for token in analyse(b)]


def _lemma(word: str) -> str:
    return default_analyser().lemmas(word)[0]
