"""What every index holds and how much each part of it weighs.

The three engines read this one table, so they cannot disagree about the shape of an index or of a
score. A change here that an existing index would not show must raise SCHEMA_VERSION.
"""

from collections.abc import Mapping
from dataclasses import dataclass

SCHEMA_VERSION = 4

STREAMS = ("lemma", "exact", "root")
LETTERS = {"lemma": "l", "exact": "e", "root": "r"}


@dataclass(frozen=True, slots=True)
class Field:
    """One searched part of a practice.

    `weight`: a word found here counts so many times (BM25F). A whole number, because in
    Elasticsearch the text is put into the index so many times. `letter` names the field where
    names must be short.
    """

    name: str
    weight: int
    letter: str
    why: str


FIELDS = (
    Field("title", 3, "t", "the author chose these words to say what it is"),
    Field("summary", 2, "s", "one quotable paragraph: little room for accidental words"),
    Field("problem", 2, "q", "one sentence naming the problem a reader comes with"),
    Field("themes", 2, "h", "a subject given by an editor"),
    Field("places", 2, "m", "a place typed beside a subject is meant"),
    Field("background", 1, "b", "long text"),
    Field("practice", 1, "p", "long text"),
    Field("results", 1, "z", "long text"),
    Field("other", 1, "o", "partners, documents, events: often the only place of a name"),
    Field(
        "attachments", 1, "a", "text of attached documents: found, but must not drown the practice"
    ),
)
FIELD = {field.name: field for field in FIELDS}

# A question may be asked of one section only; "all" asks every field of the practice itself.
SECTIONS = {
    "all": tuple(field.name for field in FIELDS if field.name != "attachments"),
    "background": ("background",),
    "practice": ("practice",),
    "results": ("results",),
}
# What an index counts apart, each part with lengths and rarities of its own. A question of "all"
# asks the attachments too, as one more way of finding each word: a practice with a programme of
# forty pages beside it stays as short as it is.
PARTS = {**SECTIONS, "attachments": ("attachments",)}

FACETS = (
    "theme",
    "oblast",
    "region",
    "municipality",
    "size_band",
    "year",
    "funding",
    "kind",
    "stage",
    "cost",
    "has",
    "life",
)

# BM25 as Elasticsearch computes it (with the factor K1 + 1).
K1 = 1.2
B = 0.75
# A word scores by its best alternative; the others add this share, so that a page with the very
# form that was typed stands above one with another form of the word.
TIE_BREAKER = 0.3
# Two neighbours of the query that stand near one another count this much more, both.
NEAR_SHARE = 0.3
NEAR_GAPS = 2  # words between them: „дом за стари хора“
# A project number is either there or not; it says more than any word beside it.
CODE_SCORE = 10.0
# A quoted phrase in other forms of its words counts less than word for word.
PHRASE_LEMMA = 0.6
# What is found in an attached document counts so much of what it would in the practice.
ATTACHED_SHARE = 0.4
# The most that the merit of a practice (search/merit.py) adds to its score.
MERIT_SHARE = 0.05


def section_size(section: str, lengths: Mapping[str, int]) -> int:
    """Return the number of words of a part, each field counted by its weight.

    The part "all" is several fields; any other is one field, which counts once.
    """
    names = PARTS[section]
    if len(names) == 1:
        return lengths[names[0]]
    return sum(FIELD[name].weight * lengths[name] for name in names)


def weight_in(section: str, name: str) -> int:
    """Return how many times a word of a field counts in a section."""
    return FIELD[name].weight if section == "all" else 1


def rounded_size(size: int) -> int:
    """Return a size as Lucene remembers it: exact up to 24, then its four highest bits.

    The other engines round alike, so that all of them order two texts of about the same length
    in the same way.
    """
    if size < 24:
        return size
    rest = size - 24
    shift = max(0, rest.bit_length() - 4)
    return 24 + (rest >> shift << shift)
