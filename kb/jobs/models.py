"""What the workers know about each other: who runs what, and who is alive."""

from django.db import models
from django.utils import timezone


class JobState(models.Model):
    """One job: when it is due, who has it now and how it went.

    A worker owns the job while `leased_by` is its name and `leased_until` is ahead. `last_error`
    is the class of the exception and where it was raised, never its message: messages quote data.
    """

    name = models.CharField(max_length=100, unique=True)
    due_at = models.DateTimeField(default=timezone.now, db_index=True)
    leased_by = models.CharField(max_length=100, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveIntegerField(default=0)  # in a row
    last_error = models.CharField(max_length=200, blank=True)
    last_done = models.PositiveIntegerField(default=0)  # things done by the last run
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Worker(models.Model):
    """A running worker process and its last sign of life."""

    name = models.CharField(max_length=100, unique=True)
    started_at = models.DateTimeField(auto_now_add=True)
    seen_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        ordering = ["-seen_at"]

    def __str__(self) -> str:
        return self.name
