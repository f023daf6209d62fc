"""What was typed: from a post to JSON and from JSON to forms, right or wrong, losing nothing.

`values` of a draft: name of a field → text, list of texts or bool; name of a kind of rows → list of
rows, each such a dictionary.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.forms import BoundField, ChoiceField, Form
from django.http import QueryDict

from practices.drafts.rows import KINDS, MOST, RowForm
from practices.drafts.steps import STEPS, FieldSet, Step, StepForm

LONGEST = 30_000  # characters of one field that are kept: five times the longest limit


@dataclass
class Row:
    """One row on the page. `file`: the DraftFile it stands for, if any."""

    index: int
    form: RowForm
    file: Any = None


@dataclass
class Group:
    """All rows of a kind on the page."""

    kind: str
    rows: list[Row]
    spec: type[RowForm]

    @property
    def count(self) -> int:
        return len(self.rows)


@dataclass(frozen=True, slots=True)
class Section:
    """Fields that stand together on the page; `about` is None for those without a legend."""

    about: FieldSet | None
    fields: list[BoundField]
    is_open: bool


@dataclass
class Checked:
    """What the valid part of the values means, and what is wrong with the rest."""

    cleaned: dict[str, Any] = field(default_factory=dict)
    rows: dict[str, list[dict]] = field(default_factory=dict)
    # Numbers of the steps in which something is wrong.
    wrong: list[int] = field(default_factory=list)


def read(step: Step, post: QueryDict) -> dict[str, Any]:
    """Return what a post says about a step, as it was typed, empty rows left out."""
    form = step.form()
    typed: dict[str, Any] = {
        name: plain(bound.widget.value_from_datadict(post, {}, name))
        for name, bound in form.fields.items()
    }
    for kind in step.rows:
        count = min(_number(post.get(f"{kind}-count")), MOST)
        rows = [_read_row(kind, index, post) for index in range(count)]
        typed[kind] = [row for row in rows if not is_empty(kind, row)]
    return typed


def index_to_remove(button: str) -> tuple[str, int] | None:
    """Return (kind, index) that the button "steps-2" names."""
    found = re.fullmatch(r"(\w+)-(\d{1,3})", button)
    return (found[1], int(found[2])) if found and found[1] in KINDS else None


def without_row(step: Step, post: QueryDict, kind: str, index: int) -> tuple[dict, dict]:
    """Return what was typed less one row, and that row."""
    removed = _read_row(kind, index, post)
    kept = post.copy()
    for name in list(kept):
        if name.startswith(f"{kind}-{index}-"):
            del kept[name]
    return read(step, kept), removed


def is_empty(kind: str, row: Mapping[str, Any]) -> bool:
    """Tell whether nothing was typed in a row; what a list shows to begin with is not typed."""
    fields = KINDS[kind].base_fields
    return all(
        value in ("", None, False, []) or value == fields[name].initial
        for name, value in row.items()
        if name in fields
    )


def step_form(step: Step, values: Mapping[str, Any], *, check: bool) -> StepForm:
    """Return the form of a step with what was typed; `check` says what is wrong with it."""
    own = {name: values[name] for name in step.form.base_fields if name in values}
    return step.form(own) if check and own else step.form(initial=own)


def sections(step: Step, form: Form) -> list[Section]:
    """Return the fields of a step as the page shows them; a folded set opens where it is used."""
    found = []
    for about, names in step.parts():
        fields = [form[name] for name in names]
        used = any(field.errors or field.value() not in ("", None, False, []) for field in fields)
        found.append(Section(about, fields, is_open=used or not (about and about.folded)))
    return found


def groups(
    step: Step, values: Mapping[str, Any], files: Mapping[str, Any], *, check: bool, add: str = ""
) -> list[Group]:
    """Return the rows of a step; `add` names the kind that gets one more empty row."""
    found = []
    for kind in step.rows:
        spec = KINDS[kind]
        typed = list(values.get(kind) or [])
        empty = 1 if add == kind else max(0, spec.start_with - len(typed))
        rows = [
            Row(index, row_form(kind, index, row, check=check), files.get(row.get("file", "")))
            for index, row in enumerate(typed)
        ]
        rows += [
            Row(index, row_form(kind, index, {}, check=False))
            for index in range(len(typed), min(len(typed) + empty, MOST))
        ]
        _share_choices([row.form for row in rows])
        if add == kind:
            first = next(iter(rows[-1].form.fields.values()))
            first.widget.attrs["autofocus"] = True
        found.append(Group(kind, rows, spec))
    return found


def row_form(kind: str, index: int, row: Mapping[str, Any], *, check: bool) -> RowForm:
    prefix = f"{kind}-{index}"
    if check and row:
        return KINDS[kind](
            {f"{prefix}-{name}": value for name, value in row.items()}, prefix=prefix
        )
    return KINDS[kind](initial=dict(row), prefix=prefix)


def check(values: Mapping[str, Any]) -> Checked:
    """Return what the values mean where they are right. Reads the registers."""
    result = Checked()
    for step in STEPS:
        form = step.form(
            {name: values.get(name, _blank(step, name)) for name in step.form.base_fields}
        )
        right = form.is_valid()
        result.cleaned |= form.cleaned_data
        for kind in step.rows:
            result.rows[kind] = []
            ones = [
                row_form(kind, index, row, check=True)
                for index, row in enumerate(values.get(kind) or [])
            ]
            _share_choices(ones)
            for one in ones:
                right &= one.is_valid()
                defaults = {name: _initial(one, name) for name in one.fields}
                result.rows[kind].append(defaults | one.cleaned_data)
        if not right:
            result.wrong.append(step.number)
    return result


def _blank(step: Step, name: str) -> Any:
    """A field that was never shown has the value that it would be shown with."""
    return step.form.base_fields[name].initial or ""


def _initial(form: RowForm, name: str) -> Any:
    return form.fields[name].initial or ""


def _read_row(kind: str, index: int, post: QueryDict) -> dict[str, Any]:
    form = KINDS[kind](prefix=f"{kind}-{index}")
    return {
        name: plain(bound.widget.value_from_datadict(post, {}, form.add_prefix(name)))
        for name, bound in form.fields.items()
    }


def plain(value: Any) -> Any:
    """Return a posted value as JSON knows it, bounded, line ends as one character."""
    if isinstance(value, bool):
        return value
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value[:400]]
    return str(value or "").replace("\x00", "").replace("\r\n", "\n")[:LONGEST]


def _number(typed: Any) -> int:
    return int(typed) if re.fullmatch(r"\d{1,3}", str(typed or "")) else 0


def _share_choices(rows: list[RowForm]) -> None:
    """Ask the registers once for all rows of a kind, however many there are."""
    if not rows:
        return
    for name, one in rows[0].fields.items():
        if isinstance(one, ChoiceField):
            choices = list(one.choices)
            for row in rows:
                row.fields[name].choices = choices


def heading_of(kind: str) -> str:
    """Return the heading of a kind of rows."""
    return str(KINDS[kind].heading)


def in_words(value: Any) -> str:
    """Return a stored value as text to read beside another."""
    if isinstance(value, list):
        return "\n".join(in_words(item) for item in value)
    if isinstance(value, dict):
        return " · ".join(str(item) for item in value.values() if item not in ("", None, False))
    return "" if value in (None, False) else str(value)
