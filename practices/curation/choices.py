"""The words of a proposal's life: codes in the database, words through gettext."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SubmissionState(models.TextChoices):
    UNCONFIRMED = "unconfirmed", _("Waits for its e-mail to be confirmed")
    NEW = "new", _("Waits for an editor")
    NEEDS_INFO = "needs_info", _("Waits for an answer")
    ACCEPTED = "accepted", pgettext_lazy("proposal", "Accepted")
    REFUSED = "refused", pgettext_lazy("proposal", "Refused")
    SPAM = "spam", _("Spam")
    WITHDRAWN = "withdrawn", pgettext_lazy("proposal", "Withdrawn")
    JOINED = "joined", _("Added to another practice")


# Editors can still decide on these.
OPEN_STATES = (SubmissionState.NEW, SubmissionState.NEEDS_INFO)
# Nothing of a person is needed any more once these have rested for a while.
CLOSED_STATES = (
    SubmissionState.REFUSED,
    SubmissionState.SPAM,
    SubmissionState.WITHDRAWN,
    SubmissionState.JOINED,
)


class Step(models.TextChoices):
    """What happened to a proposal: one for each function of transitions.py, and publication."""

    SUBMIT = "submit", pgettext_lazy("proposal", "Sent")
    CONFIRM = "confirm", _("E-mail confirmed")
    ACCEPT = "accept", pgettext_lazy("proposal", "Accepted")
    ASK = "ask", _("Question asked")
    ANSWER = "answer", _("Question answered")
    REFUSE = "refuse", pgettext_lazy("proposal", "Refused")
    MARK_SPAM = "mark_spam", _("Put aside as spam")
    RELEASE = "release", _("Taken back from spam")
    WITHDRAW = "withdraw", _("Withdrawn by who sent it")
    PUBLISH = "publish", pgettext_lazy("proposal", "Published")
    JOIN = "join", _("Made a proposed change of a published practice")
    PART = "part", _("Is a practice of its own again")
    HOLD = "hold", _("Decided, not announced")
    UNHOLD = "unhold", _("Unannounced decision taken back")
    RECALL = "recall", _("Decision and its mail taken back")
    RECALL_MAIL = "recall_mail", _("Mail taken back, decision stands")
    ASSIGN = "assign", _("Given to an editor")


# What the person who sent a proposal does not see: how the desk works among itself.
INNER_STEPS = (Step.HOLD, Step.UNHOLD, Step.RECALL, Step.RECALL_MAIL, Step.ASSIGN)


class EntrySize(models.TextChoices):
    """How much a proposal says: three sizes, one path."""

    LEAD = "lead", _("Lead")
    SHORT = "short", _("Proposal")
    FULL = "full", _("Full description")


class Suspicion(models.TextChoices):
    """Why a proposal stands on the shelf „за преглед“; the codes are kb.protection's."""

    TRAP_FILLED = "trap_filled", _("a field that people do not see was filled in")
    NO_STAMP = "no_stamp", _("the form was not opened before it was sent")
    TOO_FAST = "too_fast", _("it was filled in within seconds")
    TOO_SLOW = "too_slow", _("the form was open for more than a day")
    NO_CODE = "no_code", _("the code could not be read; it was sent without")
