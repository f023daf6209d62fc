"""The texts of an entry that a reader meets, each with its field's name, cut into sentences. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from typing import NamedTuple

# The story: paragraphs, as a list of plain strings, one string, or HTML.
SECTIONS = (
    *("lead_text", "background", "practice", "results"),
    *("what_failed", "limits", "adapt_notes"),
)
_LINES = ("title", "summary", "problem_line", *SECTIONS)
_NOTES = ("municipalities_note", "target_groups_note", "innovator_name", "editor_note")
_ROWS = {
    "steps": ("action", "term", "responsible"),
    "measures": ("indicator", "before", "after", "unit", "period", "source"),
    "partners": ("name", "role"),
    "events": ("name", "note"),
    "publications": ("title",),
    "legal_basis": ("act", "article"),
    "documents": ("title", "adopted_by"),
    "sources": ("title", "publisher"),
    "gallery": ("alt", "caption", "author"),
    "funding": ("donor", "share"),
}
_PARTS = {
    "cost": ("note",),
    "running_cost": ("note",),
    "staff_effort": ("roles",),
    "lead_organisation": ("name",),
    "participation": ("note",),
    "contact": ("organisation",),
    "inspired_by": ("text",),
}
_BLOCK_END = re.compile(r"</(?:p|li|h\d|ul|ol)>|<br\s*/?>", re.I)
_TAG = re.compile(r"</?[a-z][^<>]{0,500}>", re.I)
_HTML = re.compile(r"</?(?:p|ul|ol|li|h\d|b|i|a|br|em|strong)\b[^<>]*>", re.I)

# A dot after these does not end a sentence; after „г.“ and „лв.“ it may.
_ABBREVIATIONS = (
    "ал|арх|бл|бр|бул|вж|вкл|гр|д-р|доц|ет|ж|изв|инж|кв|км|кор|м|мин|млн|млрд|напр|обл|общ|"
    "п|подп|пл|проф|р-н|с|св|сл|сп|ср|стр|т|тел|ул|хил|ч|чл|т\\.\\s?н|т\\.\\s?ч|[А-ЯA-Z]"
)
_LONGEST_ABBREVIATION = 10  # characters, with the dot: no more need be looked at before an end
_UNENDED = re.compile(rf"(?<![\w-])(?:{_ABBREVIATIONS})\.$", re.I)
_END = re.compile(r"[.!?…]+[“”\"»)]*(?=\s+[„“\"«(–—-]?\s*[А-ЯA-Z0-9])|\n+")


class Sentence(NamedTuple):
    """Offsets in the passage, and the words themselves."""

    start: int
    end: int
    text: str


@dataclass
class Passage:
    """The text of one field; `field` is a key, or a path such as `measures.0.source`."""

    field: str
    text: str

    @property
    def key(self) -> str:
        return self.field.partition(".")[0]

    @cached_property
    def sentences(self) -> list[Sentence]:
        return list(_sentences(self.text))

    def sentence_at(self, offset: int) -> Sentence:
        """Return the sentence an offset lies in; the whole passage where none does."""
        for sentence in self.sentences:
            if sentence.start <= offset < sentence.end:
                return sentence
        return Sentence(0, len(self.text), self.text)


def passages(entry: dict) -> list[Passage]:
    """Return every text of an entry that is not empty, in the order of the form."""
    found = [Passage(name, plain(entry.get(name))) for name in (*_LINES, *_NOTES)]
    for key, names in _PARTS.items():
        found += _of_row(entry.get(key), key, names)
    for key, names in _ROWS.items():
        for n, row in enumerate(rows(entry, key)):
            found += _of_row(row, f"{key}.{n}", names)
    codes = entry.get("project_codes")
    for n, code in enumerate(codes if isinstance(codes, list) else []):
        raw = code.get("raw") if isinstance(code, dict) else code
        found.append(Passage(f"project_codes.{n}", plain(raw)))
    return [passage for passage in found if passage.text.strip()]


def field_text(entry: dict, field: str) -> str:
    """Return the text that the offsets of a remark on `field` count in; "" for an empty one."""
    return next((p.text for p in passages(entry) if p.field == field), "")


def rows(entry: dict, key: str) -> list[dict]:
    """Return the rows of a list in an entry; anything that is not a row becomes an empty one."""
    value = entry.get(key)
    if not isinstance(value, list):
        return []
    return [row if isinstance(row, dict) else {} for row in value]


def plain(value: object) -> str:
    """Return a field's value as plain text; paragraphs are one empty line apart."""
    if isinstance(value, list):
        return "\n\n".join(plain(part) for part in value if isinstance(part, str))
    if not isinstance(value, str):
        return ""
    if _HTML.search(value):
        return unescape(_TAG.sub("", _BLOCK_END.sub("\n\n", value))).strip()
    return value


def _of_row(row: object, path: str, names: tuple[str, ...]) -> list[Passage]:
    if not isinstance(row, dict):
        return []
    return [Passage(f"{path}.{name}", plain(row.get(name))) for name in names]


def _sentences(text: str) -> Iterator[Sentence]:
    start = 0
    for end in _END.finditer(text):
        dot = end.start() + 1
        near = max(start, dot - _LONGEST_ABBREVIATION)
        if end[0].startswith(".") and _UNENDED.search(text, near, dot):
            continue
        yield from _trimmed(text, start, end.end())
        start = end.end()
    yield from _trimmed(text, start, len(text))


def _trimmed(text: str, start: int, end: int) -> Iterator[Sentence]:
    words = text[start:end].strip()
    if words:
        start += text[start:end].index(words)
        yield Sentence(start, start + len(words), words)
