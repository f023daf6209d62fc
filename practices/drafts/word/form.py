"""The DOCX itself: every question with its label, help, choices and what is written already."""

import hashlib
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from practices.drafts.models import Draft
from practices.drafts.rows import KINDS
from practices.drafts.steps import STEPS, Step
from practices.drafts.word import layout, markup
from practices.drafts.word.answers import municipality_names
from practices.drafts.word.layout import Question
from practices.drafts.word.markup import Element, Marks, paragraph, runs, w
from practices.drafts.words import names
from practices.submissions.fields import MunicipalitiesField

BLANK_ROWS = 3
SIGNATURE_ROWS = 5
# A longer list is written by hand; its names are read as words.
LONGEST_LIST = 100
_LABEL_WIDTH = markup.WIDTH * 3 // 10
_WIDTHS = [_LABEL_WIDTH, markup.WIDTH - _LABEL_WIDTH]


def write(language: str, values: Mapping[str, Any], files: Mapping[str, str], mark: str) -> bytes:
    """Return the form in the language of the moment with `values` of a draft written in.

    `files` are the names by which rows show their files, by key; `mark` says what it was made from
    (`version_mark`).
    """
    return _Writer(values, files).document(language, mark)


def version_mark(draft: Draft | None = None) -> str:
    """Return the name of the bookmark that tells a form of a draft, at a version, from others."""
    start = f"{layout.VERSION_MARK}{layout.FORM_VERSION}"
    if draft is None:
        return start
    return f"{start}_{fingerprint(draft)}_{draft.version}"


def fingerprint(draft: Draft) -> str:
    """Return twelve hex digits that name a draft and open nothing."""
    return hashlib.sha256(draft.key.encode()).hexdigest()[:12]


def shown_names(draft: Draft) -> dict[str, str]:
    """Return {key: name} of the files of a draft, each name once (1 query)."""
    shown: dict[str, str] = {}
    for row in draft.files.all():
        again = sum(
            row.name == name.rpartition(" (")[0] or row.name == name for name in shown.values()
        )
        shown[row.key] = f"{row.name} ({again + 1})" if again else row.name
    return shown


