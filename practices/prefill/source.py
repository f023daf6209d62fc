"""A text as the rules read it: letters made alike one for one, paragraphs, sentences.

`plain` has the length of the text, so every offset found in it is an offset of the text.
"""

import re
from bisect import bisect_right
from functools import lru_cache

# A sentence without an end is cut here, so that no rule ever looks through more.
LONGEST = 1200
# A shorter line may be a heading, so it is not taken for the beginning of what follows.
SHORT_LINE = 60

_SPACES = dict.fromkeys(map(ord, "\u00a0\u2007\u2009\u202f\t\u200a\u2002\u2003"), " ")
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
_SIGNS = _SPACES | _DASHES
_LATIN = str.maketrans("aceopxyABCEHKMOPTXkmt", "асеорхуАВСЕНКМОРТХкмт")
_MIXED = re.compile(r"[A-Za-zА-Яа-я]{2,60}")
_QUOTES = re.compile(r"[\"„“”«»‟″]|''")
# What a point does not end a sentence after, whatever follows.
_ABBREVIATIONS = frozenset(
    [
        "ул",
        "бул",
        "гр",
        "с",
        "кв",
        "пл",
        "общ",
        "обл",
        "чл",
        "ал",
        "т",
        "инж",
        "проф",
        "доц",
        "арх",
        "инж",
        "д-р",
        "г-н",
        "г-жа",
        "акад",
        "св",
        "вкл",
        "напр",
        "тел",
        "бл",
        "ет",
        "стр",
        "вж",
        "бр",
        "им",
        "км",
        "ж.к",
        "р",
        "ок",
        "ст",
    ]
)
# What may end a sentence when the next word begins with a capital.
_UNITS = frozenset(
    ["г", "год", "лв", "хил", "млн", "ч", "мин", "др", "пр", "н.е", "т.н", "т.ч", "кв.м", "бр"]
)
_ACT = re.compile(
    r"(?:Наредба|Правилник|Стратегия|Програма|План|Методика|Тарифа|Правила|Концепция|Инструкция|Устав|Кодекс|Харта|Процедура)\b"
)
_ADOPTS = re.compile(r"прие|издад|утвърд|гласува|одобр|подпис")
# A sentence that so far only said when: its point belongs to „г.“.
_OPENER = re.compile(
    r"(?:^|[.!?…“]\s|\n)(?:През|На|От|До|В|Във|След|Към|Между|Преди|Още\s(?:през|на|от)|И\sпрез|А\sпрез)\s"
    r"(?:(?:[а-я]*(?:ари|уари|арт|прил|май|юни|юли|уст|ври|лято|лятото|есен|есента|зимата|пролетта|началото|края|средата|периода|месец)|на|и|до|от|между|\d{1,2}(?:-?[а-я]{2})?|(?:19|20)\d\d|-)\s?){1,9}г$"
)
_END = re.compile(r"[.!?…]+[“)\]]*(?=\s)")
_BEFORE = re.compile(r"[\w.-]{1,8}$")
_LINE = re.compile(r"[^\s](?:[^\n\r]*[^\s])?")
_OPENS = re.compile(r"\s+[„(\[-]*\s*[A-ZА-Я\d„№]")


def _quote(match: re.Match[str]) -> str:
    """Return the mark as „ or “, by what stands around it."""
    text, at = match.string, match.start()
    if len(match[0]) > 1:
        return "  "
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    opens = (before.isspace() or before in "([„-–/") and not after.isspace()
    if match[0] == "„":
        return "„"
    return "„" if opens else "“"


def _cyrillic(match: re.Match[str]) -> str:
    """Return a word with Latin look-alikes in Cyrillic, if most of its letters are Cyrillic."""
    word = match[0]
    foreign = sum(c <= "z" for c in word)
    if not foreign or foreign * 2 >= len(word):
        return word
    return word.translate(_LATIN)


