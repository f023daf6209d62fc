"""What is known of words: the hand-written overrides and the compiled dictionary.

The dictionary is optional. It is two files in one folder, made by `search.bulgarian.build`:
`readings.json`, which describes the build, holds rows of readings and names the other file; and
that file, a memory-mapped trie from a form to the number of its row. A reading is an edit script
`[cut, add]`: cut so many letters off the end of the form, then add these.
"""

import json
import os
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from .inflection import inflected
from .stemmer import light2

try:
    import marisa_trie
except ImportError:  # the package works by its rules alone
    marisa_trie = None

FORMS_FILE = "forms-{digest}.marisa"
READINGS_FILE = "readings.json"
FORMAT = 2  # of the two files; another number means another build
ROW_FORMAT = "<H"  # number of a row of readings


def default_directory() -> Path:
    """Return the folder named by `LEXICON_DIR`, else `var/lexicon` where the program runs."""
    return Path(os.environ.get("LEXICON_DIR") or Path("var") / "lexicon")


def data_lines(name: str) -> Iterator[str]:
    """Yield the lines of one of the package's own data files, without comments and blanks."""
    text = (files(__package__) / "data" / name).read_text(encoding="utf-8")
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            yield line


@cache
def stop_words() -> frozenset[str]:
    """Return the words that carry no subject."""
    return frozenset(word for line in data_lines("stopwords.txt") for word in line.split())


@cache
def overrides() -> dict[str, str]:
    """Return form → lemma as written by hand, every lemma mapped to itself."""
    table: dict[str, str] = {}
    for line in data_lines("overrides.tsv"):
        lemma, _, forms = line.partition("\t")
        table[lemma] = lemma
        for form in forms.split():
            table[form] = lemma
    for place in places():
        for lemma, forms in place.words():
            for form in (lemma, *forms):
                table.setdefault(form, table.get(lemma, lemma))
    for form, lemma in inflected(tuple(data_lines("modern.tsv"))).items():
        table.setdefault(form, table.get(lemma, lemma))
    return table


@cache
def roots() -> dict[str, str]:
    """Return lemma → root where the rules would not see what belongs together."""
    table = {
        lemma: place.root
        for place in places()
        if place.root
        for lemma in (place.own_word, place.adjective, place.inhabitant)
        if lemma
    }
    for line in data_lines("roots.tsv"):
        root, _, lemmas = line.partition("\t")
        table.update(dict.fromkeys(lemmas.split(), root))
    for lemma in list(table):  # what stands for the lemma where there is no dictionary
        table.setdefault(light2(lemma), table[lemma])
    return table


class Place(NamedTuple):
    """A municipality: its name, its adjective and its inhabitant in lower case ("" = none)."""

    name: str
    adjective: str
    inhabitant: str

    @property
    def own_word(self) -> str:
        """The word of the name that means nothing else ("" = none): `стара загора` → `загора`."""
        last = self.name.split()[-1]
        return "" if last in COMMON_WORDS or not last.isalpha() else last

    @property
    def root(self) -> str:
        """What the name and its derived words share."""
        return light2(self.own_word)

    def words(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield the lemmas of the place with their forms."""
        if self.own_word:
            yield self.own_word, ()
        if self.adjective:
            stem = self.adjective.removesuffix("и")
            yield self.adjective, tuple(stem + e for e in _ADJECTIVE_ENDINGS)
        for ending, others in _INHABITANT_ENDINGS.items():
            if self.inhabitant.endswith(ending):
                stem = self.inhabitant.removesuffix(ending)
                yield self.inhabitant, tuple(stem + other for other in others)
                break


# The last words of names that are ordinary words: `ново село`, `бобов дол`, `бяла`.
COMMON_WORDS = frozenset(
    {
        "баните", "баня", "бани", "бряг", "бяла", "даскалови", "дол", "малина", "митрополия",
        "могили", "пазар", "пелин", "поле", "село", "столична", "чифлик",
    }
)  # fmt: skip
_ADJECTIVE_ENDINGS = ("а", "ата", "о", "ото", "ите", "ия", "ият")
_INHABITANT_ENDINGS = {
    "чанин": ("чанина", "чанинът", "чани", "чаните", "чанка", "чанки"),
    "жанин": ("жанина", "жанинът", "жани", "жаните", "жанка", "жанки"),
    "ец": ("еца", "ецът", "ци", "ците"),
    "лия": ("лията", "лии", "лиите", "лийка", "лийки"),
}


@cache
def places() -> tuple[Place, ...]:
    """Return the municipalities with the words derived from their names."""
    rows = (line.split("\t") for line in data_lines("places.tsv"))
    return tuple(Place(*("" if cell == "-" else cell for cell in row)) for row in rows)


class Lexicon:
    """The compiled dictionary of one folder; empty where the folder holds none.

    `digest` names the build ("" when empty), so that an index can tell what made it.
    """

    def __init__(self, directory: Path | str | None = None):
        self.directory = Path(directory) if directory is not None else default_directory()
        self._forms = None
        self._rows: list[list[tuple[int, str]]] = []
        self.digest = ""
        self.description: dict = {}
        description = read_description(self.directory)
        if marisa_trie is None or description is None:
            return
        self._forms = marisa_trie.RecordTrie(ROW_FORMAT).mmap(
            str(forms_path(self.directory, description["digest"]))
        )
        self._rows = [[(cut, add) for cut, add in row] for row in description.pop("rows")]
        self.description = description
        self.digest = description["digest"]

    def __bool__(self) -> bool:
        return self._forms is not None

    def __contains__(self, form: str) -> bool:
        return self._forms is not None and form in self._forms

    def readings(self, form: str) -> tuple[str, ...]:
        """Return the lemmas of a form, the most likely first; () for an unknown one."""
        if self._forms is None:
            return ()
        found = self._forms.get(form)
        if not found:
            return ()
        return tuple(form[: len(form) - cut] + add for cut, add in self._rows[found[0][0]])

    def has_prefix(self, prefix: str) -> bool:
        """Whether any form begins so; lets a search walk the trie letter by letter."""
        return self._forms is not None and next(self._forms.iterkeys(prefix), None) is not None

    def forms(self, prefix: str = "") -> Iterator[str]:
        """Yield the known forms that begin with a prefix."""
        if self._forms is not None:
            yield from self._forms.iterkeys(prefix)


def forms_path(directory: Path, digest: str) -> Path:
    """Return where the trie of a build lies; each build has its own, so files never mix."""
    return directory / FORMS_FILE.format(digest=digest)


def read_description(directory: Path) -> dict | None:
    """Return what `readings.json` says, or None where there is no usable build."""
    try:
        description = json.loads((directory / READINGS_FILE).read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError, json.JSONDecodeError):
        return None
    if description.get("format") != FORMAT:
        return None
    return description if forms_path(directory, description["digest"]).is_file() else None
