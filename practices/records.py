"""From page to public: the one place that writes records, and the one rule of what is public.

A record is public while its state is live (`PracticeRecord.objects.live()`). Every function here
writes the record, its facets, files and address, one append-only change row, and sends
`record_written`, in one transaction; so whoever listens can add rows of its own to it.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop, override

from practices.choices import ChangeKind, RecordState
from practices.document import build_document, facets, file_paths
from practices.models.pages import PracticePage
from practices.models.published import (
    PracticeRecord,
    RecordAddress,
    RecordChange,
    RecordFacet,
    RecordFile,
)
from practices.signals import record_written

DEFAULT_REASON = gettext_noop("The editors took this practice down.")
ARCHIVE_REASON = gettext_noop("The time for which it was published is over.")
READABLE = (RecordState.LIVE, RecordState.ARCHIVED)
# Everything a document reads, so that a thousand pages cost as many queries as one.
RELATIONS = (
    *("steps", "measures", "events", "legal_basis", "sources", "project_codes"),
    *("funding__programme", "partners__organisation", "publications__file", "documents__file"),
    *("gallery__image", "municipalities__oblast__region", "themes__parent"),
    *("prerequisites", "target_groups"),
)


def build_record(page: PracticePage) -> dict:
    """Return the public document of a page or draft. Words in it are in the page's language."""
    with override(page.locale.language_code):
        return build_document(page)


@transaction.atomic
def bring_in_line(page: PracticePage) -> None:
    """Make the public record agree with a page that was just saved.

    Live is public; expired, which Wagtail's own schedule says too, is archived; else withdrawn.
    """
    stored = PracticePage.objects.select_related("locale").get(pk=page.pk)
    if stored.live:
        publish(stored)
    elif stored.expired:
        archive(stored, stored.withdrawal_reason)
    else:
        withdraw(stored, stored.withdrawal_reason)


@transaction.atomic
def publish(page: PracticePage, what: str | None = None) -> PracticeRecord | None:
    """Write the record of a live page. Returns it, or None when nothing changed.

    Effects: record with a version one higher, facets, files, address, change row, `record_written`.
    """
    document = build_record(page)
    record = _locked(document["pid"], document["language"])
    if record and record.state == RecordState.LIVE and record.document == document:
        return None
    if what is None:
        what = ChangeKind.UPDATED if record else ChangeKind.PUBLISHED
    record = record or PracticeRecord(pid=document["pid"], language=document["language"], version=0)
    record.slug = document["slug"]
    record.state = RecordState.LIVE
    record.reason = record.moved_to = ""
    record.document = document
    record.title = document["title"]
    record.first_published_on = page.first_publication
    record.published_at = page.last_published_at or timezone.now()
    record.page = page
    _write(record, what)
    RecordAddress.objects.update_or_create(
        slug=record.slug, language=record.language, defaults={"pid": record.pid}
    )
    return record


@transaction.atomic
def withdraw(page: PracticePage, reason: str = "") -> None:
    """Turn the readable record of a page into a tombstone that says why; without one no effect."""
    record = _locked(page.pid, page.locale.language_code)
    if record and record.state in READABLE:
        _close(record, RecordState.WITHDRAWN, ChangeKind.WITHDRAWN, reason or DEFAULT_REASON)


@transaction.atomic
def archive(page: PracticePage, reason: str = "") -> None:
    """Take the live record of a page out of every list; its address goes on showing its text.

    Of one that is archived already the text follows the page (somebody's data was erased), the
    reason stays. Without a readable record, no effect.
    """
    record = _locked(page.pid, page.locale.language_code)
    if record is None or record.state not in READABLE:
        return
    document = build_record(page)
    if record.state == RecordState.ARCHIVED:
        if record.document == document:
            return
        reason = record.reason
    record.document, record.title = document, document["title"]
    _close(record, RecordState.ARCHIVED, ChangeKind.ARCHIVED, reason or ARCHIVE_REASON)


@transaction.atomic
def move(pid: str, language: str, to: str, reason: str = "") -> None:
    """Point the record `pid` at the record `to`: its address answers 301 from now on."""
    record = _locked(pid, language)
    if record and record.state != RecordState.MOVED and pid != to:
        record.moved_to = to
        _close(record, RecordState.MOVED, ChangeKind.MOVED, reason)


def refresh_records(pages, what: str = ChangeKind.REFRESHED) -> int:
    """Rebuild the records of live `pages` (a queryset); return how many changed.

    For what changes under a record: a renamed theme, a corrected register, a replaced file.
    Each page is a transaction of its own, so a long run never holds everybody's writes.
    """
    changed = 0
    live = pages.filter(live=True).select_related(
        "locale", "lead_organisation", "inspired_by__locale"
    )
    for page in live.prefetch_related(*RELATIONS).iterator(chunk_size=200):
        changed += publish(page, what) is not None
    return changed


def differences() -> list[tuple[str, str, str]]:
    """Return (pid, language, "missing" | "different" | "extra") for records unlike their pages."""
    found = []
    records = {(r.pid, r.language): r for r in PracticeRecord.objects.live().iterator()}
    live = PracticePage.objects.live().select_related(
        "locale", "lead_organisation", "inspired_by__locale"
    )
    for page in live.prefetch_related(*RELATIONS).iterator(chunk_size=200):
        key = (page.pid, page.locale.language_code)
        record = records.pop(key, None)
        if record is None:
            found.append((*key, "missing"))
        elif record.document != build_record(page) or not _rows_agree(record):
            found.append((*key, "different"))
    found.extend((*key, "extra") for key in records)
    return sorted(found)


@transaction.atomic
def repair(pid: str, language: str) -> None:
    """Write one record as its page would have it now; withdraw it if no live page stands for it."""
    page = PracticePage.objects.filter(pid=pid, locale__language_code=language, live=True).first()
    if page is None:
        record = _locked(pid, language)
        _close(record, RecordState.WITHDRAWN, ChangeKind.WITHDRAWN, DEFAULT_REASON)
    elif publish(page, ChangeKind.REFRESHED) is None:
        _write(_locked(pid, language), ChangeKind.REFRESHED)


def _locked(pid: str, language: str) -> PracticeRecord | None:
    rows = PracticeRecord.objects.select_for_update()
    return rows.filter(pid=pid, language=language).first()


def _close(record: PracticeRecord, state: str, what: str, reason: str) -> None:
    record.state = state
    record.reason = reason
    _write(record, what)


def _write(record: PracticeRecord, what: str) -> None:
    record.version += 1
    record.save()
    live = record.state == RecordState.LIVE
    record.facets.all().delete()
    record.files.all().delete()
    if live:
        RecordFacet.objects.bulk_create(
            RecordFacet(record=record, facet=facet, value=value)
            for facet, value in facets(record.document)
        )
    if record.state in READABLE:
        RecordFile.objects.bulk_create(
            RecordFile(record=record, path=path) for path in file_paths(record.document)
        )
    RecordChange.objects.create(
        pid=record.pid,
        language=record.language,
        what=what,
        reason=record.reason,
        version=record.version,
    )
    record_written.send(PracticeRecord, record=record)


def _rows_agree(record: PracticeRecord) -> bool:
    stored = sorted(record.facets.values_list("facet", "value"))
    paths = sorted(record.files.values_list("path", flat=True))
    return stored == facets(record.document) and paths == file_paths(record.document)
