"""See what is read of a file: `python -m kb.extraction FILE`."""

import sys
import time
from pathlib import Path

from kb.extraction import ExtractionError, extract


def main(arguments: list[str]) -> int:
    """Print the text of a file and, to standard error, how it went."""
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)  # noqa: T201 - it talks to the person at the terminal
        return 2
    path = Path(arguments[0])
    began = time.monotonic()
    try:
        found = extract(path, path.suffix)
    except (ExtractionError, OSError) as error:
        said = getattr(error, "code", error)
        print(f"{path.name}: {said}", file=sys.stderr)  # noqa: T201
        return 1
    seconds = time.monotonic() - began
    cut = f", cut by {found.cut_by}" if found.cut else ""
    print(found.text)  # noqa: T201
    said = f"{len(found.text)} characters in {len(found.starts)} × {found.unit}{cut}"
    print(f"{path.name}: {said}, {seconds:.1f} s", file=sys.stderr)  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
