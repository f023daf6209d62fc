"""A full description that is being written, who writes it, and the files that came with it.

Rows change only through practices.drafts.saving.
"""

import secrets
from pathlib import PurePath

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from practices.curation.models import new_secret
from practices.curation.storage import PrivateStorage

FOLDER = "drafts"


def new_key() -> str:
    """Return 32 hex digits: the key of a draft is the `form_key` of what it is sent as."""
    return secrets.token_hex(16)


def file_path(instance: models.Model, filename: str) -> str:
    """Return a path nobody can guess, in a folder of its own: each room sweeps only its files."""
    return f"{FOLDER}/{secrets.token_hex(16)}{PurePath(filename).suffix.lower()[:10]}"


class Draft(models.Model):
    """What was typed so far, field by field, right or wrong, as it was typed."""

    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    # Field name → text, list of codes or bool; list of rows → list of such (practices.drafts.typed).
    values = models.JSONField(_("what was typed"), default=dict)
    version = models.PositiveIntegerField(default=1)
    # Step → {"version", "by" (author), "at" (ISO)}: who changed it last, and on which version.
    stamps = models.JSONField(default=dict)
    # Number of the proposal once it is sent; then nothing here changes any more.
    number = models.CharField(_("number"), max_length=20, blank=True)
    created_at = models.DateTimeField(_("started at"), default=timezone.now)
    changed_at = models.DateTimeField(_("changed at"), default=timezone.now)
    expires_at = models.DateTimeField(_("erased after"), db_index=True)
    warned_at = models.DateTimeField(_("warned at"), null=True, blank=True)

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        ordering = ["-changed_at"]
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.values.get("title") or self.key)


class Author(models.Model):
    """Somebody with a link of their own to a draft; the first one is its owner."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="authors")
    secret = models.CharField(max_length=32, default=new_secret, editable=False)
    is_owner = models.BooleanField(default=False)
    email = models.EmailField(_("e-mail"), blank=True)
    invited_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        ordering = ["id"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["draft"], condition=models.Q(is_owner=True), name="draft_has_one_owner"
            )
        ]

    def __str__(self) -> str:
        return self.email or str(self.pk)


class DraftFile(models.Model):
    """A file of a draft; rows of documents and pictures name it by its key."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="files")
    key = models.CharField(max_length=32, unique=True, default=new_key)
    file = models.FileField(storage=PrivateStorage(), upload_to=file_path, max_length=100)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=120)
    size = models.PositiveIntegerField()
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("file of a draft")
        verbose_name_plural = _("files of drafts")
        ordering = ["id"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.name

    @property
    def is_picture(self) -> bool:
        return self.media_type.startswith("image/")
