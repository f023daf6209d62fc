"""„чернова.html“: a draft as one file that opens anywhere and can be brought back.

The file holds the text to be read and, in a script element that no browser runs, what was typed,
signed by the site. Files and pictures stay with the draft on the site.
"""

import re
from typing import Any

from django.core import signing
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from practices.drafts.models import Draft
from practices.drafts.rows import KINDS, MOST
from practices.drafts.steps import STEPS
from practices.drafts.typed import groups, step_form
from practices.drafts.words import said

FORM_VERSION = 1
LARGEST = 3 * 1024 * 1024  # bytes
_SALT = "practices.drafts.takeaway"
_OPEN = '<script type="application/json" id="chernova">'
_PAYLOAD = re.compile(re.escape(_OPEN) + r'\s*"([^"<]+)"\s*</script>')


class TakeawayError(Exception):
    """A file that cannot be brought back; the message says why, in a sentence."""


def write(draft: Draft) -> str:
    """Return the file as HTML."""
    payload = signing.dumps(
        {"form": FORM_VERSION, "values": draft.values}, salt=_SALT, compress=True
    )
    sections = [(step.title, _said(step, draft.values)) for step in STEPS]
    context = {"draft": draft, "sections": sections, "payload": payload, "opening": _OPEN}
    return render_to_string("drafts/takeaway.html", context)


def read(content: bytes) -> dict[str, Any]:
    """Return the values of a file; fields that its form did not have yet are left out.

    :raises TakeawayError: if it is none of ours or was altered.
    """
    if len(content) > LARGEST:
        raise TakeawayError(_("This file is too large to be a draft of ours."))
    found = _PAYLOAD.search(content.decode("utf-8", errors="replace"))
    if not found:
        raise TakeawayError(
            _("This is not a draft from our site. Choose the file that you downloaded here.")
        )
    try:
        stored = signing.loads(found[1], salt=_SALT)
    except signing.BadSignature as error:
        raise TakeawayError(
            _(
                "The draft in this file was altered after you downloaded it, so we cannot take it. Choose an unaltered copy."
            )
        ) from error
    return _known(stored.get("values") or {})


def _known(values: dict[str, Any]) -> dict[str, Any]:
    """Keep the fields that the form has today; rows lose the files, which are not in the file."""
    kept = {
        name: values[name] for step in STEPS for name in step.form.base_fields if name in values
    }
    for kind, form in KINDS.items():
        rows = [
            {
                name: value
                for name, value in row.items()
                if name in form.base_fields and name != "file"
            }
            for row in (values.get(kind) or [])[:MOST]
        ]
        # A picture without its file says nothing.
        kept[kind] = [] if kind == "gallery" else rows
    return kept


def _said(step: Any, values: dict[str, Any]) -> list[tuple[str, str]]:
    """Return (label, words) of what is filled in, for reading."""
    form = step_form(step, values, check=False)
    shown_words = [
        (str(field.label), shown)
        for name, field in form.fields.items()
        if field.label and (shown := said(field, values.get(name)))
    ]
    for group in groups(step, values, {}, check=False):
        for row, typed in zip(group.rows, values.get(group.kind) or [], strict=False):
            parts = [
                f"{field.label}: {shown}"
                for name, field in row.form.fields.items()
                if name != "file" and (shown := said(field, typed.get(name)))
            ]
            shown_words.append((str(group.spec.heading), "\n".join(parts)))
    return shown_words
