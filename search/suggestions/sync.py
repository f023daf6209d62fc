"""Bringing the index of suggestions in line with the records, the registers and the questions."""

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from django.core.cache import cache
from django.db import transaction
from django.db.models import Count

from practices.models.published import PracticeRecord, RecordFacet
from practices.models.register import Municipality, Oblast
from practices.models.taxonomy import FundingProgramme, Theme
from search.bulgarian import normaliser_version
from search.sources import shown_in
from search.workshop.frequent import good_questions

from . import entries, writing
from .entries import COLUMNS, MUNICIPALITY, OBLAST, PRACTICE, PROGRAMME, QUESTION, SHAPE, THEME, Row
from .models import Entry, IndexState

logger = logging.getLogger(__name__)

BATCH = 500
MAX_QUESTIONS = 300
LOCK = "suggestions.rebuild"
LOCK_SECONDS = 60 * 60  # after which a rebuild that was killed no longer stands in the way

Counts = Mapping[tuple[str, str], int]


class RebuildRunning(Exception):
    """Somebody else is rebuilding the index."""


# Practices


def index_practice(pid: str) -> None:
    """Bring all languages of one practice in line with its records, now."""
    rows = practice_rows([pid])
    writing.write(rows)
    kept = {row.language for row in rows}
    held = Entry.objects.filter(kind=PRACTICE, key=pid).values_list("pk", "language")
    writing.delete(pk for pk, language in held if language not in kept)


def practice_rows(pids: Sequence[str]) -> list[Row]:
    """Return the rows of the live records of practices; the others are not public."""
    records = list(PracticeRecord.objects.live().filter(pid__in=pids))
    languages: dict[str, set[str]] = defaultdict(set)
    for record in records:
        languages[record.pid].add(record.language)
    return [entries.practice(row, shown_in(row.language, languages[row.pid])) for row in records]


def _stamps(versions: Mapping[str, int]) -> dict[str, tuple[int, int]]:
    """Return language → (version, readers) of a practice from the versions of its records."""
    return {
        language: (version, sum(map(entries.bit, shown_in(language, set(versions)))))
        for language, version in versions.items()
    }


def _reconcile_practices(*, everything: bool = False) -> int:
    """Write what differs from the records, batch by batch, and delete what is no longer public."""
    held: dict[str, dict[str, tuple[int, int]]] = defaultdict(dict)
    stored = Entry.objects.filter(kind=PRACTICE)
    for pid, *own in stored.values_list("key", "language", "version", "readers").iterator():
        held[pid][own[0]] = (own[1], own[2])
    versions: dict[str, dict[str, int]] = defaultdict(dict)
    live = PracticeRecord.objects.live().values_list("pid", "language", "version")
    for pid, language, version in live.iterator():
        versions[pid][language] = version
    wanted = {pid: _stamps(own) for pid, own in versions.items()}
    differing = held.keys() | wanted.keys()
    if not everything:
        differing = {pid for pid in differing if held.get(pid) != wanted.get(pid)}
    for pids in writing.chunks(sorted(differing), BATCH):
        with transaction.atomic():
            rows = practice_rows(pids)
            writing.write(rows)
            kept = {row.name for row in rows}
            stored = Entry.objects.filter(kind=PRACTICE, key__in=pids)
            named = stored.values_list("pk", "kind", "key", "language")
            writing.delete(pk for pk, *name in named if tuple(name) not in kept)
    return len(differing)


# Registers and questions


def facet_counts(values: Mapping[str, Iterable[str]] | None = None) -> dict[tuple[str, str], int]:
    """Return (facet, value) → live records, of some values or of all."""
    rows = RecordFacet.objects.filter(facet__in=[THEME, MUNICIPALITY, OBLAST, "funding"])
    if values is not None:
        rows = rows.filter(
            facet__in=list(values), value__in=[value for some in values.values() for value in some]
        )
    counted = (
        rows.values("facet", "value").annotate(n=Count("pk")).values_list("facet", "value", "n")
    )
    return {(facet, value): n for facet, value, n in counted}


