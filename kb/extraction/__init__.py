"""The text of a PDF, DOCX or plain text file, whoever made the file and whatever for.

    from kb.extraction import ExtractionError, extract

    try:
        found = extract(path, "pdf")
    except ExtractionError as error:
        print(reason(error.code))          # kb.extraction.reasons, for people

A file is read in a process of its own with little memory, time and no secrets, so a hostile one
costs its reader nothing but a sentence. This package knows nothing of what the text is for.
"""

from kb.extraction.errors import (
    Active,
    Broken,
    Encrypted,
    ExtractionError,
    NoText,
    Stopped,
    TooHeavy,
    TooLarge,
    TooSlow,
    Unreadable,
    Unsupported,
)
from kb.extraction.limits import Limits
from kb.extraction.reading import READABLE, Extracted, extract, read_rows
from kb.extraction.rows import Cell, Row

__all__ = [
    "READABLE",
    "Active",
    "Broken",
    "Cell",
    "Encrypted",
    "Extracted",
    "ExtractionError",
    "Limits",
    "NoText",
    "Row",
    "Stopped",
    "TooHeavy",
    "TooLarge",
    "TooSlow",
    "Unreadable",
    "Unsupported",
    "extract",
    "read_rows",
]
