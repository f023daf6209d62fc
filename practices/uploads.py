"""What may come in as a file: type by content, bounded size, no location in photographs."""

import io
from pathlib import PurePath

import filetype
from django.core.exceptions import ValidationError
from django.core.files.images import ImageFile
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

MAX_BYTES = 15 * 1024 * 1024
MAX_PIXELS = 60_000_000
# What a file may be by its first bytes, and the extensions that may name it.
ALLOWED = {
    "image/jpeg": {"jpg", "jpeg"},
    "image/png": {"png"},
    "image/webp": {"webp"},
    "application/pdf": {"pdf"},
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": {"docx"},
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": {"xlsx"},
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": {"pptx"},
    "application/vnd.oasis.opendocument.text": {"odt"},
    "application/vnd.oasis.opendocument.spreadsheet": {"ods"},
}
IMAGE_FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}


def validate_upload(file) -> str:
    """Return the media type of an uploaded file, or raise ValidationError with a plain sentence."""
    if file.size > MAX_BYTES:
        raise ValidationError(
            _("The file is larger than 15 MB. Make it smaller or give us a link to it."),
            code="too_large",
        )
    file.seek(0)
    kind = filetype.guess(file.read(8192))
    file.seek(0)
    extension = PurePath(file.name or "").suffix.lstrip(".").lower()
    if kind is None or extension not in ALLOWED.get(kind.mime, ()):
        raise ValidationError(
            _("We accept pictures (JPEG, PNG, WebP), PDF and office documents (DOCX, XLSX, ODT)."),
            code="wrong_type",
        )
    if kind.mime in IMAGE_FORMATS:
        _refuse_unreadable_picture(file)
    return kind.mime


def without_metadata(file) -> ImageFile:
    """Return the picture as pixels only: no location, camera, owner or embedded thumbnail.

    The turn that a phone records in its metadata is carried out first, so it is not lost.
    """
    file.seek(0)
    picture = Image.open(file)
    form = picture.format or "JPEG"
    upright = ImageOps.exif_transpose(picture)
    if form == "JPEG" and upright.mode not in ("RGB", "L"):
        upright = upright.convert("RGB")
    clean = Image.new(upright.mode, upright.size)
    if upright.mode == "P" and (palette := upright.getpalette()):
        clean.putpalette(palette)
    clean.paste(upright)
    target = io.BytesIO()
    clean.save(target, form, quality=90)
    target.seek(0)
    return ImageFile(target, name=PurePath(file.name).name)


def _refuse_unreadable_picture(file) -> None:
    try:
        with Image.open(file) as picture:
            width, height = picture.size
            picture.verify()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise ValidationError(
            _("The picture cannot be read. Save it again as JPEG or PNG."), code="unreadable"
        ) from error
    finally:
        file.seek(0)
    if width * height > MAX_PIXELS:
        raise ValidationError(
            _("The picture has too many points. Make it smaller and try again."), code="too_large"
        )
