"""Files of a form are kept from the first post on: an error elsewhere does not lose them.

A valid upload is stored at once in the private storage; the page gets a signed handle of what is
held, and the next post brings it back. The handle opens nothing but this: no address shows a file.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import PurePath

from django.core import signing
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils import timezone
from django.utils.translation import gettext as _

from practices.curation.models import SubmissionFile
from practices.curation.storage import PrivateStorage
from practices.submissions.models import HeldFile
from practices.uploads import validate_upload, without_metadata

MOST = 5
LIFE = timedelta(days=3)
NAME_LENGTH = 200
_SALT = "practices.submissions.held"


@dataclass
class Held:
    """What a form holds now, and what was wrong with the uploads that it does not hold."""

    files: list[HeldFile] = field(default_factory=list)
    errors: list[ValidationError] = field(default_factory=list)

    @property
    def handle(self) -> str:
        """Return the signed list of keys, "" for none."""
        keys = [row.key for row in self.files]
        return signing.dumps(keys, salt=_SALT) if keys else ""


def open_handle(handle: str) -> list[HeldFile]:
    """Return the files behind a handle; [] for one that is altered, foreign or too old."""
    if not handle:
        return []
    try:
        keys = signing.loads(handle, salt=_SALT, max_age=LIFE)
    except signing.BadSignature:
        return []
    return list(HeldFile.objects.filter(key__in=keys))


def hold(uploads: list[File], handle: str, dropped: list[str]) -> Held:
    """Store `uploads` beside what `handle` holds already, less the keys in `dropped`."""
    held = Held(files=[row for row in open_handle(handle) if row.key not in dropped])
    for upload in uploads:
        if len(held.files) >= MOST:
            message = _("Up to %(most)d files can be sent. “%(name)s” was left out.")
            held.errors.append(
                ValidationError(message % {"most": MOST, "name": upload.name}, code="too_many")
            )
            continue
        try:
            held.files.append(_store(upload))
        except ValidationError as error:
            held.errors += [
                ValidationError(f"{upload.name}: {message}", code=error.code or "invalid")
                for message in error.messages
            ]
    return held


def hand_over(files: list[HeldFile]) -> list[SubmissionFile]:
    """Turn held files into unsaved files of a proposal; the held rows go, the contents stay.

    Call it inside the transaction that saves them.
    """
    rows = [
        SubmissionFile(file=row.file.name, name=row.name, media_type=row.media_type, size=row.size)
        for row in files
    ]
    HeldFile.objects.filter(pk__in=[row.pk for row in files]).delete()
    return rows


def erase_old() -> int:
    """Delete held files whose form never came, and contents that no row names; return how many.

    Contents younger than the life of a handle are left alone: their row may not be committed yet.
    """
    limit = timezone.now() - LIFE
    erased = 0
    for row in HeldFile.objects.filter(created_at__lt=limit):
        row.file.delete(save=False)
        row.delete()
        erased += 1
    storage = PrivateStorage()
    if not storage.exists(""):
        return erased
    named = set(SubmissionFile.objects.values_list("file", flat=True))
    named |= set(HeldFile.objects.values_list("file", flat=True))
    for name in storage.listdir("")[1]:
        if name not in named and storage.get_modified_time(name) < limit:
            storage.delete(name)
            erased += 1
    return erased


def _store(upload: File) -> HeldFile:
    """Keep one valid upload, pictures without their metadata; raise ValidationError otherwise."""
    media_type = validate_upload(upload)
    content = upload
    if media_type.startswith("image/"):
        try:
            content = without_metadata(upload)
        except (OSError, ValueError, SyntaxError) as error:
            raise ValidationError(
                _("The picture cannot be read. Save it again as JPEG or PNG."), code="unreadable"
            ) from error
    row = HeldFile(name=_short(upload.name), media_type=media_type, size=content.size)
    row.file.save(upload.name, content, save=False)
    row.save()
    return row


def _short(name: str) -> str:
    """Cut a file name that is too long, but not its extension."""
    path = PurePath(name)
    return f"{path.stem[: NAME_LENGTH - len(path.suffix)]}{path.suffix}"[:NAME_LENGTH]
