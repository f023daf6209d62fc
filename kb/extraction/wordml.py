"""The markup of Word, read as a stream: no tree is built, so a part may be as long as it likes."""

from collections import deque
from collections.abc import Mapping
from typing import NamedTuple

from kb.extraction.errors import Broken

SHORT_CELLS = 2  # paragraphs; a row with longer cells is a frame for a whole page
MAX_DEPTH = 2000  # elements in one another; Word writes about thirty

_SIGNS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": "\u00ad"}
# Deleted, moved away, drawn a second time for old readers, or never meant to be seen.
_SKIPPED = {"del", "moveFrom", "Fallback", "instrText", "delText", "comment"}
_NO = {"0", "false", "off"}


class Strict:
    """What every reader refuses: office documents have no document type, hostile ones do."""

    def doctype(self, _name: str, _public: str | None, _system: str | None) -> None:
        raise Broken

    def close(self) -> None:
        """Called by the parser at the end."""


class Relations(Strict):
    """Gathers the attributes of all elements of a part of relations."""

    def __init__(self) -> None:
        self.found: list[dict[str, str]] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if local(tag) == "Relationship" and attributes.get("TargetMode") != "External":
            self.found.append(dict(attributes))


class Paragraph(NamedTuple):
    """A paragraph or a row of a table.

    `note` is the number of the footnote or endnote that it stands in, "" for the text itself;
    `references` are the numbers of the footnotes that it refers to.
    """

    text: str
    note: str
    references: tuple[str, ...]


class WordText(Strict):
    """Gathers paragraphs: `done` holds the finished ones, to be taken from the left."""

    def __init__(self) -> None:
        self.done: deque[Paragraph] = deque()
        self._note = ""
        self._depth = 0
        self._skipping = 0  # depth of the element whose content is passed over, 0 for none
        self._in_text = False
        self._hidden: list[bool] = []  # of each open run; a text box stands in a run of another
        self._open: list[tuple[list[str], list[str]]] = []  # texts and references of paragraphs
        self._cells: list[list[Paragraph]] = []  # of each open cell, innermost last
        self._rows: list[list[list[Paragraph]]] = []  # cells of each open row

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise Broken
        if self._skipping:
            return
        name = local(tag)
        if name in _SKIPPED:
            self._skipping = self._depth
        elif name in _SIGNS:
            # A tab among the properties of a paragraph is a stop on the ruler.
            if self._hidden:
                self._say(_SIGNS[name])
        elif opening := getattr(self, f"_start_{name}", None):
            opening({local(key): value for key, value in attributes.items()})

    def data(self, text: str) -> None:
        if self._in_text and not self._skipping:
            self._say(text)

    def end(self, tag: str) -> None:
        depth, self._depth = self._depth, self._depth - 1
        if self._skipping:
            if self._skipping == depth:
                self._skipping = 0
            return
        if closing := getattr(self, f"_end_{local(tag)}", None):
            closing()

    def _say(self, text: str) -> None:
        if self._open and not any(self._hidden[-1:]):
            self._open[-1][0].append(text)

    def _tell(self, paragraph: Paragraph) -> None:
        if not paragraph.text:
            return
        if self._cells:
            self._cells[-1].append(paragraph)
        else:
            self.done.append(paragraph)

    # Elements by their local names, which transitional and strict documents share.

    def _start_p(self, _attributes: Mapping[str, str]) -> None:
        self._open.append(([], []))

    def _end_p(self) -> None:
        if self._open:
            texts, references = self._open.pop()
            self._tell(Paragraph("".join(texts).strip(), self._note, tuple(references)))

    def _start_r(self, _attributes: Mapping[str, str]) -> None:
        self._hidden.append(False)

    def _end_r(self) -> None:
        if self._hidden:
            self._hidden.pop()

    def _start_vanish(self, attributes: Mapping[str, str]) -> None:
        # Outside of a run it speaks of the mark that ends a paragraph.
        if self._hidden and attributes.get("val", "true") not in _NO:
            self._hidden[-1] = True

    def _start_t(self, _attributes: Mapping[str, str]) -> None:
        self._in_text = True

    def _end_t(self) -> None:
        self._in_text = False

    def _start_tr(self, _attributes: Mapping[str, str]) -> None:
        self._rows.append([])

    def _end_tr(self) -> None:
        if not self._rows:
            return
        cells = [cell for cell in self._rows.pop() if cell]
        paragraphs = [paragraph for cell in cells for paragraph in cell]
        if all(len(cell) <= SHORT_CELLS for cell in cells):
            row = "\t".join(" ".join(paragraph.text for paragraph in cell) for cell in cells)
            references = tuple(one for paragraph in paragraphs for one in paragraph.references)
            paragraphs = [Paragraph(row, self._note, references)]
        for paragraph in paragraphs:
            self._tell(paragraph)

    def _start_tc(self, _attributes: Mapping[str, str]) -> None:
        self._cells.append([])

    def _end_tc(self) -> None:
        if self._cells and self._rows:
            self._rows[-1].append(self._cells.pop())

    def _start_footnote(self, attributes: Mapping[str, str]) -> None:
        # The lines between text and notes are notes of a type of their own.
        self._note = attributes.get("id", "") if "type" not in attributes else ""

    _start_endnote = _start_footnote

    def _start_footnoteReference(self, attributes: Mapping[str, str]) -> None:  # noqa: N802 - Word's name
        if self._open:
            self._open[-1][1].append(attributes.get("id", ""))


def local(name: str) -> str:
    return name.rpartition("}")[2]