def _paragraphs(text: str) -> list[tuple[int, int]]:
    """Return the paragraphs: lines, joined where a file broke them in the middle of a sentence."""
    found: list[tuple[int, int]] = []
    for line in _LINE.finditer(text):
        if found and _is_broken(text, found[-1], line.start()):
            found[-1] = (found[-1][0], line.end())
        else:
            found.append(line.span())
    return found


def _is_broken(text: str, before: tuple[int, int], at: int) -> bool:
    """Whether the line that begins at an offset goes on with the paragraph before it."""
    start, end = before
    if text.count("\n", end, at) > 1 or text[end - 1] in ".!?:;":
        return False
    return text[at].islower() or (text[at].isdigit() and end - start > SHORT_LINE)


class Source:
    """A text, its plain form and the places of its paragraphs and sentences."""

    def __init__(self, text: str):
        self.text = text
        plain = _MIXED.sub(_cyrillic, text.translate(_SIGNS))
        plain = _QUOTES.sub(_quote, plain)
        self.paragraphs = _paragraphs(text)
        self.plain = plain.replace("\n", " ").replace("\r", " ")
        self.sentences = [s for p in self.paragraphs for s in self._sentences(*p)]
        self._starts = [start for start, _ in self.sentences]

    def _sentences(self, start: int, end: int) -> list[tuple[int, int]]:
        found = []
        for cut in [*self._ends(start, end), end]:
            while cut - start > LONGEST:
                space = self.plain.rfind(" ", start + 1, start + LONGEST)
                part = space if space > start else start + LONGEST
                found.append((start, part))
                start = self._skip(part, end)
            if cut > start:
                found.append((start, cut))
            start = self._skip(cut, end)
        return found

    def _skip(self, at: int, end: int) -> int:
        while at < end and self.text[at].isspace():
            at += 1
        return at

    def _ends(self, start: int, end: int) -> list[int]:
        return [
            m.end()
            for m in _END.finditer(self.plain, start, end)
            if _OPENS.match(self.plain, m.end()) and not self._goes_on(m)
        ]

    def _goes_on(self, point: re.Match[str]) -> bool:
        """Whether a point belongs to an abbreviation or an initial."""
        if point[0] != ".":
            return False
        before = _BEFORE.search(self.plain, max(0, point.start() - 8), point.start())
        if not before:
            return False
        if len(before[0]) == 1 and before[0].isupper():
            return True  # an initial
        word = before[0].lower()
        if word in _UNITS:
            after = self.plain[point.end() : point.end() + 24].lstrip()
            if (
                _ACT.match(after)
                and _ADOPTS.search(self.plain, max(0, point.start() - 60), point.start())
            ) or _OPENER.search(self.plain, max(0, point.start() - 70), point.start()):
                # „прие на 28 януари 2021 г. Наредба за …“, „През март 2019 г. Общинският съвет …“
                return True
            return not after[:1].isupper()
        return word in _ABBREVIATIONS

    def sentence_at(self, at: int) -> tuple[int, int]:
        """Return the offsets of the sentence that an offset lies in (or of the one before it)."""
        if not self.sentences:
            return (0, 0)
        return self.sentences[max(0, bisect_right(self._starts, at) - 1)]

    def following(self, sentence: tuple[int, int]) -> tuple[int, int] | None:
        """Return the next sentence of the same paragraph."""
        place = bisect_right(self._starts, sentence[0])
        if place >= len(self.sentences):
            return None
        after = self.sentences[place]
        return None if "\n" in self.text[sentence[1] : after[0]] else after

    def before(self, at: int, most: int = 80) -> str:
        """Return what stands before an offset in its sentence, at most so many characters."""
        start, _ = self.sentence_at(at)
        return self.plain[max(start, at - most) : at]

    def after(self, at: int, most: int = 80) -> str:
        """Return what stands after an offset in its sentence, at most so many characters."""
        _, end = self.sentence_at(at)
        return self.plain[at : max(at, min(end, at + most))]


@lru_cache(maxsize=8)
def read(text: str) -> Source:
    """Return the text as a Source, kept for the rules that follow."""
    return Source(text)