def register_rows(register: type, numbers: Iterable | None = None) -> list[Row]:
    """Return the rows of a register (of some of its primary keys) that have a page to go to."""
    found = list(_of(register, numbers))
    facet = _FACETS[register]
    values = [str(row.pk) if register in (Municipality, Oblast) else row.slug for row in found]
    counts = facet_counts({facet: values} if numbers is not None else None)
    made = [
        _MAKERS[register](row, counts.get((facet, value), 0))
        for row, value in zip(found, values, strict=True)
        # A programme has no page of its own, only the search narrowed to it.
        if register is not FundingProgramme or (facet, value) in counts
    ]
    return [row for row in made if row.terms]


def _of(register: type, numbers: Iterable | None):
    rows = register.objects.all() if numbers is None else register.objects.filter(pk__in=numbers)
    if register is Theme:
        return rows.select_related("parent")
    if register is Municipality:
        return rows.filter(valid_until=None).select_related("oblast")
    return rows


_MAKERS = {
    Theme: entries.theme,
    Municipality: entries.municipality,
    Oblast: entries.oblast,
    FundingProgramme: entries.programme,
}
_FACETS = {Theme: THEME, Municipality: MUNICIPALITY, Oblast: OBLAST, FundingProgramme: "funding"}
KINDS = {Theme: THEME, Municipality: MUNICIPALITY, Oblast: OBLAST, FundingProgramme: PROGRAMME}


def _all_registers() -> list[Row]:
    return [row for register in KINDS for row in register_rows(register)]


def _reconcile_others(*, everything: bool = False) -> int:
    """Bring registers and frequent questions in line; return how many entries differed."""
    rows = _all_registers()
    rows += entries.questions(text for text, _hours in good_questions(MAX_QUESTIONS))
    return _replace([*KINDS.values(), QUESTION], rows, everything=everything)


@transaction.atomic
def _replace(kinds: list[str], rows: list[Row], *, everything: bool) -> int:
    stored = Entry.objects.filter(kind__in=kinds)
    held = {(e.kind, e.key, e.language): e for e in stored}
    differing = [
        row for row in rows if everything or row.name not in held or not _same(held[row.name], row)
    ]
    for some in writing.chunks(differing, BATCH):
        writing.write(some)
    names = {row.name for row in rows}
    gone = [entry.pk for name, entry in held.items() if name not in names]
    return len(differing) + writing.delete(gone)


def _same(entry: Entry, row: Row) -> bool:
    columns = row.columns()
    return all(getattr(entry, name) == columns[name] for name in COLUMNS)


# The whole


def is_current() -> bool:
    """Whether the index was made by the rules of this code."""
    stored = dict(IndexState.objects.values_list("name", "value"))
    return stored == _state()


def _state() -> dict[str, str]:
    return {"normaliser": normaliser_version(), "shape": str(SHAPE)}


def declare_current() -> None:
    """Note that every entry was made by the rules of this code."""
    for name, value in _state().items():
        IndexState.objects.update_or_create(name=name, defaults={"value": value})


def rebuild() -> int:
    """Write every entry anew while readers and writers go on; return how many there are.

    A batch is a transaction: readers find an entry as it was or as it is, never none. Raises
    RebuildRunning.
    """
    with _only_one():
        _reconcile_practices(everything=True)
        _reconcile_others(everything=True)
        writing.sweep()
        declare_current()
    count = Entry.objects.count()
    logger.info("suggestions: index rebuilt with %s entries", count)
    return count


def begin() -> None:
    """Write the index of a site without practices: it needs neither a lock nor a cache table."""
    _replace(list(KINDS.values()), _all_registers(), everything=True)
    declare_current()


def reconcile() -> int:
    """Mend what differs from the records, the registers and the questions; return how many did."""
    return _reconcile_practices() + _reconcile_others()


def release() -> None:
    """Forget a rebuild that was killed."""
    cache.delete(LOCK)


@contextmanager
def _only_one() -> Iterator[None]:
    if not cache.add(LOCK, 1, LOCK_SECONDS):
        raise RebuildRunning
    try:
        yield
    finally:
        cache.delete(LOCK)
