"""„Започнете от готов текст“: what the rules found, as forms to confirm, correct or drop.

Nothing enters a draft but what somebody ticked, as it stands in its form then.
"""

import copy
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from kb.extraction import READABLE, ExtractionError, Limits, extract
from kb.extraction.reasons import reason
from practices.drafts.entries import values_from
from practices.drafts.rows import KINDS, MOST, RowForm
from practices.drafts.steps import STEPS
from practices.drafts.typed import plain
from practices.entry import PARTS, ROWS
from practices.prefill import Proposal
from practices.prefill.wording import LABELS, said

MOST_PROPOSALS = 120
# Fields of the entry that are several fields of the form; the others have their own name.
_SEVERAL = {
    "cost": ("cost_amount", "cost_currency", "cost_year"),
    "period": ("start_year", "start_month", "end_year", "end_month"),
}
_TEXTS = ("background", "practice", "results")
_CODES = ("municipalities", "target_groups")
# Somebody waits for the answer.
_LIMITS = Limits(processor=10, patience=25)


class ReadingError(Exception):
    """A file without a text for us; the message says why, in a sentence."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One proposal on the page: its form, and the sentence that it comes from."""

    index: int
    field: str
    label: str
    form: forms.Form
    sentence: str
    words: str  # of a code, which the form carries hidden; "" for what can be corrected here


def text_of(upload: Any) -> str:
    """Return the text of an uploaded DOCX, PDF or text file, read in a process of its own.

    :raises ReadingError: with a sentence that says what to do.
    """
    extension = (upload.name or "").rpartition(".")[2].lower()
    if extension not in READABLE:
        raise ReadingError(reason("unsupported"))
    try:
        return extract(upload, extension, _LIMITS).text
    except ExtractionError as error:
        raise ReadingError(reason(error.code)) from error


def offers(text: str, found: list[Proposal]) -> list[Offer]:
    """Return the proposals as forms, in their order."""
    made = []
    for index, proposal in enumerate(found[:MOST_PROPOSALS]):
        start, end = proposal.sentence
        form = _form(proposal.field, index, initial=_typed(proposal))
        made.append(
            Offer(
                index=index,
                field=proposal.field,
                label=str(LABELS[proposal.field]),
                form=form,
                sentence="" if proposal.field in _TEXTS else " ".join(text[start:end].split()),
                words=said(proposal) if proposal.field in _CODES else "",
            )
        )
    return made


def grouped(offers: list[Offer]) -> list[list[Offer]]:
    """Return the proposals of one field from one sentence together: it is shown once for them."""
    groups: dict[tuple[str, str], list[Offer]] = {}
    for offer in offers:
        alone = (offer.field, offer.sentence or str(offer.index))
        groups.setdefault(alone, []).append(offer)
    return list(groups.values())


def ticked(post: QueryDict) -> list[tuple[str, dict[str, Any]]]:
    """Return (field, typed values of its form) of every proposal that was ticked."""
    chosen = []
    for index in range(MOST_PROPOSALS):
        field = post.get(f"field-{index}", "")
        if f"take-{index}" in post and field in LABELS:
            form = _form(field, index)
            chosen.append(
                (
                    field,
                    {
                        name: plain(one.widget.value_from_datadict(post, {}, form.add_prefix(name)))
                        for name, one in form.fields.items()
                    },
                )
            )
    return chosen


def merged(values: Mapping[str, Any], chosen: list[tuple[str, dict[str, Any]]]) -> dict[str, Any]:
    """Return the values that change: rows and texts are added to what is there, one field replaced."""
    changed: dict[str, Any] = {}
    for field, typed in chosen:
        if field in KINDS:
            rows = changed.get(field, list(values.get(field) or []))
            if typed not in rows and len(rows) < MOST:
                changed[field] = [*rows, typed]
        elif field in _CODES:
            codes = changed.get(field, list(values.get(field) or []))
            changed[field] = list(dict.fromkeys([*codes, typed[field]]))
        elif field in _TEXTS:
            said_already = changed.get(field, values.get(field) or "")
            new = typed[field].replace("\r\n", "\n").strip()
            if new not in said_already:
                changed[field] = f"{said_already}\n\n{new}".strip()
        else:
            changed |= typed
    return changed


def steps_of(names: Mapping[str, Any]) -> list[int]:
    """Return the numbers of the steps that ask for these fields."""
    return [step.number for step in STEPS if set(names) & set(step.names)]


def _typed(proposal: Proposal) -> dict[str, Any]:
    """Return what one would type to say a proposal."""
    field, value = proposal.field, proposal.value
    if field in _CODES:
        return {field: value}
    if field in _TEXTS:
        return {field: value if isinstance(value, str) else "\n\n".join(value)}
    if field == "period":
        return values_from({name: value.get(name) for name in ("start", "end")})
    if field == "project_codes":
        return {"raw": value if isinstance(value, str) else value["raw"]}
    if field in ROWS:
        row = {name: inner for name, inner in value.items() if name in ROWS[field]}
        return values_from({field: [row]})[field][0]
    if field == "cost":
        money = {name: inner for name, inner in value.items() if name in PARTS["cost"]}
        return values_from({"cost": money})
    return values_from({field: value})


def _form(field: str, index: int, initial: Mapping[str, Any] | None = None) -> forms.Form:
    prefix = f"p-{index}"
    if field in KINDS:
        form: forms.Form = KINDS[field](initial=dict(initial or {}), prefix=prefix)
        form.fields.pop("file", None)
        return form
    form = RowForm(initial=dict(initial or {}), prefix=prefix)
    if field in _CODES:
        form.fields[field] = forms.CharField(required=False, widget=forms.HiddenInput)
        return form
    names = _SEVERAL.get(field, (field,))
    for step in STEPS:
        for name in names:
            if name in step.form.base_fields:
                form.fields[name] = copy.deepcopy(step.form.base_fields[name])
    return form


def nothing_to_read() -> ReadingError:
    return ReadingError(_("Paste the text or choose a file first."))
