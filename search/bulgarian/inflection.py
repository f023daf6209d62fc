"""The forms of the modern words of `data/modern.tsv`, each made by the pattern that the row names."""

from collections.abc import Iterator
from functools import cache

# Pattern → (letters cut off the dictionary form, endings put in their place).
_PATTERNS: dict[str, tuple[int, tuple[str, ...]]] = {
    "ове": (0, ("а", "ът", "ове", "овете")),
    "и": (0, ("а", "ът", "и", "ите")),
    "ед": (0, ("а", "ът", "и", "ите")),
    "а": (1, ("ата", "и", "ите", "о")),
    "я": (1, ("ята", "и", "ите")),
    "ост": (0, ("та", "и", "ите")),
    "о": (1, ("ото", "а", "ата")),
    "та": (0, ("то", "та", "тата")),
    "не": (1, ("ето", "ия", "ията")),
    "ен": (2, ("на", "но", "ни", "ния", "ният", "ната", "ното", "ните")),
    "ски": (1, ("а", "о", "ия", "ият", "ата", "ото", "ите")),
    "ов": (0, ("а", "о", "и", "ия", "ият", "ата", "ото", "ите")),
    "ам": (1, ("м", "ш", "", "ме", "те", "т", "х", "хме", "хте", "ха", "л", "ла", "ло", "ли",
               "н", "на", "но", "ни", "ният", "ната", "ното", "ните", "не", "нето", "йки")),
    "-": (0, ()),
}  # fmt: skip
_FLEETING = ("изъм", "ритъм", "метър")  # the ъ goes before an ending: туризма


def forms(pattern: str, lemma: str) -> Iterator[str]:
    """Yield the forms of a word beside the dictionary form. KeyError for an unknown pattern."""
    cut, endings = _PATTERNS[pattern]
    stem = lemma[: len(lemma) - cut]
    if not cut and lemma.endswith(_FLEETING):
        yield lemma + "ът"
        stem = lemma[:-2] + lemma[-1]
    for ending in endings:
        yield stem + ending


@cache
def inflected(rows: tuple[str, ...]) -> dict[str, str]:
    """Return form → dictionary form for rows `pattern<TAB>words`, every word mapped to itself."""
    table: dict[str, str] = {}
    for row in rows:
        pattern, _, lemmas = row.partition("\t")
        for lemma in lemmas.split():
            table[lemma] = lemma
            for form in forms(pattern, lemma):
                table.setdefault(form, lemma)
    return table
