"""Lines of a plain text file, in whichever of the usual encodings."""

import codecs
from collections.abc import Iterator
from typing import IO

from kb.extraction.errors import Broken
from kb.extraction.letters import looks_bulgarian
from kb.extraction.limits import Limits

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 20_000  # bytes


def lines(file: IO[bytes], limits: Limits) -> Iterator[str]:
    """Yield the lines. Raises Broken for what is no text."""
    # Four bytes a character at most; one line may be the whole file.
    raw = file.read(min(limits.size, limits.characters * 4 + 4))
    # Not splitlines(): for it a line ends at eight signs more.
    yield from decoded(raw).replace("\r\n", "\n").replace("\r", "\n").split("\n")


def decoded(raw: bytes) -> str:
    """Return bytes as text: UTF-8, UTF-16 with or without its mark, or Windows Cyrillic."""
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return raw.decode(encoding, "replace")
    if encoding := _utf16(raw[:_SAMPLE]):
        return raw.decode(encoding, "replace")
    if b"\0" in raw:
        raise Broken
    try:
        # The end may be cut in the middle of a letter.
        return codecs.getincrementaldecoder("utf-8")().decode(raw)
    except UnicodeDecodeError:
        text = raw.decode("cp1251", "replace")
    if not looks_bulgarian(text, least=5):
        raise Broken
    return text


def _utf16(sample: bytes) -> str:
    """Return the byte order of UTF-16 without a mark, "" for anything else.

    In Cyrillic text every second byte is 4, in Latin text 0; spaces and signs make it 0 in both.
    """
    for encoding, high in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        low = sample[0::2] if encoding == "utf-16-le" else sample[1::2]
        if high and sum(byte in (0, 4) for byte in high) > 0.9 * len(high) and 0 not in low:
            return encoding
    return ""
