"""What the search keeps in the site's database besides the tables of the engine itself."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OutboxRow(models.Model):
    """A practice that an engine has yet to hear of.

    One row per engine and document, written in the transaction that wrote the record and deleted
    when the engine has this version or a later one. `ticket` changes with every request, so that a
    request that came while the row was being worked on is not deleted with it. `error` is the
    class of the last error, never its text.
    """

    engine = models.CharField(_("engine"), max_length=20)
    pid = models.CharField(_("number"), max_length=40)
    language = models.CharField(_("language"), max_length=10)
    version = models.PositiveBigIntegerField(_("version"))
    ticket = models.CharField(max_length=32)
    asked_at = models.DateTimeField(_("since"), auto_now_add=True)
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    next_try = models.DateTimeField(_("next try"))
    leased_by = models.CharField(max_length=32, blank=True)
    leased_until = models.DateTimeField(null=True)
    error = models.CharField(_("last error"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("waiting for a search engine")
        verbose_name_plural = _("waiting for a search engine")
        constraints = [
            models.UniqueConstraint(fields=["engine", "pid", "language"], name="outbox_once"),
        ]
        indexes = [models.Index(fields=["engine", "next_try"], name="outbox_due")]

    def __str__(self) -> str:
        return f"{self.engine}: {self.pid} ({self.language})"


class FacetName(models.Model):
    """How a value of a facet is called, as the records call it.

    Made from the records, so that a page of results names thirty municipalities in one query.
    """

    facet = models.CharField(max_length=16)
    value = models.CharField(max_length=64)
    name_bg = models.CharField(max_length=255)
    name_en = models.CharField(max_length=255)
    parent = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["facet", "value"], name="facet_name_once")]

    def __str__(self) -> str:
        return f"{self.facet}={self.value}: {self.name_bg}"
