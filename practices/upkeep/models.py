"""Reports of readers, and the standing of each practice.

Only practices/upkeep/reporting.py writes reports, only asking.py and answering.py standings.
"""

import secrets

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from practices.upkeep.choices import LifeState, Occasion, ReportKind, ReportState

SENTENCE = 300  # characters


def new_secret() -> str:
    """Return what a link must know beside our signature; 128 bits."""
    return secrets.token_urlsafe(16)


class Report(models.Model):
    """One kind of report on one exact version of a record, however many people sent it.

    Once it is decided, further ones on the same version are counted here and open nothing.
    """

    pid = models.CharField(_("practice"), max_length=20)
    language = models.CharField(_("language"), max_length=10)
    version = models.PositiveBigIntegerField(_("version of the record"))
    kind = models.CharField(_("what"), max_length=10, choices=ReportKind)
    state = models.CharField(
        _("state"), max_length=10, choices=ReportState, default=ReportState.OPEN
    )
    count = models.PositiveIntegerField(_("how many"), default=0)
    created_at = models.DateTimeField(_("first"), default=timezone.now)
    last_at = models.DateTimeField(_("last"), default=timezone.now)
    reason = models.CharField(_("reason"), max_length=SENTENCE, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["created_at", "id"]
        default_permissions = ("view", "change")
        constraints = [
            models.UniqueConstraint(
                fields=["pid", "language", "version", "kind"], name="report_once_per_version"
            )
        ]
        indexes = [models.Index(fields=["state", "created_at"], name="report_queue")]

    def __str__(self) -> str:
        return f"{self.pid} {self.kind} {self.version}"


class Said(models.Model):
    """The sentence that came with a report. Erased half a year after the report is decided."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="said")
    text = models.CharField(max_length=SENTENCE, blank=True)
    help_number = models.CharField(max_length=12, blank=True)
    suspicion = models.JSONField(default=list, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "id"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.report_id} {self.at:%Y-%m-%d}"


class Standing(models.Model):
    """Whether a practice still works, as far as a person has said so.

    `confirmed_on` is the clock: only „да, действа“ of a person moves it.
    """

    pid = models.CharField(_("practice"), max_length=20, unique=True)
    secret = models.CharField(max_length=32, default=new_secret, editable=False)
    state = models.CharField(
        _("state"), max_length=10, choices=LifeState, default=LifeState.UNKNOWN, db_index=True
    )
    confirmed_on = models.DateField(_("confirmed on"), null=True, blank=True)
    occasion = models.CharField(_("asked"), max_length=10, choices=Occasion, blank=True)
    is_waiting = models.BooleanField(_("waits for an answer"), default=False, db_index=True)
    asked_at = models.DateTimeField(_("asked at"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("reminded at"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    note = models.CharField(_("in their words"), max_length=SENTENCE, blank=True)
    # When `state` or `confirmed_on` last changed; for „няма отговор“ the only date there is.
    changed_at = models.DateTimeField(_("changed at"), null=True, blank=True, db_index=True)

    class Meta:
        verbose_name = _("standing")
        verbose_name_plural = _("standings")
        ordering = ["pid"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.pid} {self.state}"

    @property
    def has_answer(self) -> bool:
        """Whether the contact has answered the latest question."""
        if self.is_waiting or self.answered_at is None:
            return False
        return self.asked_at is None or self.answered_at >= self.asked_at
