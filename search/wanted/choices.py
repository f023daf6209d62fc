"""The words of a call's life: codes in the database, words through gettext."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CallState(models.TextChoices):
    UNCONFIRMED = "unconfirmed", _("Waits for its e-mail to be confirmed")
    WAITING = "waiting", _("Waits for an editor")
    OPEN = "open", pgettext_lazy("call", "Published, open")
    ANSWERED = "answered", pgettext_lazy("call", "Answered")
    CLOSED = "closed", pgettext_lazy("call", "Closed")
    REFUSED = "refused", pgettext_lazy("call", "Refused")
    JOINED = "joined", pgettext_lazy("call", "Joined with another")
    WITHDRAWN = "withdrawn", pgettext_lazy("call", "Withdrawn")


# Everybody can read these, and nothing else.
PUBLIC_STATES = (CallState.OPEN, CallState.ANSWERED, CallState.CLOSED)
# The author can still take back what stands here.
OWN_STATES = (CallState.UNCONFIRMED, CallState.WAITING, *PUBLIC_STATES)
# Their texts are erased with the addresses: nobody may read them any more.
HIDDEN_STATES = (CallState.REFUSED, CallState.JOINED, CallState.WITHDRAWN)


class Step(models.TextChoices):
    """What happened to a call: one for each function of transitions.py."""

    SUBMIT = "submit", pgettext_lazy("call", "Sent")
    CONFIRM = "confirm", _("E-mail confirmed")
    REWORD = "reword", _("Wording edited")
    APPROVE = "approve", pgettext_lazy("call", "Published")
    REFUSE = "refuse", pgettext_lazy("call", "Refused")
    JOIN = "join", pgettext_lazy("call", "Joined with another")
    ANSWER = "answer", pgettext_lazy("call", "Answered")
    CLOSE = "close", pgettext_lazy("call", "Closed")
    EXPIRE = "expire", _("Closed after its time")
    REOPEN = "reopen", _("Opened again")
    WITHDRAW = "withdraw", _("Withdrawn by the author")


class Asker(models.TextChoices):
    MUNICIPALITY = "municipality", _("a municipality")
    CITIZEN = "citizen", _("a citizen")
    NGO = "ngo", _("a non-governmental organisation")
    INSTITUTION = "institution", _("a school, kindergarten or community centre")
    BUSINESS = "business", _("a firm")
    OTHER = "other", _("somebody else")


class Verdict(models.TextChoices):
    """What somebody who looks for a practice says of one that was found."""

    NONE = "", _("no opinion yet")
    YES = "yes", _("this is the answer")
    NO = "no", _("this is not it")


class Suspicion(models.TextChoices):
    """Why a call is to be looked at twice; the codes are kb.protection's."""

    TRAP_FILLED = "trap_filled", _("a field that people do not see was filled in")
    NO_STAMP = "no_stamp", _("the form was not opened before it was sent")
    TOO_FAST = "too_fast", _("it was filled in within seconds")
    TOO_SLOW = "too_slow", _("the form was open for more than a day")
    NO_CODE = "no_code", _("the code could not be read; it was sent without")
