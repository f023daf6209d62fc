"""What the Word form asks, in its order: the steps of the full description and nothing else."""

from collections.abc import Iterator
from dataclasses import dataclass

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from practices.drafts.rows import KINDS
from practices.drafts.steps import STEPS, Step

# Agreement is given on the site, to the words that stand there on that day.
LEFT_OUT = frozenset({"consent"})
FILE = "file"
FORM_VERSION = 1
# Bookmarks: up to 40 letters, digits and underscores.
FIELD_MARK, COLUMN_MARK, OWN_MARK, VERSION_MARK = "kb_f_", "kb_r_", "kb_o_", "kb_v_"
SIGNATURES_MARK = "kb_signatures"
SIGNATURES: tuple[Promise, ...] = (
    gettext_lazy("Name and family name"),
    gettext_lazy("Post"),
    gettext_lazy("Agrees or has remarks"),
    gettext_lazy("Day"),
    gettext_lazy("Signature"),
)
_FILE_LABEL = gettext_lazy("File (it stays on the site)")


@dataclass(frozen=True, slots=True)
class Question:
    """One field with its label, which no other single field of the form has."""

    name: str
    label: str
    field: forms.Field

    @property
    def is_long(self) -> bool:
        return isinstance(self.field.widget, forms.Textarea)


def parts(step: Step) -> list[tuple[str, list[Question]]]:
    """Return (legend or "", questions) of a step, in the order of its page."""
    shared = _shared_labels()
    fields = step.form().fields
    found = []
    for one, names in step.parts():
        legend = str(one.legend) if one else ""
        questions = [
            Question(name, _label(str(fields[name].label), legend, shared), _asked(fields[name]))
            for name in names
            if name not in LEFT_OUT
        ]
        if questions:
            found.append((legend, questions))
    return found


def questions() -> Iterator[Question]:
    """Yield the single fields of all steps."""
    for step in STEPS:
        for _legend, asked in parts(step):
            yield from asked


def _asked(field: forms.Field) -> forms.Field:
    """Return a field that asks the registers for its choices once, not in every row."""
    if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
        field.choices = list(field.choices)
    return field


def columns(kind: str) -> list[Question]:
    """Return the columns of the table of a kind of rows."""
    return [
        Question(name, str(_FILE_LABEL if name == FILE else field.label), _asked(field))
        for name, field in KINDS[kind]().fields.items()
    ]


def column_mark(kind: str, name: str) -> str:
    return f"{COLUMN_MARK}{kind}__{name}"


def words_of_ours() -> set[str]:
    """Return the sentences between the tables, in the language of the moment."""
    own = {str(step.title) for step in STEPS} | {str(step.lede) for step in STEPS}
    for step in STEPS:
        own |= {str(one.legend) for one in step.sets}
    for spec in KINDS.values():
        own |= {str(spec.heading), str(spec.hint)}
    return {*own, *introduction(), *ending(), choose(), form_title()}


def form_title() -> str:
    return _("Full description of a good practice")


def choose() -> str:
    return _("choose")


def introduction() -> list[str]:
    return [
        _(
            "Write in the right column and in the rows of the tables. What you do not know stays empty."
        ),
        _(
            "Tables have as many rows as you need: add one below the last. In boxes one click is a tick."
        ),
        _(
            "When it is ready, upload the file to the page of the full description. You see what we read before anything enters."
        ),
        _("Pictures and files are added on the site."),
    ]


def ending() -> list[str]:
    return [
        _("Agreed by"),
        _("For your own papers: the site does not read this table and keeps nothing of it."),
    ]


def _label(label: str, legend: str, shared: set[str]) -> str:
    return f"{label} ({legend.lower()})" if label in shared and legend else label


def _shared_labels() -> set[str]:
    seen: set[str] = set()
    shared: set[str] = set()
    for step in STEPS:
        for field in step.form.base_fields.values():
            label = str(field.label)
            (shared if label in seen else seen).add(label)
    return shared
