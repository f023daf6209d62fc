"""The one place that takes a contact's answer. Nothing else moves the clock of a practice."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from practices.models.published import PracticeRecord
from practices.signals import standing_changed
from practices.upkeep.choices import LifeState, ReportKind
from practices.upkeep.models import SENTENCE, Standing
from practices.upkeep.reporting import Words, report

KEPT = timedelta(days=365)  # sentences, until the next question is due
_TO_QUEUE = {
    LifeState.CHANGED: ReportKind.CHANGED,
    LifeState.STOPPED: ReportKind.STOPPED,
}


@transaction.atomic
def answer(standing: Standing, state: LifeState, note: str = "") -> bool:
    """Store what the contact said; False when it is the answer we have, or the link is over.

    Effects: state, day and sentence; „да, действа“ sets the clock to today; „променена“ and
    „спряна“ go to the queue of reports as well; `standing_changed`, so that the search knows. A
    later answer by the same link replaces it.
    """
    row = Standing.objects.select_for_update().get(pk=standing.pk)
    if row.secret != standing.secret:
        return False
    note = " ".join(note.split())[:SENTENCE]
    same = (row.state, row.note) == (state, note)
    if same and row.has_answer:
        return False
    row.state, row.note = state, note
    row.is_waiting = False
    row.answered_at = row.changed_at = timezone.now()
    if state == LifeState.RUNNING:
        row.confirmed_on = timezone.localdate()
    row.save()
    if state in _TO_QUEUE:
        records = PracticeRecord.objects.live().filter(pid=row.pid).order_by("language")
        if record := records.first():
            report(record, _TO_QUEUE[state], Words(note))
    standing_changed.send(Standing, pid=row.pid)
    return True


def erase_notes() -> int:
    """Erase the sentences of answers older than a year; return how many."""
    old = Standing.objects.filter(answered_at__lt=timezone.now() - KEPT).exclude(note="")
    return old.update(note="")
