"""The process that reads one file: `python -m kb.extraction.child KIND LIMITS < FILE`.

It writes one JSON text per page, paragraph or line as it comes to it, so what was read before an
accident is not lost, and at the end an object: {"cut_by": …} or {"error": code}. It imports
neither Django nor anything of the site.
"""

import json
import os
import resource
import signal
import sys
from collections.abc import Iterator
from typing import IO

from kb.extraction import errors
from kb.extraction.cutting import Cut
from kb.extraction.limits import Limits
from kb.extraction.mending import clean

# A character takes at most six bytes in JSON (\uXXXX), twelve beyond the basic plane.
_BYTES_PER_CHARACTER = 12
_OPEN_FILES = 64


def confine(limits: Limits) -> None:
    """Give up what reading a file does not need, before the first byte of it is looked at."""
    written = limits.characters * _BYTES_PER_CHARACTER + 1_000_000
    for what, most in (
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_CPU, limits.processor),
        (resource.RLIMIT_FSIZE, written),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_NOFILE, _OPEN_FILES),
    ):
        _soft, hard = resource.getrlimit(what)
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        # One more second of computing than allowed ends with SIGXCPU; a hard end would be SIGKILL.
        spare = 5 if what == resource.RLIMIT_CPU and hard == resource.RLIM_INFINITY else 0
        resource.setrlimit(what, (most, most + spare))
    # Ends it even when nobody is left who waits for it.
    signal.alarm(limits.patience)
    os.nice(10)


def pieces_of(kind: str, file: IO[bytes], limits: Limits) -> Iterator[str]:
    """Yield the cleaned text of a file piece by piece. Raises ExtractionError, Cut."""
    # Each reader is imported when it is needed: pypdf alone takes a fifth of a second.
    if kind == "pdf":
        from kb.extraction.pdf import pages as read
    elif kind == "docx":
        from kb.extraction.docx import paragraphs as read
    elif kind == "rows":
        from kb.extraction.docx import rows

        yield from rows(file, limits)  # cleaned before they are packed
        return
    else:
        from kb.extraction.plain import lines as read
    # Here, not where it is awaited: hostile text makes even normalising slow.
    yield from map(clean, read(file, limits))


def main(kind: str, limits: Limits) -> dict[str, str]:
    """Write the pieces of the file on standard input; return the last word."""
    out = sys.stdout
    room = limits.characters
    try:
        for piece in pieces_of(kind, sys.stdin.buffer, limits):
            piece = piece[:room]
            out.write(json.dumps(piece) + "\n")
            out.flush()
            room -= len(piece) + 1  # or empty lines would have no end
            if room <= 0:
                return {"cut_by": "characters"}
    except Cut as cut:
        return {"cut_by": cut.by}
    except MemoryError:
        return {"error": errors.TooHeavy.code}
    except errors.ExtractionError as error:
        return {"error": error.code}
    return {"cut_by": ""}


if __name__ == "__main__":
    asked = Limits(**json.loads(sys.argv[2]))
    confine(asked)
    sys.stdout.write(json.dumps(main(sys.argv[1], asked)) + "\n")
