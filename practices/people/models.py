"""What is left of an erasure: that it was done. Never whose."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Erasure(models.Model):
    """One erasure: who did it, when, on which request, how many things of each room. No address.

    Written once by practices.people.erasing.
    """

    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # Kept beside the account, which may be deleted. Empty: the command.
    actor_name = models.CharField(_("who"), max_length=150, blank=True)
    request = models.CharField(_("request"), max_length=60, blank=True)
    counts = models.JSONField(_("erased"), default=dict)  # room → number of things
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("erasure of personal data")
        verbose_name_plural = _("erasures of personal data")
        ordering = ["-id"]
        default_permissions = ()
        permissions = [
            ("export_person", "Can export what is kept about a person"),
            ("erase_person", "Can erase what is kept about a person"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {self.request}".strip()

    def save(self, *args, **kwargs) -> None:
        if not self._state.adding:
            raise TypeError("a recorded erasure is never edited")
        super().save(*args, **kwargs)

    @property
    def total(self) -> int:
        return sum(self.counts.values())
