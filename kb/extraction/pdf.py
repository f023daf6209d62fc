"""Pages of a PDF, as pypdf reads them: in the order in which the file writes them."""

import struct
import zlib
from collections.abc import Iterator
from typing import IO

from pypdf import PdfReader
from pypdf.errors import FileNotDecryptedError, PyPdfError
from pypdf.generic import ArrayObject, TextStringObject

from kb.extraction.cutting import Clock, Cut
from kb.extraction.errors import Broken, Encrypted
from kb.extraction.limits import Limits

# What pypdf raises, besides its own errors, over objects that are not what they should be.
DAMAGE = (
    *(PyPdfError, LookupError, ValueError, TypeError, AttributeError, ArithmeticError),
    *(RecursionError, AssertionError, NotImplementedError, OSError, struct.error, zlib.error),
)


def pages(file: IO[bytes], limits: Limits) -> Iterator[str]:
    """Yield the text of each page; a page that cannot be read is empty.

    Raises Broken, Encrypted, Cut.
    """
    clock = Clock(limits)
    if b"%PDF-" not in file.read(1024):
        raise Broken
    file.seek(0)
    try:
        reader = PdfReader(file)
        # Many public documents may be read by anybody and only not be changed.
        if reader.is_encrypted and not reader.decrypt(""):
            raise Encrypted
        number = len(reader.pages)
    except FileNotDecryptedError as error:
        raise Encrypted from error
    except DAMAGE as error:
        raise Broken from error
    for index in range(min(number, limits.pages)):
        yield _page(reader, index)
        clock.check()
    if number > limits.pages:
        raise Cut("pages")


def _page(reader: PdfReader, index: int) -> str:
    try:
        page = reader.pages[index]
        content = page.get_contents()
        # Without somebody to tell, pypdf skips what draws no text, which is most of a map.
        says_more = content is not None and b"/ActualText" in content.get_data()
        listener = SoftHyphens() if says_more else None
        return page.extract_text(visitor_operand_before=listener)
    except DAMAGE:
        return ""


class SoftHyphens:
    """Puts the soft hyphens back that a file draws as something else.

    Where a word may be broken, browsers draw a space and Word a hyphen, and both say beside it what
    is meant (/ActualText), to which pypdf does not listen. It calls this before each operation,
    whose operands are changed in place.
    """

    MEANT = "\u00ad"
    SAID = (MEANT, b"\xfe\xff\x00\xad", b"\xad")

    def __init__(self) -> None:
        self._spans: list[bool] = []

    def __call__(self, operator: bytes, operands: list, _matrix: object, _text: object) -> None:
        if operator in (b"BDC", b"BMC"):
            self._spans.append(self._is_meant(operands))
        elif operator == b"EMC":
            del self._spans[-1:]
        elif operator in (b"Tj", b"TJ") and operands and any(self._spans):
            meant = TextStringObject(self.MEANT)
            operands[0] = meant if operator == b"Tj" else ArrayObject([meant])

    def _is_meant(self, operands: list) -> bool:
        properties = operands[-1] if operands else None
        return isinstance(properties, dict) and properties.get("/ActualText") in self.SAID
