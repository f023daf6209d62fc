"""The tables of a Word document as rows of cells: what a form that was filled in is read from."""

import json
import re
from collections.abc import Mapping
from typing import NamedTuple

from kb.extraction.mending import clean
from kb.extraction.wordml import Paragraph, Strict, WordText, local

# Boxes that people put in by hand are letters of Wingdings: crossed, ticked; the others are empty.
_FULL_BOXES = {"FD", "FE", "FB", "FC", "54", "53"}
_EMPTY_BOXES = {"A8", "6F", "70", "71", "72"}
_ON_THIS_COMPUTER = re.compile(r"file:///[a-z](:|%3a)|(?![a-z][a-z0-9+.-]*:|[/\\]{2})", re.I)


class Cell(NamedTuple):
    """`text`: paragraphs parted by an empty line. `marks`: names of the bookmarks that begin in it."""

    text: str
    marks: tuple[str, ...] = ()


class Row(NamedTuple):
    """A row of the table of this number, empty cells too; a paragraph outside of tables has 0."""

    table: int
    cells: tuple[Cell, ...]

    def packed(self) -> str:
        """Return the row, cleaned, as one line of text.

        Not cleaned later: an accent after a line end would become one with the letter of „\\n“.
        """
        cells = [(clean(cell.text), cell.marks) for cell in self.cells]
        return json.dumps([self.table, cells], ensure_ascii=False)

    @classmethod
    def parsed(cls, line: str) -> "Row":
        """Return the row of a packed line."""
        table, cells = json.loads(line)
        return cls(table, tuple(Cell(text, tuple(marks)) for text, marks in cells))


class WordRows(WordText):
    """Gathers rows in place of paragraphs: `done` holds the finished ones."""

    def __init__(self) -> None:
        super().__init__()
        self._table = 0
        self._marks: list[str] = []
        self._row: list[Cell] = []
        # Of each open content control: whether it shows „choose“ in place of an answer.
        self._unanswered: list[bool] = []

    def _say(self, text: str) -> None:
        if not any(self._unanswered):
            super()._say(text)

    def _tell(self, paragraph: Paragraph) -> None:
        if self._cells:
            super()._tell(paragraph)
        elif paragraph.text:
            self.done.append(Row(0, (Cell(paragraph.text, self._taken_marks()),)))

    def _taken_marks(self) -> tuple[str, ...]:
        taken, self._marks = tuple(self._marks), []
        return taken

    def _start_tbl(self, _attributes: Mapping[str, str]) -> None:
        if not self._cells:
            self._table += 1

    def _end_tc(self) -> None:
        outermost = len(self._cells) == 1
        super()._end_tc()
        if outermost and self._rows:
            text = "\n\n".join(paragraph.text for paragraph in self._rows[-1][-1])
            self._row.append(Cell(text, self._taken_marks()))

    def _end_tr(self) -> None:
        if len(self._rows) > 1:  # a table in a cell is text of that cell
            super()._end_tr()
        elif self._rows:
            self._rows.pop()
            self.done.append(Row(self._table, tuple(self._row)))
            self._row = []

    def _start_sdt(self, _attributes: Mapping[str, str]) -> None:
        self._unanswered.append(False)

    def _end_sdt(self) -> None:
        if self._unanswered:
            self._unanswered.pop()

    def _start_showingPlcHdr(self, attributes: Mapping[str, str]) -> None:  # noqa: N802 - Word's name
        if self._unanswered:
            self._unanswered[-1] = attributes.get("val", "true") not in {"0", "false", "off"}

    def _start_bookmarkStart(self, attributes: Mapping[str, str]) -> None:  # noqa: N802
        self._marks.append(attributes.get("name", ""))

    def _start_sym(self, attributes: Mapping[str, str]) -> None:
        code = attributes.get("char", "")[-2:].upper()
        if "wingdings" in attributes.get("font", "").lower():
            self._say("☒" if code in _FULL_BOXES else "☐" if code in _EMPTY_BOXES else "")


class Foreign(Strict):
    """Looks whether relations fetch something from elsewhere; a link to be clicked does not."""

    def __init__(self) -> None:
        self.found = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if local(tag) == "Relationship" and attributes.get("TargetMode") == "External":
            is_link = attributes.get("Type", "").endswith("/hyperlink")
            target = attributes.get("Target", "")
            self.found |= not is_link and not _ON_THIS_COMPUTER.match(target)
