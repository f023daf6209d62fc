"""The index of suggestions: what can be suggested, the words it is found by, and who has which.

    Entry ──< Posting >── Term

Tables of their own and not the search engines', because what is asked of them differs: the best few
entries that have a word *beginning* so, within a key press. Words are kept as bytes, which every
database compares alike in every collation, so that a beginning is a range.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

MAX_TEXT = 300
MAX_TERM = 60  # bytes
PRACTICES, OTHERS = 0, 1  # shelves: terms of a hundred thousand entries, and of some hundreds


class Entry(models.Model):
    """Something to suggest.

    `kind` and `key` name it (a practice by its number), `language` that of its text ("" where it
    is named in two). `readers` is a sum of the bits of the site's languages whose readers meet it
    (entries.bit). `target` holds what its address is made of, parts joined by "/". `tokens` are
    all its words between spaces, to check further words of a question. `version` is the record's.
    """

    kind = models.CharField(max_length=12)
    key = models.CharField(max_length=MAX_TEXT)
    language = models.CharField(max_length=10, blank=True)
    readers = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=MAX_TEXT)
    text_en = models.CharField(max_length=MAX_TEXT, blank=True)
    detail = models.CharField(max_length=MAX_TEXT, blank=True)
    detail_en = models.CharField(max_length=MAX_TEXT, blank=True)
    target = models.CharField(max_length=MAX_TEXT)
    tokens = models.TextField()
    weight = models.PositiveSmallIntegerField()
    version = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name = _("suggestion")
        verbose_name_plural = _("suggestions")
        constraints = [
            models.UniqueConstraint(fields=["kind", "key", "language"], name="suggestion_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.text}"


class Term(models.Model):
    """A word of entries, in the form that stands there or in its dictionary form.

    `best` is the weight of the heaviest posting: of a beginning with thousands of words only those
    words are looked at that can give the first few entries.
    """

    shelf = models.PositiveSmallIntegerField()
    text = models.BinaryField(max_length=MAX_TERM)
    best = models.IntegerField(default=-1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["shelf", "text"], name="suggestion_term_once"),
        ]
        indexes = [
            # Everything that a beginning asks for, read from the index alone.
            models.Index(fields=["shelf", "text", "best", "id"], name="suggestion_term_range"),
        ]

    def __str__(self) -> str:
        return bytes(self.text).decode()


class Posting(models.Model):
    """An entry that has a term. The key in this order gives the heaviest entries of a term."""

    pk = models.CompositePrimaryKey("term_id", "weight", "readers", "entry_id")
    term = models.ForeignKey(Term, models.DO_NOTHING, db_index=False, db_constraint=False)
    weight = models.PositiveSmallIntegerField()
    readers = models.PositiveSmallIntegerField()
    entry = models.ForeignKey(Entry, models.DO_NOTHING, db_constraint=False, related_name="+")

    def __str__(self) -> str:
        return f"{self.term_id} {self.entry_id}"


class IndexState(models.Model):
    """What made the index: the rules of the language and the shape of the entries."""

    name = models.CharField(max_length=20, primary_key=True)
    value = models.CharField(max_length=40)

    def __str__(self) -> str:
        return f"{self.name}={self.value}"
