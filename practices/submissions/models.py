"""Uploads that wait for the rest of their form to be right."""

import secrets

from django.db import models
from django.utils import timezone

from practices.curation.models import file_path
from practices.curation.storage import PrivateStorage


def new_key() -> str:
    return secrets.token_hex(16)


class HeldFile(models.Model):
    """A valid upload of a form that is not finished; erased by a job unless the form is sent."""

    key = models.CharField(max_length=32, unique=True, default=new_key)
    file = models.FileField(storage=PrivateStorage(), upload_to=file_path, max_length=100)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=120)
    size = models.PositiveIntegerField()
    created_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        ordering = ["id"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.name
