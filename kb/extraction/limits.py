"""How much of a file is read, and what reading may cost."""

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """All of it is checked; what is beyond pages, characters and time is left out (`cut`).

    `size` and `unpacked` in bytes, `memory` in bytes of address space of the reading process,
    `processor` in seconds of computing, `patience` in seconds by the clock.
    """

    size: int = 15 * MEGABYTE  # the largest upload (practices/uploads.py)
    unpacked: int = 150 * MEGABYTE  # a DOCX of 300 pages unpacks to about ten
    pages: int = 400
    characters: int = 400_000  # about 200 pages; nobody looks for the one after that
    memory: int = 512 * MEGABYTE
    processor: int = 20
    patience: int = 40  # two processors may be shared by many
