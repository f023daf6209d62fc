"""The words of a proposed change: codes in the database, words through gettext."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ChangeState(models.TextChoices):
    UNSENT = "unsent", _("Kept, not sent")
    WAITING = "waiting", _("Waits for an editor")
    ASKED = "asked", _("Waits for an answer")
    ACCEPTED = "accepted", pgettext_lazy("change", "Accepted")
    REFUSED = "refused", pgettext_lazy("change", "Refused")
    WITHDRAWN = "withdrawn", pgettext_lazy("change", "Withdrawn")


# Editors can still decide on these.
OPEN_STATES = (ChangeState.WAITING, ChangeState.ASKED)


class Role(models.TextChoices):
    """By what right somebody proposes a change."""

    SENDER = "sender", _("sent the practice")
    CONTACT = "contact", _("contact of the practice")
    DOUBLE = "double", _("sent a proposal that says it is the same practice")


class Step(models.TextChoices):
    """What happened to a proposed change: one for each function of deciding.py."""

    SEND = "send", pgettext_lazy("change", "Sent")
    ASK = "ask", _("Question asked")
    ANSWER = "answer", _("Question answered")
    ACCEPT = "accept", pgettext_lazy("change", "Accepted")
    REFUSE = "refuse", pgettext_lazy("change", "Refused")
    WITHDRAW = "withdraw", pgettext_lazy("change", "Withdrawn")
