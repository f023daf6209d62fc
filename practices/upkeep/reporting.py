"""The one place that writes reports: received, accepted, closed, erased.

A report belongs to one version of a record. What was decided about that version stays decided:
the next person who says the same of the same text is counted and asks nobody again.
"""

from dataclasses import dataclass, field
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from kb.protection import human
from practices.models.published import PracticeRecord
from practices.upkeep.choices import ReportKind, ReportState
from practices.upkeep.models import SENTENCE, Report, Said

SCOPE = "report"  # of requests for help with the picture code
ASKED_PERSON = "asked_person"
KEPT = timedelta(days=180)  # sentences, after the decision


class ReportError(Exception):
    """A decision that cannot be taken; `code` says why: "reason" or "decided"."""

    def __init__(self, code: str, report: Report | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.report = report


@dataclass(frozen=True, slots=True)
class Words:
    """What came with a report beside its kind."""

    text: str = ""
    suspicion: tuple[str, ...] = field(default=())
    help_number: str = ""


@transaction.atomic
def report(
    record: PracticeRecord, kind: ReportKind, words: Words, seen: int | None = None
) -> Report:
    """Store a report on the version that was read; `seen` above today's version is not believed.

    Effects: the row of (record, version, kind) made or counted up by one, its sentence kept. The
    state of a decided row does not change.
    """
    version = min(seen, record.version) if seen and seen > 0 else record.version
    row, _created = Report.objects.get_or_create(
        pid=record.pid, language=record.language, version=version, kind=kind
    )
    now = timezone.now()
    Report.objects.filter(pk=row.pk).update(count=F("count") + 1, last_at=now)
    if words.text or words.help_number or words.suspicion:
        Said.objects.create(
            report=row,
            text=words.text[:SENTENCE],
            help_number=words.help_number,
            suspicion=list(words.suspicion),
            at=now,
        )
    row.refresh_from_db()
    return row


@transaction.atomic
def hand_over(record: PracticeRecord, kind: ReportKind, words: Words, typed: dict) -> str:
    """Store the report of somebody who could not read the code; return the number to quote."""
    asked = human.take(f"{SCOPE}:{record.pid}", typed, list(words.suspicion))
    suspicion = (*words.suspicion, ASKED_PERSON)
    report(record, kind, Words(words.text, suspicion, asked.number))
    return asked.number


def accept(key: int, user, reason: str = "") -> Report:
    """Note that the report is right and the practice is to be mended. See `_decide`."""
    return _decide(key, user, ReportState.ACCEPTED, reason)


def close(key: int, user, reason: str) -> Report:
    """Close a report; the reason is for colleagues who meet the same one again. See `_decide`.

    :raises ReportError: "reason" when there is none.
    """
    if not reason.strip():
        raise ReportError("reason")
    return _decide(key, user, ReportState.CLOSED, reason)


def erase_sentences() -> int:
    """Erase what people wrote with reports decided more than 180 days ago; return how many."""
    limit = timezone.now() - KEPT
    # Also those that came after the decision, once they are as old.
    old = Said.objects.filter(at__lt=limit, report__decided_at__lt=limit)
    return old.delete()[0]


@transaction.atomic
def _decide(key: int, user, state: ReportState, reason: str) -> Report:
    """Decide an open report: state, who, when, why. The same decision again changes nothing.

    :raises ReportError: "decided" when somebody decided otherwise; it carries the row.
    :raises Report.DoesNotExist: for a key of no report.
    """
    row = Report.objects.select_for_update().get(pk=key)
    if row.state == state:
        return row
    if row.state != ReportState.OPEN:
        raise ReportError("decided", row)
    row.state = state
    row.reason = " ".join(reason.split())[:SENTENCE]
    row.decided_by = user
    row.decided_at = timezone.now()
    row.save(update_fields=["state", "reason", "decided_by", "decided_at"])
    return row
