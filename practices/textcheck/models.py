"""What is known of an address on the web that an entry names."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class LinkState(models.TextChoices):
    """`unsure`: the site answers machines badly, or failed for the first time."""

    UNTRIED = "untried", _("not tried yet")
    ALIVE = "alive", _("answers")
    UNSURE = "unsure", _("not sure")
    DEAD = "dead", _("does not answer")
    REFUSED = "refused", _("not tried: no public address")


class Link(models.Model):
    """One address, tried by the worker; only `practices.textcheck.linking` writes it."""

    url = models.URLField(max_length=500, unique=True)
    state = models.CharField(max_length=8, choices=LinkState, default=LinkState.UNTRIED)
    # The last HTTP status, null where nobody answered; `reason` is a short machine word then.
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    reason = models.CharField(max_length=80, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)
    tried_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        ordering = ["due_at", "id"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.url
