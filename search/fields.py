"""What every index holds and how much each part of it weighs.

The three engines read this one table, so they cannot disagree about the shape of an index or of a
score. A change here that an existing index would not show must raise SCHEMA_VERSION.
"""

from dataclasses import dataclass

SCHEMA_VERSION = 1

STREAMS = ("lemma", "exact", "root")
LETTERS = {"lemma": "l", "exact": "e", "root": "r"}


@dataclass(frozen=True, slots=True)
class Field:
    """One searched part of a practice.

    `weight` multiplies the frequency of a word found there (BM25F), never less than 1 because
    Elasticsearch's combined_fields refuses it. `letter` names the field where names must be short.
    """

    name: str
    weight: float
    letter: str
    why: str


FIELDS = (
    Field("title", 3.0, "t", "the author chose these words to say what it is"),
    Field("summary", 2.0, "s", "one quotable paragraph: little room for accidental words"),
    Field("problem", 2.0, "q", "one sentence naming the problem a reader comes with"),
    Field("themes", 1.5, "h", "a subject given by an editor, but shared by many practices"),
    Field("places", 2.0, "m", "a place typed beside a subject is meant"),
    Field("background", 1.0, "b", "long text"),
    Field("practice", 1.0, "p", "long text"),
    Field("results", 1.0, "z", "long text"),
    Field("other", 1.0, "o", "partners, documents, events: often the only place of a name"),
)
FIELD = {field.name: field for field in FIELDS}

# A question may be asked of one section only; "all" asks every field.
SECTIONS = {
    "all": tuple(field.name for field in FIELDS),
    "background": ("background",),
    "practice": ("practice",),
    "results": ("results",),
}

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
    "has",
)

# BM25, with the values that Lucene and FTS5 have built in, so that all engines share them.
K1 = 1.2
B = 0.75
# A word scores by its best alternative; the others add this share, so that a page with the very
# form that was typed stands above one with another form of the word.
TIE_BREAKER = 0.3
# Two neighbours of the query found near one another are worth half a word more.
NEAR_WEIGHT = 0.5
NEAR_SLOP = 2
