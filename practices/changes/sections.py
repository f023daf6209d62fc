"""The public text as a form in sections, and what of it somebody changed.

The fields are those of the full description (practices.drafts): one form, one way to read it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from practices.changes.merging import Wish, alike
from practices.choices import Visibility
from practices.drafts import typed
from practices.drafts.entries import entry_from, values_from
from practices.drafts.rows import KINDS, MOST
from practices.drafts.steps import STEPS, Step
from practices.forms import MAX_THEMES
from practices.models import PracticePage

# Key of a full entry -> the names of the form that say it; where there is none, its own name.
_SEVERAL: dict[str, tuple[str, ...]] = {
    "themes": ("theme_1", "theme_2", "theme_3"),
    "inspired_by": ("inspiration", "inspired_by_text"),
    "start": ("start_year", "start_month"),
    "end": ("end_year", "end_month"),
    "cost": ("cost_amount", "cost_currency", "cost_currency_name", "cost_year", "cost_note"),
    "running_cost": ("running_amount", "running_currency", "running_year", "running_note"),
    "staff_effort": ("person_months", "staff_roles"),
    "lead_organisation": ("lead_name", "lead_kind", "lead_country"),
    "participation": ("participation_level", "participation_note"),
    "contact": ("contact_organisation", "contact_phone", "contact_fax"),
}
# A summary stands where a proposal has its lead; links are sources; the rest is nobody's to change
# here: consent, licence, the sender's address, who may read what did not work, pictures.
_ABSENT = frozenset(
    (
        *("lead_text", "evidence_link", "what_failed_visible_to", "gallery", "licence", "email"),
        *("consent", "contact_email", "contact_consent"),
    )
)
_LISTS = ("municipalities", "prerequisites", "target_groups")


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the form: its step, the bound fields that are shown, the groups of rows."""

    step: Step
    fields: list
    groups: list[typed.Group]
    is_wrong: bool


def names_of(key: str) -> tuple[str, ...]:
    """Return the names of the form that say the field `key` of an entry."""
    return _SEVERAL.get(key, (key,))


def keys_shown(page: PracticePage, entry: Mapping[str, Any]) -> list[str]:
    """Return the keys of an entry that can be changed, in the order of the form.

    What the form cannot show whole, or the public does not see, is left out.
    """
    hidden = set()
    if entry["what_failed"] and entry["what_failed_visible_to"] != Visibility.ALL:
        hidden.add("what_failed")
    contact = entry["contact"] or {}
    if not contact.get("consent") and (contact.get("phone") or contact.get("fax")):
        hidden.add("contact")
    if len(entry["themes"]) > MAX_THEMES:
        hidden.add("themes")
    if page.municipalities.exclude(valid_until=None).exists():
        hidden.add("municipalities")
    hidden |= {kind for kind in KINDS if len(entry.get(kind) or []) > MOST}
    return [key for key in _ALL_KEYS if key not in hidden]


def values_of(entry: Mapping[str, Any]) -> dict[str, Any]:
    """Return what one would type to say `entry`, bounded as a post is."""
    return {
        name: [{k: typed.plain(v) for k, v in row.items()} for row in value]
        if name in KINDS
        else typed.plain(value)
        for name, value in values_from(entry).items()
    }


def read(post: QueryDict, keys: Iterable[str]) -> dict[str, Any]:
    """Return what a post says of the fields `keys`, as it was typed."""
    shown = {name for key in keys for name in names_of(key)}
    said: dict[str, Any] = {}
    for step in STEPS:
        said |= {name: v for name, v in typed.read(step, post).items() if name in shown}
    return said


def without_row(post: QueryDict, keys: Iterable[str], button: str) -> dict[str, Any] | None:
    """Return what a post says less the row that `button` ("steps-2") names; None: no such row."""
    target = typed.index_to_remove(button)
    if target is None or target[0] not in keys:
        return None
    step = next(step for step in STEPS if target[0] in step.rows)
    return read(post, keys) | {target[0]: typed.without_row(step, post, *target)[0][target[0]]}


