"""Prints the tokens of a text: `python -m search.bulgarian "текст"` (or the text on stdin)."""

import sys
from collections.abc import Sequence

from . import analyse, default_analyser, is_stop_word, normaliser_version
from .analyse import Token

_HEAD = ("place", "offsets", "kind", "exact", "lemma", "root", "other readings")


def row(token: Token) -> tuple[str, ...]:
    """Return one token as the cells of a line."""
    note = "stop word" if is_stop_word(token.exact) else " ".join(token.readings)
    offsets = f"{token.start}-{token.end}"
    return str(token.position), offsets, token.kind, token.exact, token.lemma, token.root, note


def main(arguments: Sequence[str]) -> int:
    """Print a table of the tokens of the joined arguments."""
    text = " ".join(arguments) if arguments else sys.stdin.read()
    rows = [_HEAD, *(row(token) for token in analyse(text))]
    widths = [max(len(line[column]) for line in rows) for column in range(len(_HEAD))]
    for line in rows:
        cells = (cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        sys.stdout.write("  ".join(cells).rstrip() + "\n")
    lexicon = default_analyser().lexicon
    known = f"{lexicon.description['forms']} forms" if lexicon else "no dictionary, rules alone"
    sys.stdout.write(f"normaliser {normaliser_version()}, {known}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
