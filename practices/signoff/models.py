"""A round of agreement: the exact texts, the people asked, and what they answered.

Rows change only through practices.signoff.rounds.
"""

import secrets

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def new_secret() -> str:
    """Return what a link must know beside our signature; 128 bits."""
    return secrets.token_urlsafe(16)


class Order(models.TextChoices):
    TOGETHER = "together", _("all at once")
    IN_TURN = "in_turn", _("one after the other, in this order")


class State(models.TextChoices):
    OPEN = "open", _("waiting for answers")
    RETURNED = "returned", _("returned to the author")
    DONE = "done", _("everybody has answered")
    WITHDRAWN = "withdrawn", _("withdrawn by the author")
    EXPIRED = "expired", _("closed: the links have expired")


class Verdict(models.TextChoices):
    AGREED = "agreed", _("agreed")
    NOTES = "notes", _("agreed with notes")
    RETURNED = "returned", _("returned")


class Round(models.Model):
    """One asking. `about` is the key by which the owner of the text finds it again."""

    about = models.CharField(max_length=64, db_index=True)
    subject = models.CharField(_("title"), max_length=200)
    # The owner's page of the text, a path; erased with the rest, for it may be a key.
    link = models.CharField(max_length=500, blank=True)
    number = models.CharField(_("number"), max_length=20, blank=True)
    author_email = models.EmailField(_("e-mail"), blank=True)
    secret = models.CharField(max_length=32, default=new_secret, editable=False)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    order = models.CharField(max_length=10, choices=Order.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    sha256 = models.CharField(max_length=64)  # of the text as it is now
    opened_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(db_index=True)
    closed_at = models.DateTimeField(null=True, blank=True, db_index=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("round of agreement")
        verbose_name_plural = _("rounds of agreement")
        ordering = ["-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.subject


class Revision(models.Model):
    """One exact text; never changed, and kept as long as somebody has answered to it."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="revisions")
    sha256 = models.CharField(max_length=64)
    content = models.JSONField()
    sealed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("sealed text")
        verbose_name_plural = _("sealed texts")
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["round", "sha256"], name="signoff_text_sealed_once")
        ]

    def __str__(self) -> str:
        return self.sha256[:12]


class Person(models.Model):
    """Somebody who is asked. Without `invited_at` the turn has not come yet."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="people")
    position = models.PositiveSmallIntegerField()
    role = models.CharField(_("role"), max_length=80)
    name = models.CharField(_("name"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    secret = models.CharField(max_length=32, default=new_secret, editable=False)
    invited_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("person asked")
        verbose_name_plural = _("people asked")
        ordering = ["position"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["round", "position"], name="signoff_one_per_place")
        ]

    def __str__(self) -> str:
        return self.role


class Answer(models.Model):
    """What somebody said to one exact text. Answers are only added; the last one counts."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="answers")
    revision = models.ForeignKey(Revision, models.CASCADE, related_name="answers")
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    # Section (practices.signoff.sections) → text.
    comments = models.JSONField(default=dict, blank=True)
    answered_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("answer of a person asked")
        verbose_name_plural = _("answers of people asked")
        ordering = ["pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.get_verdict_display()
