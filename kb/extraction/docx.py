"""Paragraphs of a DOCX in the order in which they are read on paper.

Read from the package itself, not through python-docx: that passes over what was inserted with
changes tracked, content controls, text boxes and footnotes, refuses a document with a broken
relation, and unpacks every picture before the first word. Left out are deleted and hidden text and
the remarks in the margin, which their authors did not publish.
"""

import lzma
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import IO, Any
from xml.etree.ElementTree import ParseError, XMLParser

from kb.extraction.cutting import Clock
from kb.extraction.errors import Active, Broken, Encrypted, TooLarge, Unsupported
from kb.extraction.limits import Limits
from kb.extraction.rows import Foreign, WordRows
from kb.extraction.wordml import Relations, WordText

MAX_PARTS = 5000
_BLOCK = 64 * 1024
# Word keeps a locked document, and the old .doc, in a container of this kind.
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_MAIN = ("/officeDocument",)
_ACTIVE = ("vbaproject.bin", "vbadata.xml", "activex.bin")
_DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, ParseError, struct.error),
    *(KeyError, ValueError, OSError, NotImplementedError, RecursionError),
)

Reader = Callable[[zipfile.ZipFile, Limits], Iterator[str]]


def rows(file: IO[bytes], limits: Limits) -> Iterator[str]:
    """Yield the rows of the body as `Row.packed` writes them; a paragraph between tables is one.

    Raises what `paragraphs` raises, and Active.
    """
    yield from _guarded(file, limits, _read_rows)


def paragraphs(file: IO[bytes], limits: Limits) -> Iterator[str]:
    """Yield the paragraphs; a row of a table whose cells are short is one of them.

    First the heads of the pages, then the body with each footnote after its paragraph, then
    endnotes and the feet. Raises Broken, Encrypted, TooLarge, Unsupported, Cut.
    """
    yield from _guarded(file, limits, _read)


def _guarded(file: IO[bytes], limits: Limits, read: Reader) -> Iterator[str]:
    """Yield what `read` makes of an opened package; damage of any kind is Broken."""
    _refuse_containers(file)
    try:
        with zipfile.ZipFile(file) as package:
            _refuse_bombs(package, limits)
            yield from read(package, limits)
    except _DAMAGE as error:
        raise Broken from error
    except RuntimeError as error:  # zipfile's word for a part that has a password
        raise Encrypted from error


def _refuse_containers(file: IO[bytes]) -> None:
    if file.read(len(_OLE)) == _OLE:
        raise Encrypted if _LOCKED in file.read() else Unsupported
    file.seek(0)


def _refuse_bombs(package: zipfile.ZipFile, limits: Limits) -> None:
    """Refuse by the sizes that the package declares; zipfile reads no more than those."""
    parts = package.infolist()
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > limits.unpacked:
        raise TooLarge


def _refuse_activity(package: zipfile.ZipFile) -> None:
    """Refuse macros, and relations that make an office program fetch something."""
    for name in package.namelist():
        if name.lower().endswith(_ACTIVE):
            raise Active
        if name.endswith(".rels"):
            reader = Foreign()
            parser = XMLParser(target=reader)  # noqa: S314 - as below
            parser.feed(package.read(name))
            parser.close()
            if reader.found:
                raise Active


def _read_rows(package: zipfile.ZipFile, limits: Limits) -> Iterator[str]:
    _refuse_activity(package)
    clock = Clock(limits)
    for row in _fed(package, _main(package), WordRows()):
        yield row.packed()
        clock.check()


def _main(package: zipfile.ZipFile) -> str:
    """Return the part with the body."""
    (main,) = _targets(package, "", _MAIN)[:1] or [""]
    if not main:
        raise Broken
    return main


def _read(package: zipfile.ZipFile, limits: Limits) -> Iterator[str]:
    clock = Clock(limits)
    main = _main(package)
    notes = _notes(package, main, "/footnotes", limits)
    endnotes = _notes(package, main, "/endnotes", limits)
    for head in _targets(package, main, ("/header",)):
        yield from _texts(package, head)
    yield from _texts(package, main, notes, clock)
    yield from (text for texts in endnotes.values() for text in texts)
    for foot in _targets(package, main, ("/footer",)):
        yield from _texts(package, foot)


def _notes(package: zipfile.ZipFile, main: str, kind: str, limits: Limits) -> dict[str, list[str]]:
    """Return the paragraphs of every note by its number."""
    notes: dict[str, list[str]] = {}
    room = limits.characters
    for part in _targets(package, main, (kind,)):
        for paragraph in _fed(package, part, WordText()):
            room -= len(paragraph.text)
            if room > 0 and paragraph.note:
                notes.setdefault(paragraph.note, []).append(paragraph.text)
    return notes


def _texts(
    package: zipfile.ZipFile,
    part: str,
    notes: dict[str, list[str]] | None = None,
    clock: Clock | None = None,
) -> Iterator[str]:
    """Yield the paragraphs of a part, each followed by the notes it refers to."""
    for paragraph in _fed(package, part, WordText()):
        yield paragraph.text
        for number in paragraph.references:
            yield from (notes or {}).pop(number, [])
        if clock:
            clock.check()


def _fed(package: zipfile.ZipFile, part: str, reader: WordText) -> Iterator[Any]:
    """Yield what a reader gathers while a part is unpacked block by block."""
    # Nothing outside the file is fetched, and our readers refuse every document type.
    parser = XMLParser(target=reader)  # noqa: S314
    with package.open(part) as stream:
        while block := stream.read(_BLOCK):
            parser.feed(block)
            while reader.done:
                yield reader.done.popleft()
    parser.close()
    yield from reader.done


def _targets(package: zipfile.ZipFile, part: str, kinds: tuple[str, ...]) -> list[str]:
    """Return the parts that a part is related to, by the ends of the relations' types."""
    folder, name = posixpath.split(part)
    relations = posixpath.join(folder, "_rels", f"{name}.rels")
    names = set(package.namelist())
    if relations not in names:
        return []
    found: dict[str, None] = {}
    for relation in _relations(package, relations):
        target = relation.get("Target", "")
        path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        if relation.get("Type", "").endswith(kinds) and path in names:
            found[path] = None
    return list(found)


def _relations(package: zipfile.ZipFile, part: str) -> list[dict[str, str]]:
    """Return the attributes of every relation in a part."""
    reader = Relations()
    parser = XMLParser(target=reader)  # noqa: S314 - as above
    parser.feed(package.read(part))
    parser.close()
    return reader.found
