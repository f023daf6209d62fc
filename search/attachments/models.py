"""What was read of each public file."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from practices.models.published import RecordFile


class TextState(models.TextChoices):
    WAITING = "waiting", _("waiting to be read")
    READ = "read", _("read")
    NOTHING = "nothing", _("has no readable text")
    REFUSED = "refused", _("cannot be read")


class AttachmentText(models.Model):
    """A public file and its text.

    `digest` (SHA-256), `size` and `modified_at` are those of the file that was read. `reason` is a
    code of kb.extraction.reasons or "missing", also while another try is waited for; `cut_by` says
    what ended the reading of a long file. The worker looks at a row when `due_at` has come;
    without one there is nothing to do. `attempts` counts from the last success and grows before
    the reading, so that a file which kills its reader every time is given up as well.
    """

    path = models.CharField(
        _("file"), max_length=RecordFile._meta.get_field("path").max_length, unique=True
    )
    digest = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(_("size"), default=0)
    modified_at = models.DateTimeField(null=True)
    text = models.TextField(_("text"), blank=True)
    cut_by = models.CharField(max_length=12, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=TextState, default=TextState.WAITING)
    reason = models.CharField(_("reason"), max_length=12, blank=True)
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    due_at = models.DateTimeField(null=True, default=timezone.now, db_index=True)
    leased_by = models.CharField(max_length=32, blank=True)
    leased_until = models.DateTimeField(null=True)
    tried_at = models.DateTimeField(_("last read"), null=True)

    class Meta:
        verbose_name = _("text of a document")
        verbose_name_plural = _("texts of documents")
        indexes = [models.Index(fields=["state", "reason"], name="attachment_state")]

    def __str__(self) -> str:
        return f"{self.path}: {self.state}"


class AttachmentUse(models.Model):
    """A live record that shows a file. A file that nobody shows any more has no row at all."""

    attachment = models.ForeignKey(AttachmentText, models.CASCADE, related_name="uses")
    pid = models.CharField(max_length=20)
    language = models.CharField(max_length=10)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["attachment", "pid", "language"], name="attachment_use_once"
            ),
        ]
        indexes = [models.Index(fields=["pid", "language"], name="attachment_of_record")]

    def __str__(self) -> str:
        return f"{self.pid} ({self.language}): {self.attachment_id}"
