"""The third way past the picture: a person."""

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _


def new_number() -> str:
    """Return a random six-digit number that a person can say on the phone."""
    return f"{secrets.randbelow(900_000) + 100_000}"


class HelpRequest(models.Model):
    """Text of somebody who could not read the code, handed to an editor.

    The payload is what was typed, ``{field: [values]}``, so that an editor can do by hand what the
    form would have done. Rows are erased after ``settings.HELP_REQUEST_DAYS``.
    """

    class State(models.TextChoices):
        OPEN = "open", _("waiting")
        DONE = "done", _("done")

    number = models.CharField(_("number"), max_length=12, unique=True, default=new_number)
    scope = models.CharField(_("form"), max_length=120)
    payload = models.JSONField(_("text"), default=dict)
    suspicion = models.JSONField(_("looks odd"), default=list, blank=True)
    state = models.CharField(
        _("state"), max_length=8, choices=State.choices, default=State.OPEN, db_index=True
    )
    created = models.DateTimeField(_("received"), auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = _("request for help with the code")
        verbose_name_plural = _("requests for help with the code")
        ordering = ["-created"]

    def __str__(self) -> str:
        return f"{self.number} ({self.scope})"