class _Writer:
    def __init__(self, values: Mapping[str, Any], files: Mapping[str, str]) -> None:
        self.values = values
        self.files = files
        self.marks = Marks()
        self.own = 0
        self.places = municipality_names()

    def document(self, language: str, mark: str) -> bytes:
        title = layout.form_title()
        body = [paragraph(*self.marks.around(mark, runs(title)), style="Title")]
        body += [self._ours(sentence) for sentence in layout.introduction()]
        for step in STEPS:
            body += self._step(step)
        return markup.package([*body, *self._signatures()], title, language)

    def _ours(self, sentence: str, style: str = "KBHelp") -> Element:
        self.own += 1
        inside = self.marks.around(f"{layout.OWN_MARK}{self.own}", runs(sentence))
        return paragraph(*inside, style=style)

    def _step(self, step: Step) -> list[Element]:
        found = [self._ours(str(step.title), "Heading1")]
        if step.lede:
            found.append(self._ours(str(step.lede)))
        for number, (legend, questions) in enumerate(layout.parts(step)):
            if legend:
                found.append(self._ours(legend, "Heading2"))
            elif number:
                found.append(paragraph())  # or Word would make one table of two
            rows = [markup.row([self._label(one), self._answer(one)], _WIDTHS) for one in questions]
            found.append(markup.table(rows, _WIDTHS))
        for kind in step.rows:
            found += self._rows(kind)
        return found

    def _label(self, question: Question) -> list[Element]:
        mark = f"{layout.FIELD_MARK}{question.name}"
        label = self.marks.around(mark, runs(question.label))
        cell = [paragraph(*label, style="KBLabel")]
        if question.field.help_text:
            cell.append(paragraph(*runs(str(question.field.help_text)), style="KBHelp"))
        return cell

    def _answer(self, question: Question) -> list[Element]:
        value = self.values.get(question.name)
        if isinstance(question.field, MunicipalitiesField):
            return _text("; ".join(self.places.get(code, code) for code in value or []))
        if isinstance(question.field, forms.MultipleChoiceField):
            chosen = {str(code) for code in value or []}
            return [
                paragraph(*markup.tick(question.label, name, is_full=code in chosen))
                for code, name in names(question.field.choices).items()
            ]
        return self._simple(question, value)

    def _simple(self, question: Question, value: Any) -> list[Element]:
        if isinstance(question.field, forms.BooleanField):
            return [paragraph(*markup.tick(question.label, _("yes"), is_full=bool(value)))]
        if isinstance(question.field, forms.ChoiceField):
            return [_list(question, str(value or ""))]
        return _text(str(value or ""))

    def _rows(self, kind: str) -> list[Element]:
        rows = list(self.values.get(kind) or [])
        if kind == "gallery" and not rows:
            return []
        spec, asked = KINDS[kind], layout.columns(kind)
        found = [self._ours(str(spec.heading), "Heading2")]
        if spec.hint:
            found.append(self._ours(str(spec.hint)))
        widths = _shares(asked)
        head = [
            [
                paragraph(
                    *self.marks.around(layout.column_mark(kind, one.name), runs(one.label)),
                    style="KBLabel",
                ),
                *([paragraph(*runs(str(one.field.help_text)), style="KBHelp")] if one.field.help_text else []),
            ]
            for one in asked
        ]  # fmt: skip
        blank = [] if kind == "gallery" else [{} for _number in range(BLANK_ROWS)]
        lines = [
            markup.row([self._cell(one, row) for one in asked], widths) for row in [*rows, *blank]
        ]
        return [*found, markup.table([markup.row(head, widths, is_head=True), *lines], widths)]

    def _cell(self, question: Question, row: Mapping[str, Any]) -> list[Element]:
        value = row.get(question.name)
        if question.name == layout.FILE:
            return _text(self.files.get(str(value), ""))
        return self._simple(question, value)

    def _signatures(self) -> list[Element]:
        heading, sentence = layout.ending()
        widths = [markup.WIDTH // len(layout.SIGNATURES)] * len(layout.SIGNATURES)
        head = [[paragraph(*runs(str(label)), style="KBLabel")] for label in layout.SIGNATURES]
        blank = [[paragraph()] for _label in layout.SIGNATURES]
        rows = [markup.row(head, widths, is_head=True)]
        rows += [markup.row(blank, widths) for _number in range(SIGNATURE_ROWS)]
        return [
            paragraph(*self.marks.around(layout.SIGNATURES_MARK, runs(heading)), style="Heading1"),
            self._ours(sentence),
            markup.table(rows, widths),
            paragraph(),
        ]


def _text(text: str) -> list[Element]:
    """Return paragraphs; empty lines part them, other line ends stay inside."""
    return [paragraph(*runs(part)) if part else paragraph() for part in text.split("\n\n")]


def _list(question: Question, code: str) -> Element:
    known = {key: name for key, name in names(question.field.choices).items() if key}
    if len(known) > LONGEST_LIST:
        return paragraph(*runs(known.get(code, code)))
    items = [
        w("listItem", displayText=name, value=key)
        # Word wants every line of a list to differ.
        for name, key in {name: key for key, name in reversed(known.items())}.items()
    ]
    shown = runs(known.get(code, code) or layout.choose())
    menu = w("dropDownList", *reversed(items))
    return paragraph(markup.control(question.label, menu, shown=shown, unanswered=not code))


def _shares(asked: list[Question]) -> list[int]:
    """Return the widths of columns: a long text gets three parts, a tick or number less than one."""
    parts = [
        3 if one.is_long or one.name in ("indicator", "title", "act") else
        1 if isinstance(one.field, (forms.BooleanField, forms.IntegerField)) else 2
        for one in asked
    ]  # fmt: skip
    unit = markup.WIDTH // sum(parts)
    return [unit * part for part in parts]
