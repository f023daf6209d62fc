"""Nominations and their number. Only practices/nominations/counting.py writes these tables."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class NominationState(models.TextChoices):
    COUNTED = "counted", _("counted")
    FOR_REVIEW = "for_review", _("for review")
    REJECTED = "rejected", _("not counted")


class Nomination(models.Model):
    """One person's support for one practice, in whatever language they read it.

    `giver` and `place` are keyed hashes of practices.nominations.givers; nothing here holds an
    address. Both and `code` are emptied after a year, the reason and the count stay.
    """

    pid = models.CharField(_("practice"), max_length=20)
    language = models.CharField(_("language"), max_length=10)
    reason = models.CharField(_("why"), max_length=200, blank=True)
    giver = models.CharField(max_length=32, blank=True)
    place = models.CharField(max_length=32, blank=True)
    code = models.CharField(max_length=40, blank=True)
    help_number = models.CharField(_("number of the request for help"), max_length=12, blank=True)
    suspicion = models.JSONField(_("looks odd"), default=list, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=NominationState)
    created = models.DateTimeField(_("received"), default=timezone.now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    class Meta:
        verbose_name = _("nomination")
        verbose_name_plural = _("nominations")
        ordering = ["-created", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["pid", "giver"],
                condition=~models.Q(giver=""),
                name="nomination_once_per_giver",
            ),
            models.UniqueConstraint(
                fields=["code"], condition=~models.Q(code=""), name="nomination_once_per_code"
            ),
        ]
        indexes = [
            models.Index(fields=["pid", "state"], name="nomination_of_practice"),
            models.Index(fields=["pid", "place"], name="nomination_of_place"),
            models.Index(fields=["state", "-created"], name="nomination_shelf"),
        ]

    def __str__(self) -> str:
        return f"{self.pid} {self.created:%Y-%m-%d} {self.state}"


class NominationCount(models.Model):
    """How many nominations of a practice count: always the number of its rows in that state."""

    pid = models.CharField(_("practice"), max_length=20, primary_key=True)
    count = models.PositiveIntegerField(_("nominations"), default=0)

    class Meta:
        verbose_name = _("number of nominations")
        verbose_name_plural = _("numbers of nominations")

    def __str__(self) -> str:
        return f"{self.pid}: {self.count}"
