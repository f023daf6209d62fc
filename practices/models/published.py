"""What the public gets: records, the addresses and files they open, and the log of changes.

Only practices/records.py writes these tables.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from practices.choices import ChangeKind, RecordState


class PracticeRecordQuerySet(models.QuerySet):
    def live(self) -> "PracticeRecordQuerySet":
        """The one definition of public."""
        return self.filter(state=RecordState.LIVE)

    def readable(self) -> "PracticeRecordQuerySet":
        """What its own address still shows: what is public, and the archive. For no list."""
        return self.filter(state__in=(RecordState.LIVE, RecordState.ARCHIVED))


class PracticeRecord(models.Model):
    """One practice in one language as the public sees it; tombstones stay for ever.

    An archived one is a tombstone that still shows its text at its own address, and nowhere else.
    """

    pid = models.CharField(_("number"), max_length=20)
    language = models.CharField(_("language"), max_length=10)
    slug = models.SlugField(_("address"), max_length=255, allow_unicode=True)
    state = models.CharField(_("state"), max_length=10, choices=RecordState)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    moved_to = models.CharField(_("moved to number"), max_length=20, blank=True)
    document = models.JSONField()
    version = models.PositiveBigIntegerField(_("version"))
    title = models.CharField(_("title"), max_length=255)
    first_published_on = models.DateField(_("first published on"))
    published_at = models.DateTimeField(_("published at"))
    page = models.ForeignKey(
        "practices.PracticePage",
        models.SET_NULL,
        null=True,
        related_name="records",
    )

    objects = PracticeRecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("public record")
        verbose_name_plural = _("public records")
        ordering = ["-first_published_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["pid", "language"], name="record_pid_language"),
            models.UniqueConstraint(
                fields=["slug", "language"],
                condition=models.Q(state=RecordState.LIVE),
                name="record_live_address",
            ),
        ]
        indexes = [
            models.Index(
                fields=["language", "state", "-first_published_on", "-id"], name="record_newest"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pid} ({self.language}): {self.title}"


class RecordFacet(models.Model):
    """One value by which a live record can be listed, such as theme=otpadatsi."""

    record = models.ForeignKey(PracticeRecord, models.CASCADE, related_name="facets")
    facet = models.CharField(max_length=16)
    value = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["record", "facet", "value"], name="facet_once"),
        ]
        indexes = [models.Index(fields=["facet", "value", "record"], name="facet_value")]

    def __str__(self) -> str:
        return f"{self.facet}={self.value}"


class RecordFile(models.Model):
    """A path in the storage that a record makes public for as long as it is live."""

    record = models.ForeignKey(PracticeRecord, models.CASCADE, related_name="files")
    path = models.CharField(max_length=300, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record", "path"], name="file_once")]

    def __str__(self) -> str:
        return self.path


class RecordAddress(models.Model):
    """Every address a practice was ever public under, so that none of them answers 404."""

    slug = models.SlugField(max_length=255, allow_unicode=True)
    language = models.CharField(max_length=10)
    pid = models.CharField(max_length=20)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["slug", "language"], name="address_once")]

    def __str__(self) -> str:
        return f"{self.slug} ({self.language})"


class RecordChange(models.Model):
    """Append-only: what became of which record, why and when. The open register of decisions."""

    pid = models.CharField(_("number"), max_length=20)
    language = models.CharField(_("language"), max_length=10)
    what = models.CharField(_("what"), max_length=10, choices=ChangeKind)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    version = models.PositiveBigIntegerField(_("version"))
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        ordering = ["-id"]
        indexes = [models.Index(fields=["pid", "language"], name="change_of_record")]

    def __str__(self) -> str:
        return f"{self.pid} {self.what} {self.version}"


class PidSequence(models.Model):
    """The last number given out in a year; numbers are never reused."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"


class RefreshRequest(models.Model):
    """A register row whose change the records do not show yet; the worker empties this table."""

    register = models.CharField(max_length=40)
    key = models.CharField(max_length=40)
    at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["register", "key"], name="refresh_once")]

    def __str__(self) -> str:
        return f"{self.register} {self.key}"
