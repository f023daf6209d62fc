"""Writing entries with their terms and postings, in the caller's transaction.

Terms are inserted and weighed in one order by everybody, so that two writers wait for each other
instead of standing in each other's way. A term without entries stays until the next rebuild.
"""

from collections.abc import Iterable, Iterator, Sequence

from django.db import connection, transaction
from django.db.models import F

from .entries import COLUMNS, Row
from .models import Entry, Posting, Term

CHUNK = 2000  # parameters of one statement; SQLite takes no more than 32,766

_PUT = (
    "INSERT INTO suggestions_posting (term_id, weight, readers, entry_id) VALUES (%s, %s, %s, %s)"
)
_RAISE = "UPDATE suggestions_term SET best = %s WHERE id = %s AND best < %s"
_WEIGH = """UPDATE suggestions_term SET best = coalesce(
    (SELECT max(weight) FROM suggestions_posting WHERE term_id = suggestions_term.id), -1)
    WHERE id = %s"""


def chunks(rows: Sequence, size: int = CHUNK) -> Iterator[Sequence]:
    """Yield the rows in runs of at most `size`."""
    for first in range(0, len(rows), size):
        yield rows[first : first + size]


@transaction.atomic
def write(rows: Sequence[Row]) -> int:
    """Write rows in the place of the entries of the same names; return how many."""
    if not rows:
        return 0
    entries = Entry.objects.bulk_create(
        [Entry(**row.columns()) for row in rows],
        update_conflicts=True,
        unique_fields=["kind", "key", "language"],
        update_fields=[name for name in COLUMNS if name not in ("kind", "key", "language")],
    )
    weakened = _take_out([entry.pk for entry in entries])
    numbers = _terms(rows)
    postings: list[tuple[int, int, int, int]] = []
    heaviest: dict[int, int] = {}
    for row, entry in zip(rows, entries, strict=True):
        for text, weight in row.terms.items():
            number = numbers[row.shelf, text.encode()]
            postings.append((number, weight, row.readers, entry.pk))
            heaviest[number] = max(heaviest.get(number, 0), weight)
    with connection.cursor() as cursor:
        cursor.executemany(_PUT, sorted(postings))
    _raise(heaviest)
    _weigh(weakened)
    return len(rows)


@transaction.atomic
def delete(entries: Iterable[int]) -> int:
    """Delete entries by their ids; return how many were asked for."""
    gone = list(entries)
    for some in chunks(gone):
        weakened = _take_out(some)
        Entry.objects.filter(pk__in=some).delete()
        _weigh(weakened)
    return len(gone)


def _take_out(entries: Sequence[int]) -> list[int]:
    """Delete the postings of entries; return the terms that may have lost their heaviest."""
    weakened: set[int] = set()
    for some in chunks(entries):
        held = Posting.objects.filter(entry__in=some)
        weakened.update(held.filter(weight__gte=F("term__best")).values_list("term", flat=True))
        held.delete()
    return sorted(weakened)


def _terms(rows: Iterable[Row]) -> dict[tuple[int, bytes], int]:
    """Return (shelf, text) → number of the terms of rows, those that are new inserted."""
    wanted = sorted({(row.shelf, text.encode()) for row in rows for text in row.terms})
    numbers = _numbers(wanted)
    missing = [
        Term(shelf=shelf, text=text) for shelf, text in wanted if (shelf, text) not in numbers
    ]
    if missing:
        Term.objects.bulk_create(missing, ignore_conflicts=True, batch_size=CHUNK)
        numbers |= _numbers([(term.shelf, term.text) for term in missing])
    return numbers


def _numbers(wanted: Sequence[tuple[int, bytes]]) -> dict[tuple[int, bytes], int]:
    found: dict[tuple[int, bytes], int] = {}
    for shelf in {shelf for shelf, _text in wanted}:
        for texts in chunks([text for own, text in wanted if own == shelf]):
            rows = Term.objects.filter(shelf=shelf, text__in=texts).values_list("text", "pk")
            found |= {(shelf, bytes(text)): number for text, number in rows}
    return found


def _raise(heaviest: dict[int, int]) -> None:
    """Let terms know of a heavier entry. Most have one already and are not touched."""
    lower: list[tuple[int, int, int]] = []
    for some in chunks(sorted(heaviest)):
        known = Term.objects.filter(pk__in=some).values_list("pk", "best")
        lower += [(heaviest[n], n, heaviest[n]) for n, best in known if best < heaviest[n]]
    with connection.cursor() as cursor:
        cursor.executemany(_RAISE, sorted(lower, key=lambda row: row[1]))


def _weigh(numbers: Sequence[int]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(_WEIGH, [(number,) for number in numbers])


@transaction.atomic
def sweep() -> int:
    """Delete the terms that no entry has any more; return how many."""
    with connection.cursor() as cursor:
        cursor.execute(
            """DELETE FROM suggestions_term WHERE NOT EXISTS (
                   SELECT 1 FROM suggestions_posting WHERE term_id = suggestions_term.id)"""
        )
        return cursor.rowcount
