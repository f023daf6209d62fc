"""Starting the process that reads a file, keeping it within its limits, tidying what it says."""

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from kb.extraction import errors, mending
from kb.extraction.limits import Limits
from kb.extraction.rows import Row

ROOT = Path(__file__).resolve().parent.parent.parent
# What is read, and what its text comes in pieces of.
READABLE = {"pdf": "page", "docx": "paragraph", "txt": "line"}
SEPARATORS = {"page": "\n\n", "paragraph": "\n", "line": "\n"}
DEFAULT = Limits()

_TIMES_UP = {signal.SIGXCPU, signal.SIGALRM}
_CRASHES = {signal.SIGSEGV, signal.SIGABRT, signal.SIGBUS, signal.SIGFPE, signal.SIGILL}
_COPY = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Extracted:
    """The text of a file.

    `starts` are the offsets in `text` at which each page, paragraph or line (`unit`) begins.
    `cut_by` says what ended the reading before the end of the file: "" (nothing did), "pages",
    "characters", "time", "memory" or "damage".
    """

    text: str
    unit: str
    starts: tuple[int, ...]
    cut_by: str = ""

    @property
    def cut(self) -> bool:
        """Whether something of the file is missing."""
        return bool(self.cut_by)

    def parts(self) -> list[str]:
        """Return the pages, paragraphs or lines, without what stands between them."""
        ends = [*self.starts[1:], len(self.text)]
        return [self.text[a:b].strip() for a, b in zip(self.starts, ends, strict=True)]


def extract(
    source: Path | str | bytes | IO[bytes], extension: str, limits: Limits = DEFAULT
) -> Extracted:
    """Return the text of a file: a path, its bytes, or an open file.

    `extension` ("pdf", ".PDF") says what the file should be. Raises an ExtractionError of
    kb.extraction.errors and, for a path, OSError.
    """
    kind = extension.lower().lstrip(".")
    if kind not in READABLE:
        raise errors.Unsupported
    with _own_copy(source, limits) as file, tempfile.TemporaryFile() as answer:
        ended = _run(kind, file, answer, limits)
        answer.seek(0)
        pieces, last = _said(answer, limits)
    text, starts = mending.mended(pieces, SEPARATORS[READABLE[kind]], is_pdf=kind == "pdf")
    cut_by = last["cut_by"] if "cut_by" in last else _how_it_ended(ended, last)
    if not mending.has_text(text, pieces=len(pieces) if kind == "pdf" else 1):
        raise errors.BY_CODE.get(_CODES.get(cut_by, ""), errors.NoText)
    if not mending.is_readable(text):
        raise errors.Unreadable
    return Extracted(text, READABLE[kind], starts, cut_by)


# With some pages read, what ended the reading is a cut; with none, it is the error.
_CUTS = {"too_slow": "time", "too_heavy": "memory", "broken": "damage"}
_CODES = {cut: code for code, cut in _CUTS.items()}


def read_rows(source: Path | str | bytes | IO[bytes], limits: Limits = DEFAULT) -> list[Row]:
    """Return a DOCX as rows, in their order: those of its tables and each paragraph between them.

    Half a form would be taken for a whole one, so what cuts a text short is an error here. Raises
    an ExtractionError; Active for a document with macros or content from other addresses.
    """
    with _own_copy(source, limits) as file, tempfile.TemporaryFile() as answer:
        ended = _run("rows", file, answer, limits)
        answer.seek(0)
        pieces, last = _said(answer, limits)
    cut_by = last["cut_by"] if "cut_by" in last else _how_it_ended(ended, last)
    if cut_by:
        raise errors.BY_CODE[_CODES.get(cut_by, "too_large")]
    return [Row.parsed(piece) for piece in pieces]


def _how_it_ended(ended: int, last: dict) -> str:
    """Return what cut the reading short; raises the error where that is no cut."""
    code = last.get("error", "")
    if not code and -ended in _TIMES_UP:
        code = "too_slow"
    elif not code and ended < 0 and -ended not in _CRASHES:
        raise errors.Stopped
    elif not code:
        code = "broken"
    if code not in _CUTS:
        raise errors.BY_CODE[code]
    return _CUTS[code]


def _run(kind: str, file: IO[bytes], answer: IO[bytes], limits: Limits) -> int:
    """Read in a process of its own; return how it ended, as subprocess does.

    It gets no environment: neither the key of the site nor the address of the database.
    """
    command = [sys.executable, "-E", "-s", "-W", "ignore", "-m", "kb.extraction.child"]
    try:
        process = subprocess.Popen(  # noqa: S603 - this interpreter, a module of ours, two words
            [*command, kind, json.dumps(asdict(limits))],
            stdin=file,
            stdout=answer,
            stderr=subprocess.DEVNULL,
            cwd=ROOT,
            env={},
        )
    except OSError as error:
        raise errors.Stopped from error
    try:
        return process.wait(timeout=limits.patience)
    except subprocess.TimeoutExpired:
        return -signal.SIGALRM
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()


def _said(answer: IO[bytes], limits: Limits) -> tuple[list[str], dict]:
    """Return the pieces of text that the process wrote, and its last word if it had one.

    A process that was ended in the middle of a line leaves half of one behind.
    """
    pieces: list[str] = []
    room = limits.characters
    for line in answer:
        try:
            word = json.loads(line)
        except ValueError:
            break
        if not isinstance(word, str):
            return pieces, word
        pieces.append(word[: max(0, room)])
        room -= len(word)
    return pieces, {}


@contextmanager
def _own_copy(source: Path | str | bytes | IO[bytes], limits: Limits) -> Iterator[IO[bytes]]:
    """Open a source as a real file at its beginning. Raises TooLarge."""
    if isinstance(source, Path | str):
        with Path(source).open("rb") as file:
            if os.fstat(file.fileno()).st_size > limits.size:
                raise errors.TooLarge
            yield file
        return
    with tempfile.TemporaryFile() as file:
        if isinstance(source, bytes):
            file.write(source[: limits.size + 1])
        else:
            _copy(source, file, limits.size + 1)
        if file.tell() > limits.size:
            raise errors.TooLarge
        file.seek(0)
        yield file


def _copy(source: IO[bytes], target: IO[bytes], most: int) -> None:
    while most > 0 and (block := source.read(min(_COPY, most))):
        target.write(block)
        most -= len(block)
