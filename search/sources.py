"""The site's public records as the source of every index."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.conf import settings

from practices.document import facets as facets_of
from practices.models.published import PracticeRecord
from practices.ports import Standing, nomination_counts, standings
from search.attachments.texts import joined, texts_of_all

from .documents import SearchDocument, build
from .engines.base import Key, Stamp

CHUNK = 2000  # numbers in one question; SQLite takes no more than 32,766 parameters
TEXTS = 100  # records whose files' texts are held at once: at most 10 million characters


class RecordsSource:
    """Live records, each with the languages whose readers meet it."""

    def stamps(self) -> dict[Key, Stamp]:
        rows = list(PracticeRecord.objects.live().values_list("pid", "language", "version"))
        languages: dict[str, set[str]] = defaultdict(set)
        for pid, language, _version in rows:
            languages[pid].add(language)
        counts = _counts(list(languages))
        return {
            Key(pid, language): Stamp(version, counts[pid], shown_in(language, languages[pid]))
            for pid, language, version in rows
        }

    def documents(self, keys: Iterable[Key]) -> Iterator[SearchDocument]:
        wanted = set(keys)
        pids = sorted({key.pid for key in wanted})
        counts = _counts(pids)
        for first in range(0, len(pids), CHUNK):
            chunk = pids[first : first + CHUNK]
            records = list(PracticeRecord.objects.live().filter(pid__in=chunk))
            lives = standings(chunk)
            languages: dict[str, set[str]] = defaultdict(set)
            for record in records:
                languages[record.pid].add(record.language)
            chosen = [one for one in records if Key(one.pid, one.language) in wanted]
            for record, attached in _with_texts(chosen):
                pid = record.pid
                yield document_of(record, languages[pid], counts[pid], attached, lives.get(pid))


def document_of(
    record: PracticeRecord,
    languages: set[str],
    nominations: int,
    attachments: str = "",
    life: Standing | None = None,
) -> SearchDocument:
    """Return the search document of a live record of a practice that has these languages.

    `attachments` is the text of its files, `life` whether it still works.
    """
    facets: dict[str, list[str]] = defaultdict(list)
    for facet, value in facets_of(record.document):
        facets[facet].append(value)
    return build(
        record.document,
        version=record.version,
        facets=facets,
        shown_in=shown_in(record.language, languages),
        nominations=nominations,
        attachments=attachments,
        life=life,
    )


def _with_texts(records: list[PracticeRecord]) -> Iterator[tuple[PracticeRecord, str]]:
    """Yield each record with the joined text of its files; one query for TEXTS records."""
    for first in range(0, len(records), TEXTS):
        some = records[first : first + TEXTS]
        for record, texts in zip(some, texts_of_all(r.document for r in some), strict=True):
            yield record, joined(texts)


def shown_in(language: str, available: set[str]) -> tuple[str, ...]:
    """Return the languages of the site in which a record stands: its own, and those without one."""
    codes = (code for code, _name in settings.LANGUAGES)
    return tuple(code for code in codes if code == language or code not in available)


def _counts(pids: list[str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for first in range(0, len(pids), CHUNK):
        counts.update(nomination_counts(pids[first : first + CHUNK]))
    return counts
