"""The closed vocabularies of a rating: codes in the database, words through gettext."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Criterion(models.TextChoices):
    """What a practice is rated for, each 0 to 5."""

    NOVELTY = "novelty", _("Novelty")
    IMPACT = "impact", _("Impact")
    DURABILITY = "durability", _("Durability")
    TRANSFER = "transfer", _("Usefulness elsewhere")


QUESTIONS = {
    Criterion.NOVELTY: _("Is it new against what other municipalities do?"),
    Criterion.IMPACT: _("What changed for people, and is it shown?"),
    Criterion.DURABILITY: _("Does it last after the project, the money and the people in charge?"),
    Criterion.TRANSFER: _("Can another municipality do it without costly extra resources?"),
}
MARKS = range(6)  # 0 nothing of it … 5 an example to others


class EvidenceLevel(models.IntegerChoices):
    CLAIMED = 0, _("claimed")
    DESCRIBED = 1, _("described")
    MEASURED = 2, _("measured")
    COMPARED = 3, _("compared before and after")
    INDEPENDENT = 4, _("assessed independently")


class Badge(models.TextChoices):
    NONE = "", _("no badge")
    PROMISING = "promising", _("promising")
    GOOD = "good", _("good")
    PROVEN = "proven", _("proven")


class RoundKind(models.TextChoices):
    PRACTICE = "practice", _("Rating of a practice")
    ANCHOR = "anchor", _("Practice for a first rating")


class RoundState(models.TextChoices):
    OPEN = "open", _("Ratings are awaited")
    CLOSED = "closed", _("Closed, waits for a decision")
    DECIDED = "decided", _("Decided")


class ReviewState(models.TextChoices):
    ASKED = "asked", _("awaited")
    ANSWERED = "answered", _("answered")
    CONFLICT = "conflict", _("conflict of interest")
    RELEASED = "released", _("no longer awaited")
    EXPIRED = "expired", _("did not answer within the term")


class Conflict(models.TextChoices):
    """Why somebody may not rate a practice."""

    AUTHOR = "author", _("wrote the text")
    MUNICIPALITY = "municipality", _("the same municipality")
    OBLAST = "oblast", _("the same oblast")
    ORGANISATION = "organisation", _("an organisation that took part")
    DECLARED = "declared", _("declared by the reviewer")
