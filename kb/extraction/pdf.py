"""Pages of a PDF, as pypdf reads them: in the order in which the file writes them."""

import struct
import zlib
from collections.abc import Iterator
from typing import IO

from pypdf import PdfReader
from pypdf.errors import FileNotDecryptedError, PyPdfError

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
        return reader.pages[index].extract_text()
    except DAMAGE:
        return ""
