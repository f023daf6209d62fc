"""What editors can add to the search, and the states of what they added."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(TextChoices):
    """What a row is."""

    SYNONYM = "synonym", _("synonym")
    ABBREVIATION = "abbreviation", _("abbreviation")
    READING = "reading", _("form of a word")
    ENGLISH = "english", _("English term")
    PROMOTED = "promoted", _("practice on top")


class Relation(TextChoices):
    """How the terms of a synonym stand to one another; the codes of the data file."""

    SAME = "same", _("the same thing under another name")
    OFFICIAL = "official", _("the official and the everyday name")
    NEAR = "near", _("near in meaning")
    PROBLEM = "problem", _("a problem in people's words, and what answers it")


class State(TextChoices):
    """Where a row stands."""

    DRAFT = "draft", _("draft")
    LIVE = "live", pgettext_lazy("a row", "live")
    UNDONE = "undone", _("undone")


class Step(TextChoices):
    """What was done to a row."""

    PROPOSED = "proposed", _("proposed")
    CHANGED = "changed", _("changed")
    WENT_LIVE = "live", _("put live")
    UNDONE = "undone", _("undone")


class PreviewState(TextChoices):
    """How far the effect of a row is worked out."""

    NONE = "none", _("not asked for")
    WAITING = "waiting", _("being worked out")
    DONE = "done", _("ready")
    FAILED = "failed", _("failed")


# Against 1 for what was typed; what the data files give rows of the kind.
WEIGHTS = {
    Relation.SAME: 0.85,
    Relation.OFFICIAL: 0.85,
    Relation.NEAR: 0.5,
    Relation.PROBLEM: 0.4,
}
ABBREVIATION_WEIGHT = 0.9