def sections(
    values: Mapping[str, Any], keys: Iterable[str], *, wrong: Iterable[str] = (), add: str = ""
) -> list[Section]:
    """Return the form; what is wrong is said of the keys in `wrong` only."""
    keys, wrong, found = set(keys), set(wrong), []
    shown = {name for key in keys for name in names_of(key)}
    for step in STEPS:
        plain = typed.step_form(step, values, check=False)
        checked = typed.step_form(step, values, check=True)
        bad = {name for key in wrong for name in names_of(key)}
        fields = [
            (checked if name in bad else plain)[name] for name in plain.fields if name in shown
        ]
        groups = [
            group
            for kind in step.rows
            if kind in keys
            for group in typed.groups(
                Step(step.number, step.title, step.form, (kind,)),
                values,
                {},
                check=kind in wrong,
                add=add,
            )
        ]
        if fields or groups:
            is_wrong = bool(bad & set(step.form.base_fields)) or bool(wrong & set(step.rows))
            opened = is_wrong or add in step.rows
            found.append(Section(step, fields, groups, opened))
    return found


def wishes_in(
    said: Mapping[str, Any], base: Mapping[str, Any], keys: Iterable[str]
) -> tuple[dict[str, Wish], set[str]]:
    """Return ({key: Wish}, keys in which something is wrong) of what was typed over `base`.

    What was left as it was is neither, even where the form would not take it today.
    """
    before = values_of(base)
    touched = [
        key
        for key in keys
        if any(not _same(name, said.get(name), before.get(name)) for name in names_of(key))
    ]
    values = before | dict(said)
    wrong = {key for key in touched if _is_wrong(key, values)}
    entry = entry_from(values)
    wishes = {}
    for key in touched:
        new = carried(key, base[key], entry[key])
        if key not in wrong and not alike(key, base[key], new):
            wishes[key] = Wish(base[key], new)
    return wishes, wrong


def carried(kind: str, old: Any, new: Any) -> Any:
    """Return rows with what the form does not show of them, taken from the row they were."""
    if kind not in KINDS or kind == "project_codes":
        return new
    shown = list(KINDS[kind].base_fields)
    needs = KINDS[kind].needs
    found = []
    for row in new:
        same = [one for one in old if all(_bare(one[k]) == _bare(row.get(k)) for k in shown)]
        alike_rows = same or [one for one in old if one[needs] == row[needs]]
        hidden = {k: v for k, v in (alike_rows or [{}])[0].items() if k not in shown}
        found.append(same[0] if same else row | hidden)
    return found


def _same(name: str, one: Any, other: Any) -> bool:
    if name in _LISTS:
        return sorted(one or []) == sorted(other or [])
    if isinstance(one, str) and isinstance(other, str):
        return one.strip() == other.strip()
    return (one or "") == (other or "")


def _bare(value: Any) -> Any:
    """At home is where nothing is chosen, and what is silent is silent."""
    return "" if value in (None, "BG") else value


def _is_wrong(key: str, values: Mapping[str, Any]) -> bool:
    if key in KINDS:
        rows = enumerate(values.get(key) or [])
        return any(not typed.row_form(key, i, row, check=True).is_valid() for i, row in rows)
    names = set(names_of(key))
    form = next(
        typed.step_form(step, values, check=True)
        for step in STEPS
        if names & set(step.form.base_fields)
    )
    form.is_valid()
    return bool(names & set(form.errors))


def _all_keys() -> list[str]:
    """Return every key, in the order in which the steps show it."""
    by_name = {name: key for key, names in _SEVERAL.items() for name in names}
    found = [
        by_name.get(name, name) for step in STEPS for name in step.names if name not in _ABSENT
    ]
    return list(dict.fromkeys(found))


_ALL_KEYS = _all_keys()
