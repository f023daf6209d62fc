"""What a sender says of the practice that theirs is like. Written by practices.doubles.choosing."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Way(models.TextChoices):
    """The three ways on from a likely double; none of them stops a proposal."""

    SAME = "same", _("The same practice: add what is new to it")
    TRANSFER = "transfer", _("Our version: transferred from it")
    OTHER = "other", _("Another practice")


class Choice(models.Model):
    """One for each proposal. `key` is that of its draft, and `form_key` of what it is sent as."""

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
