"""A field of a practice in words: its name, what it says, and a change of it word by word."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.forms import ChoiceField, Form
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from practices.changes.merging import Merged, Wish, wanted
from practices.changes.sections import names_of, values_of
from practices.curation import proportion
from practices.drafts.rows import KINDS
from practices.drafts.steps import STEPS

# Fields whose name is not that of the first thing one types of them.
_NAMES: dict[str, Promise] = {
    "start": gettext_lazy("Beginning"),
    "end": gettext_lazy("End"),
    "contact": gettext_lazy("Contact"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """One field of a proposed change as an editor reads it.

    `parts`: from what is public now to what is wanted. `clash`: somebody else changed it
    meanwhile; `before` is then what the proposer saw. `done`: the public text says so already.
    """

    key: str
    label: str
    parts: tuple[proportion.Part, ...]
    is_addition: bool
    clash: bool
    done: bool
    before: str
    has_claim: bool


def label_of(key: str) -> str:
    """Return the name of a field of an entry, as the form says it."""
    if key in KINDS:
        return str(KINDS[key].heading)
    return str(_NAMES[key]) if key in _NAMES else str(_field(names_of(key)[0]).label)


def text_of(key: str, value: Any) -> str:
    """Return what a field says, in words: choices by name, a row a line."""
    values = values_of({key: value})
    if key in KINDS:
        return "\n".join(_row(KINDS[key](), row) for row in values[key])
    names = names_of(key)
    lines = []
    for name in names:
        words = _in_words(_field(name), values.get(name))
        if words and len(names) > 1:
            words = f"{_field(name).label}: {words}"
        lines.append(words)
    return "\n".join(filter(None, lines))


def shown(wishes: Mapping[str, Wish], now: Mapping[str, Any], merged: Merged) -> list[Shown]:
    """Return the wishes as they are read against what is public now."""
    found = []
    for key, wish in wishes.items():
        public, new = text_of(key, now[key]), text_of(key, wanted(key, wish, now[key]))
        parts = tuple(proportion.parts(public, new))
        clash = key in merged.both
        found.append(
            Shown(
                *(key, label_of(key), parts, wish.add, clash, key in merged.done),
                before=text_of(key, wish.old) if clash else "",
                has_claim=any(part.is_claim for part in parts),
            )
        )
    return found


def _field(name: str):
    return next(step.form.base_fields[name] for step in STEPS if name in step.form.base_fields)


def _row(form: Form, row: Mapping[str, Any]) -> str:
    said = []
    for name, field in form.fields.items():
        words = "" if name == "file" else _in_words(field, row.get(name))
        # The first field of a row is what the row is; of the others the name is said.
        said.append(f"{field.label}: {words}" if words and said else words)
    return " · ".join(filter(None, said))


def _in_words(field: Any, value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else ""
    if not isinstance(field, ChoiceField):
        names = getattr(field, "queryset", None)
        if names is not None:
            return ", ".join(str(row) for row in names.filter(code__in=value or []))
        return str(value or "")
    known = dict(_flat(field.choices))
    codes = value if isinstance(value, list) else [value]
    return ", ".join(str(known.get(code, code)) for code in codes if code)


def _flat(choices: Any):
    for code, words in choices:
        if isinstance(words, (list, tuple)):
            yield from _flat(words)
        else:
            yield str(code), words
