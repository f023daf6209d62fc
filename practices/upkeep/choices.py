"""What is reported, what became of it, and what a contact answers."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReportKind(models.TextChoices):
    PRICE = "price", _("The price is missing")
    DOCUMENT = "document", _("A document is missing")
    CONTACT = "contact", _("The contact does not answer")
    OUTDATED = "outdated", _("It is out of date")
    OTHER = "other", _("Something else")
    # Not in the public form: what the contact of the practice answered.
    CHANGED = "changed", _("The contact says: it has changed")
    STOPPED = "stopped", _("The contact says: it has stopped")


# What the public form offers.
PUBLIC_KINDS = tuple(ReportKind)[:5]


class ReportState(models.TextChoices):
    OPEN = "open", _("waiting")
    ACCEPTED = "accepted", _("accepted")
    CLOSED = "closed", _("closed")


class LifeState(models.TextChoices):
    UNKNOWN = "unknown", _("nobody has said yet")
    RUNNING = "running", _("it works")
    CHANGED = "changed", _("it has changed")
    STOPPED = "stopped", _("it has stopped")
    SILENT = "silent", _("no answer")


# What a contact can answer; who does not, is silent.
ANSWERS = (LifeState.RUNNING, LifeState.CHANGED, LifeState.STOPPED)


class Occasion(models.TextChoices):
    YEARLY = "yearly", _("once a year")
    ELECTIONS = "elections", _("after elections")
