"""Which files there is something to read of: exactly those that live records show."""

from django.db import transaction
from django.utils import timezone

from kb.extraction import READABLE
from practices.choices import RecordState
from practices.models.published import PracticeRecord, RecordFile

from . import stored
from .models import AttachmentText, AttachmentUse
from .texts import titles_of


def follow(record: PracticeRecord) -> None:
    """Make the rows agree with a record that was just written, in its transaction.

    New files wait to be read, known ones to be compared, and those that nobody shows any more are
    forgotten with their text. No file is opened here: publishing does not wait for a disk.
    """
    live = record.state == RecordState.LIVE
    wanted = set(titles_of(record.document)) if live else set()
    used = dict(
        AttachmentUse.objects.filter(pid=record.pid, language=record.language).values_list(
            "attachment__path", "pk"
        )
    )
    if not wanted and not used:
        return
    rows = _locked(wanted | used.keys())
    AttachmentText.objects.bulk_create(
        [AttachmentText(path=path) for path in sorted(wanted - rows.keys())], ignore_conflicts=True
    )
    known = wanted & rows.keys()
    AttachmentText.objects.filter(path__in=known).update(due_at=timezone.now())
    new = _locked(wanted - used.keys()) if wanted - used.keys() else {}
    AttachmentUse.objects.bulk_create(
        [
            AttachmentUse(attachment_id=pk, pid=record.pid, language=record.language)
            for pk in new.values()
        ],
        ignore_conflicts=True,
    )
    gone = used.keys() - wanted
    if gone:
        AttachmentUse.objects.filter(pk__in=[used[path] for path in gone]).delete()
        AttachmentText.objects.filter(path__in=gone, uses__isnull=True).delete()


def _locked(paths: set[str]) -> dict[str, int]:
    """Return {path: pk} of the rows there are, held until the transaction ends.

    Two records may show one file: who comes second waits here, always in the same order.
    """
    rows = AttachmentText.objects.select_for_update().filter(path__in=paths).order_by("path")
    return dict(rows.values_list("path", "pk"))


def compare() -> int:
    """Mend rows that do not agree with the records, and have changed files read again.

    For files that were replaced in their place, records from before there was this table, and
    whatever else; returns how many records and files differed.
    """
    differing = _uses_wanted() ^ _uses_held()
    keys = sorted({(pid, language) for _path, pid, language in differing})
    for pid, language in keys:
        with transaction.atomic():
            record = (
                PracticeRecord.objects.select_for_update()
                .filter(pid=pid, language=language)
                .first()
            )
            if record is None:
                AttachmentUse.objects.filter(pid=pid, language=language).delete()
            else:
                follow(record)
    orphans = AttachmentText.objects.filter(uses__isnull=True).delete()[0]
    changed = [
        pk for pk, path, *stamp in _read_already().iterator() if (*stamp,) != stored.stamp_of(path)
    ]
    AttachmentText.objects.filter(pk__in=changed).update(due_at=timezone.now())
    return len(keys) + orphans + len(changed)


def _uses_wanted() -> set[tuple[str, str, str]]:
    rows = RecordFile.objects.filter(record__state=RecordState.LIVE)
    return {
        row
        for row in rows.values_list("path", "record__pid", "record__language")
        if row[0].rpartition(".")[2].lower() in READABLE
    }


def _uses_held() -> set[tuple[str, str, str]]:
    return set(AttachmentUse.objects.values_list("attachment__path", "pid", "language"))


def _read_already():
    rows = AttachmentText.objects.filter(due_at=None)
    return rows.values_list("pk", "path", "size", "modified_at")
