"""What a sender says of the practice that theirs is like, and which practices an editor joined."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Way(models.TextChoices):
    """The three ways on from a likely double; none of them stops a proposal."""

    SAME = "same", _("The same practice: add what is new to it")
    TRANSFER = "transfer", _("Our version: transferred from it")
    OTHER = "other", _("Another practice")


class Choice(models.Model):
    """One for each proposal, written by practices.doubles.choosing. `key` is that of its draft, and `form_key` of what it is sent as."""

    key = models.CharField(max_length=32, unique=True)
    way = models.CharField(_("what the sender says"), max_length=8, choices=Way)
    pid = models.CharField(_("number of the practice"), max_length=20, blank=True)
    why = models.CharField(_("why it differs"), max_length=300, blank=True)
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("word of a sender on a double")
        verbose_name_plural = _("words of senders on doubles")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.way} {self.pid}".strip()


class Merge(models.Model):
    """„Слята с“: a published practice that an editor joined to another. The history of merging.

    Written by practices.doubles.merging. `was_live`: rows {"page": key, "revision": key or None},
    what stood before, one for each language.
    """

    pid = models.CharField(_("number"), max_length=20, db_index=True)
    into = models.CharField(_("joined to number"), max_length=20)
    reason = models.CharField(_("reason"), max_length=300)
    was_live = models.JSONField(default=list)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    # Kept beside the account, which may be deleted.
    actor_name = models.CharField(_("who"), max_length=150)
    at = models.DateTimeField(_("when"), default=timezone.now)
    undone_by = models.CharField(_("taken apart by"), max_length=150, blank=True)
    undone_at = models.DateTimeField(_("taken apart at"), null=True, blank=True)

    class Meta:
        verbose_name = _("merging of two practices")
        verbose_name_plural = _("mergings of practices")
        ordering = ["-id"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["pid"], condition=models.Q(undone_at=None), name="one_merge_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.pid} → {self.into}"
