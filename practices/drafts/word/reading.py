"""What somebody wrote in the form, wherever the rows stand now and whatever saved the file.

A cell is known by its label, in any language of the site; where the label is another one, by the
bookmark that the form put there. What is neither is told, never guessed and never lost silently.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import IO, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.forms import BooleanField
from django.utils.translation import gettext as _
from django.utils.translation import override

from kb.extraction import Cell, ExtractionError, Limits, Row, read_rows
from kb.extraction.limits import MEGABYTE
from kb.extraction.reasons import reason
from practices.drafts.rows import KINDS, MOST
from practices.drafts.typed import is_empty
from practices.drafts.word import layout
from practices.drafts.word.answers import Answer, Reader, plain, reader_of
from practices.drafts.word.layout import Question

# Somebody waits for the answer; pictures in the file are never unpacked.
_LIMITS = Limits(processor=10, patience=25, unpacked=60 * MEGABYTE)
_LEAST_KNOWN = 3  # labels, in a form without our marks


class ReadingError(Exception):
    """No form of ours; the message says what to do, in a sentence."""


@dataclass(frozen=True, slots=True)
class Unread:
    """Words that stay out, or go in but are no right answer yet. `why` may be ""."""

    where: str
    text: str
    why: str = ""


@dataclass(slots=True)
class Found:
    """`values` as a draft holds them, only of what is filled in; `mark` of the version, or ""."""

    values: dict[str, Any] = field(default_factory=dict)
    unread: list[Unread] = field(default_factory=list)
    mark: str = ""

    @property
    def count(self) -> int:
        """How many fields and rows have something in them."""
        return sum(len(value) if name in KINDS else 1 for name, value in self.values.items())


def read(upload: IO[bytes], files: Mapping[str, str]) -> Found:
    """Return what a DOCX says. `files` are the names that rows may show, with their keys.

    :raises ReadingError: for what is no DOCX, is damaged or dangerous, or is not this form.
    """
    try:
        rows = read_rows(upload, _LIMITS)
    except ExtractionError as error:
        raise ReadingError(reason(error.code)) from error
    return of_rows(rows, files)


def of_rows(rows: list[Row], files: Mapping[str, str]) -> Found:
    """Return what the rows of a document say.

    :raises ReadingError: if the document is not this form.
    """
    reading = _Reading(files)
    for row in rows:
        reading.take(row)
    if not reading.found.mark and reading.known < _LEAST_KNOWN:
        raise ReadingError(
            _(
                "This is not our form. Download it here and fill it in; a text of your own can be uploaded under “Begin from a text that is ready”."
            )
        )
    return reading.found


class _Reading:
    """The form in every language, and where in the document the reading is."""

    def __init__(self, files: Mapping[str, str]) -> None:
        self.files = files
        self.found = Found()
        self.known = 0
        self.labels: dict[str, str] = {}
        self.columns: dict[str, dict[str, str]] = {kind: {} for kind in KINDS}
        self.own: set[str] = set()
        self.signatures: set[str] = set()
        questions: dict[str, dict[str, Question]] = {}
        for language, _name in settings.LANGUAGES:
            with override(language):
                self._learn(language, questions)
        self.questions = {name: next(iter(ones.values())) for name, ones in questions.items()}
        self.readers: dict[str, Reader] = {
            name: reader_of({language: one.field for language, one in ones.items()})
            for name, ones in questions.items()
        }
        # Number of the table and what its columns are: (kind, {index of the cell: field}).
        self.table = 0
        self.head: tuple[str, dict[int, str]] | None = None
        self.at_end = False
        self.paper = 0  # number of the table of signatures

    def _learn(self, language: str, questions: dict[str, dict[str, Question]]) -> None:
        for one in layout.questions():
            self.labels[plain(one.label)] = one.name
            questions.setdefault(one.name, {})[language] = one
        for kind, known in self.columns.items():
            for one in layout.columns(kind):
                known[plain(one.label)] = one.name
                questions.setdefault(f"{kind}.{one.name}", {})[language] = one
        self.own |= {plain(words) for words in layout.words_of_ours()}
        self.signatures |= {plain(str(label)) for label in layout.SIGNATURES}

    def take(self, row: Row) -> None:
        if row.table != self.table:
            self.table, self.head = row.table, None
        if not row.table:
            self._sentence(row.cells[0])
        elif not any(cell.text for cell in row.cells) or row.table == self.paper:
            return
        elif _marked(row.cells[0], layout.FIELD_MARK) and (name := self._name_of(row.cells[0])):
            self._single(name, row)
        elif self._is_paper(row):
            self.paper = row.table
        elif head := self._head_of(row):
            self.head = head
            self.known += len(head[1])
        elif self.head is None and (name := self._name_of(row.cells[0])):
            self._single(name, row)
        elif self.head:
            self._line(row)
        else:
            self._not_understood(row)

    def _sentence(self, cell: Cell) -> None:
        for mark in cell.marks:
            if mark.startswith(layout.VERSION_MARK):
                self.found.mark = mark
        if _marked(cell, layout.SIGNATURES_MARK):
            self.at_end = True
        if any(mark.startswith("kb_") for mark in cell.marks) or plain(cell.text) in self.own:
            return
        if not self.at_end and plain(cell.text):
            self.found.unread.append(Unread(_("Outside of the fields"), cell.text))

    def _is_paper(self, row: Row) -> bool:
        return sum(plain(_first(cell)) in self.signatures for cell in row.cells) > 1

    def _head_of(self, row: Row) -> tuple[str, dict[int, str]] | None:
        """Return the kind of rows that a row of labels stands above, and its columns."""
        best: tuple[str, dict[int, str]] | None = None
        filled = sum(bool(cell.text) for cell in row.cells)
        for kind, labels in self.columns.items():
            columns: dict[int, str] = {}
            for index, cell in enumerate(row.cells):
                name = labels.get(plain(_first(cell))) or _column(cell, kind)
                if name and name not in columns.values():
                    columns[index] = name
            enough = len(columns) > 1 or len(columns) == len(row.cells)
            if enough and 2 * len(columns) >= filled and (not best or len(columns) > len(best[1])):
                best = (kind, columns)
        return best

    def _name_of(self, cell: Cell) -> str:
        name = self.labels.get(plain(_first(cell)), "")
        return name or next(
            (
                mark.removeprefix(layout.FIELD_MARK)
                for mark in cell.marks
                if mark.removeprefix(layout.FIELD_MARK) in self.labels.values()
            ),
            "",
        )

    def _single(self, name: str, row: Row) -> None:
        self.head = None
        self.known += 1
        question = self.questions[name]
        text = "\n\n".join(cell.text for cell in row.cells[1:] if cell.text)
        answer = self._answer(name, question.label, text)
        self._currency(name, answer)
        if answer.value in ("", [], False):
            return
        before = self.found.values.get(name)
        if before in (None, answer.value):
            self.found.values[name] = answer.value
        elif question.is_long:
            self.found.values[name] = f"{before}\n\n{answer.value}"
        else:
            self.found.unread.append(Unread(question.label, text, _("It is there twice.")))

    def _currency(self, name: str, answer: Answer) -> None:
        """A currency beside its sum counts where the field of the currency says nothing."""
        if answer.currency and name.endswith("_amount"):
            self.found.values.setdefault(
                f"{name.removesuffix('_amount')}_currency", answer.currency
            )

    def _line(self, row: Row) -> None:
        kind, columns = self.head or ("", {})
        said: dict[str, Any] = {}
        for index, cell in enumerate(row.cells):
            name = columns.get(index)
            if name == layout.FILE:
                said[name] = self.files.get(cell.text.strip(), "")
            elif name:
                label = f"{KINDS[kind].one}: {self.questions[f'{kind}.{name}'].label}"
                said[name] = self._answer(f"{kind}.{name}", label, cell.text).value
            elif cell.text:
                self.found.unread.append(Unread(str(KINDS[kind].heading), cell.text))
        if is_empty(kind, said):
            return
        rows = self.found.values.setdefault(kind, [])
        if len(rows) < MOST:
            rows.append(_whole(kind, said))
        else:
            words = " · ".join(cell.text for cell in row.cells if cell.text)
            why = _("Up to %(most)d rows fit.") % {"most": MOST}
            self.found.unread.append(Unread(str(KINDS[kind].heading), words, why))

    def _answer(self, name: str, label: str, text: str) -> Answer:
        if not text:
            return Answer("")
        reader = self.readers[name]
        answer = reader.read(text)
        for words in answer.rest:
            why = _("It is none of the choices.")
            self.found.unread.append(Unread(label, words, why))
        if answer.value not in ("", [], False):
            try:
                reader.asked.clean(answer.value)
            except ValidationError as error:
                why = " ".join(str(message) for message in error.messages)
                self.found.unread.append(Unread(label, text, why))
        return answer

    def _not_understood(self, row: Row) -> None:
        first, *others = [cell.text for cell in row.cells if cell.text]
        # A label without an answer asks for nothing.
        if others and not self.at_end:
            self.found.unread.append(Unread(_first(Cell(first)), " · ".join(others)))


def _first(cell: Cell) -> str:
    """Return the first paragraph of a cell: the label; help comes after it."""
    return cell.text.partition("\n")[0]


def _marked(cell: Cell, start: str) -> bool:
    return any(mark.startswith(start) for mark in cell.marks)


def _column(cell: Cell, kind: str) -> str:
    start = layout.column_mark(kind, "")
    fields = KINDS[kind].base_fields
    return next(
        (
            mark.removeprefix(start)
            for mark in cell.marks
            if mark.startswith(start) and mark.removeprefix(start) in fields
        ),
        "",
    )


def _whole(kind: str, said: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row with every field of its form; what was not asked or said is as on the page."""
    return {
        name: said.get(name) or one.initial or (False if isinstance(one, BooleanField) else "")
        for name, one in KINDS[kind].base_fields.items()
    }
