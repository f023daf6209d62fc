"""Reading one public file and telling the search, both or neither."""

import hashlib
import logging
import tempfile
import time
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import IO

from django.core.files.storage import default_storage
from django.db import transaction

from kb.extraction import ExtractionError, Limits, NoText, Unreadable, extract
from practices.files import PRIVATE, is_public_file
from practices.models.published import PracticeRecord, RecordFile

from . import leases, stored
from .models import AttachmentText, TextState
from .signals import text_read

logger = logging.getLogger(__name__)

LIMITS = Limits(characters=200_000)  # twice of what the index takes of one practice
MAX_TRIES = 4  # of a file whose reading ends by accident; a missing file is looked for for ever
MISSING = "missing"
_BLOCK = 1024 * 1024


def read_due(seconds: float) -> int:
    """Read what is due, at least one file, until the time is used up; return how many.

    The other jobs of the worker wait meanwhile, so the rest is left for the next round.
    """
    end = time.monotonic() + seconds
    count = 0
    while (row := leases.take()) is not None:
        read(row)
        count += 1
        if time.monotonic() > end:
            break
    return count


def read(row: AttachmentText) -> None:
    """Read the file of a leased row, if it is public and not the one that was read before."""
    if PRIVATE in PurePosixPath(row.path).parts[:1] or not is_public_file(row.path):
        row.delete()
        return
    if row.attempts > MAX_TRIES and row.reason != MISSING:
        size, modified_at = stored.stamp_of(row.path)
        stamp = {"size": size or 0, "modified_at": modified_at}
        reason = {"state": TextState.REFUSED, "reason": row.reason or "stopped"}
        _keep(row, {**stamp, **reason}, text="")
        return
    try:
        with default_storage.open(row.path) as file, tempfile.TemporaryFile() as copy:
            stamp = _copied(file, copy)
            stamp["modified_at"] = default_storage.get_modified_time(row.path)
            # A second attempt means that something went wrong meanwhile: then it is read anyway.
            unchanged = stamp["digest"] == row.digest and row.attempts == 1
            if unchanged and row.state != TextState.WAITING:
                leases.settle(row, stamp)
                return
            copy.seek(0)
            _read_copy(row, copy, stamp)
    except OSError as error:
        logger.warning("a public file cannot be opened: %s", type(error).__name__)
        leases.postpone(row, MISSING)


def _copied(file: IO[bytes], copy: IO[bytes]) -> dict[str, object]:
    """Copy a stored file; return its digest and size.

    What is read is what was measured, whatever happens to the file meanwhile.
    """
    digest = hashlib.sha256()
    while block := file.read(_BLOCK):
        digest.update(block)
        copy.write(block)
    return {"digest": digest.hexdigest(), "size": copy.tell()}


def _read_copy(row: AttachmentText, copy: IO[bytes], stamp: Mapping[str, object]) -> None:
    extension = PurePosixPath(row.path).suffix
    try:
        found = extract(copy, extension, LIMITS)
    except ExtractionError as error:
        if not error.lasting and row.attempts < MAX_TRIES:
            leases.postpone(row, error.code)
            return
        empty = isinstance(error, NoText | Unreadable)
        state = TextState.NOTHING if empty else TextState.REFUSED
        _keep(row, {**stamp, "state": state, "reason": error.code, "cut_by": ""}, text="")
    else:
        values = {"state": TextState.READ, "reason": "", "cut_by": found.cut_by}
        _keep(row, {**stamp, **values}, text=found.text)


@transaction.atomic
def _keep(row: AttachmentText, values: Mapping[str, object], *, text: str) -> None:
    """Store the text and tell whoever listens, unless another reader has the row by now.

    The records are locked first, as publishing does, which comes to the rows of files later:
    nobody waits for the other, and the index is made from the newest of both.
    """
    showing = RecordFile.objects.filter(path=row.path).values("record_id")
    records = PracticeRecord.objects.select_for_update().filter(pk__in=showing).order_by("pk")
    list(records.values_list("pk", flat=True))
    before = AttachmentText.objects.filter(pk=row.pk).values_list("text", flat=True).first()
    if leases.settle(row, {**values, "text": text}) and text != before:
        pids = row.uses.values_list("pid", flat=True).distinct().order_by("pid")
        for pid in pids:
            text_read.send(AttachmentText, pid=pid)
