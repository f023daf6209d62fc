"""What of a Word form enters a draft: shown beside what is there, taken only where somebody says so."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from practices.drafts.models import Draft
from practices.drafts.rows import KINDS, MOST
from practices.drafts.steps import STEPS, Step
from practices.drafts.typed import is_empty
from practices.drafts.word import layout
from practices.drafts.word.form import version_mark
from practices.drafts.word.layout import Question
from practices.drafts.word.reading import Found
from practices.drafts.words import said

NEW, LATER, BOTH = "new", "later", "both"
FILE, SITE, JOIN = "file", "site", "both"


@dataclass(frozen=True, slots=True)
class Item:
    """A field or kind of rows that the file says otherwise than the draft.

    `state`: NEW, nothing is in the draft; LATER, the file was made from what is in the draft and
    was changed since; BOTH, each has words of its own and its author must choose. `chosen` is what
    the page shows as chosen: FILE, SITE, JOIN or "".
    """

    name: str
    label: str
    step: Step
    state: str
    read: str
    kept: str
    can_join: bool
    chosen: str


@dataclass(frozen=True, slots=True)
class Review:
    """All that differs, and how many fields and rows say the same."""

    items: list[Item]
    same: int


def review(draft: Draft, found: Found, answers: Mapping[str, str]) -> Review:
    """Compare; `answers` are {field: what was chosen on the page before}."""
    items: list[Item] = []
    same = 0
    known = {one.name: one for one in layout.questions()}
    for step in STEPS:
        for name in step.names:
            if name not in found.values:
                continue
            state = _state(draft, step, name, found)
            if not state:
                same += len(found.values[name]) if name in KINDS else 1
                continue
            words = _rows_in_words if name in KINDS else _in_words
            default = "" if state == BOTH else FILE
            items.append(
                Item(
                    name=name,
                    label=str(KINDS[name].heading) if name in KINDS else known[name].label,
                    step=step,
                    state=state,
                    read=words(name, found.values[name], known),
                    kept=words(name, draft.values.get(name), known),
                    can_join=state != NEW and _can_join(name, known),
                    chosen=answers.get(name, default),
                )
            )
    return Review(items, same)


def merged(values: Mapping[str, Any], read: Mapping[str, Any], chosen: Mapping[str, str]) -> dict:
    """Return the values that change. A row with a file stays, also where the Word form has none."""
    changed: dict[str, Any] = {}
    for name, way in chosen.items():
        if name not in read or way not in (FILE, JOIN):
            continue
        old, new = values.get(name), read[name]
        if name in KINDS:
            old = [row for row in old or [] if not is_empty(name, row)]
            changed[name] = _joined_rows(name, old, new, keep_all=way == JOIN)
        elif way == FILE or not old:
            changed[name] = new
        elif isinstance(new, list):
            changed[name] = list(dict.fromkeys([*old, *new]))
        else:
            changed[name] = f"{old}\n\n{new}"
    return changed


def _joined_rows(kind: str, old: list[dict], new: list[dict], *, keep_all: bool) -> list[dict]:
    taken = {row.get("file") for row in new} - {"", None}
    if keep_all:
        before = [_plain_row(kind, row) for row in old]
        return [*old, *(row for row in new if _plain_row(kind, row) not in before)][:MOST]
    return [*new, *(row for row in old if row.get("file") and row["file"] not in taken)][:MOST]


def _state(draft: Draft, step: Step, name: str, found: Found) -> str:
    """Return the state of a field that the file fills in; "" where both say the same."""
    old, new = draft.values.get(name), found.values[name]
    if name in KINDS:
        old = [row for row in old or [] if not is_empty(name, row)]
        is_same = [_plain_row(name, row) for row in old] == [_plain_row(name, row) for row in new]
        blank = not old
    else:
        is_same = _plain(old) == _plain(new)
        blank = old in (None, "", [], False) or old == step.form.base_fields[name].initial
    if is_same:
        return ""
    if blank:
        return NEW
    return LATER if _made_from(draft, step, found.mark) else BOTH


def _made_from(draft: Draft, step: Step, mark: str) -> bool:
    """Tell whether the file was made from this draft after the last change of the step."""
    start, _line, version = mark.rpartition("_")
    own = version_mark(draft).rpartition("_")[0]
    stamp = draft.stamps.get(str(step.number))
    seen = int(version) if version.isdecimal() and len(version) < 9 else 0
    return start == own and (stamp["version"] if stamp else 1) <= seen <= draft.version


def _plain(value: Any) -> Any:
    """Return a value without what Word does to spaces."""
    if isinstance(value, list):
        return sorted(value)
    if isinstance(value, str):
        lines = (" ".join(line.split()) for line in value.strip().split("\n"))
        return re.sub(r"\n{2,}", "\n\n", "\n".join(lines))
    return value or ""


def _plain_row(kind: str, row: Mapping[str, Any]) -> dict[str, Any]:
    fields = KINDS[kind].base_fields
    return {name: _plain(row.get(name) or one.initial or "") for name, one in fields.items()}


def _can_join(name: str, known: Mapping[str, Question]) -> bool:
    if name in KINDS:
        return True
    return known[name].is_long or isinstance(
        known[name].field, (forms.MultipleChoiceField, forms.ModelMultipleChoiceField)
    )


def _in_words(name: str, value: Any, known: Mapping[str, Question]) -> str:
    return said(known[name].field, value)


def _rows_in_words(kind: str, rows: list[dict] | None, _known: Mapping[str, Question]) -> str:
    lines = []
    asked = [one for one in layout.columns(kind) if one.name != layout.FILE]
    for row in rows or []:
        parts = (said(one.field, row.get(one.name)) for one in asked)
        lines.append(" · ".join(filter(None, parts)))
    return "\n".join(filter(None, lines))


def choices_of(post: Mapping[str, str], read: Mapping[str, Any]) -> dict[str, str]:
    """Return what a post says of every field that was read; a box that is not ticked says SITE."""
    return {name: post.get(f"take-{name}", "")[:5] for name in read}
