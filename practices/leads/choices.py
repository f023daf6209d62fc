"""States and steps of a lead."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class LeadState(models.TextChoices):
    UNCONFIRMED = "unconfirmed", pgettext_lazy("lead", "Unconfirmed")
    NEW = "new", pgettext_lazy("lead", "Waits for an editor")
    SENT = "sent", pgettext_lazy("lead", "With the municipality")
    CLAIMED = "claimed", pgettext_lazy("lead", "Claimed")
    DECLINED = "declined", pgettext_lazy("lead", "Declined by the municipality")
    CLOSED = "closed", pgettext_lazy("lead", "Closed by an editor")


OPEN_STATES = (LeadState.NEW, LeadState.SENT)


class LeadStep(models.TextChoices):
    POINT = "point", pgettext_lazy("lead", "Sent in")
    CONFIRM = "confirm", pgettext_lazy("lead", "E-mail confirmed")
    SEND = "send", _("Link sent to the municipality")
    REMIND = "remind", _("Municipality reminded")
    POSTPONE = "postpone", _("The municipality answers later")
    LAPSE = "lapse", _("The link expired without an answer")
    CLAIM = "claim", _("Claimed: the municipality describes it")
    DECLINE = "decline", _("Declined by the municipality")
    CLOSE = "close", pgettext_lazy("lead", "Closed")
    PUBLISH = "publish", pgettext_lazy("lead", "Practice published")
