"""Uploaded pictures and documents: private until a live record shows them (practices/files.py)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image

from practices.uploads import without_metadata


class Picture(AbstractImage):
    """A picture whose place, camera and author's name were taken out of the file when it came."""

    admin_form_fields = Image.admin_form_fields

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    def save(self, *args, **kwargs) -> None:
        if self.file and not self.file._committed:  # noqa: SLF001 - Django says "uploaded right now" no other way
            self.file = without_metadata(self.file)
            self.file_size = self.file.size
            self.width, self.height = self.file.width, self.file.height
        super().save(*args, **kwargs)


class PictureRendition(AbstractRendition):
    image = models.ForeignKey(Picture, models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)


class Attachment(AbstractDocument):
    admin_form_fields = Document.admin_form_fields

    class Meta(AbstractDocument.Meta):
        verbose_name = _("file")
        verbose_name_plural = _("files")
