"""How soon proposals are answered: what their senders are told beside the promised term."""

from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby
from math import ceil

from django.db.models import Exists, OuterRef
from django.utils import timezone

from practices.curation.choices import Step
from practices.curation.models import Submission, SubmissionEvent
from practices.curation.told import Line, told_lines
from practices.curation.workdays import working_days_between

YEAR = timedelta(days=365)
ENOUGH = 10  # answers; fewer say nothing of what is usual
LATEST = 200  # proposals looked at, so that the page costs the same in any year
# A question is an answer too: the sender hears what an editor thinks. Spam is none.
ANSWERS = (Step.ACCEPT, Step.ASK, Step.REFUSE)


@dataclass(frozen=True, slots=True)
class Pace:
    """Working days within which half and four fifths of proposals had their first answer."""

    half: int
    most: int


def pace(days: list[int]) -> Pace | None:
    """Return median and 80th percentile of working days, each rounded up to a day that was; pure.

    None for fewer than ENOUGH. An answer on the day itself counts as one day.
    """
    if len(days) < ENOUGH:
        return None
    ordered = sorted(max(1, count) for count in days)
    half, most = (ordered[ceil(len(ordered) * share) - 1] for share in (0.5, 0.8))
    return Pace(half, most)


def usual_pace() -> Pace | None:
    """Return the pace of the last year by the audit trail: its LATEST answered proposals (1 query).

    What was taken back before anybody heard of it is no answer.
    """
    answers = SubmissionEvent.objects.filter(submission=OuterRef("pk"), step__in=ANSWERS)
    answered = Submission.objects.filter(
        Exists(answers), confirmed_at__gte=timezone.now() - YEAR
    ).order_by("-confirmed_at", "-pk")[:LATEST]
    # Whole stories: a recall takes back the decision before it, whichever that was.
    rows = SubmissionEvent.objects.filter(submission__in=answered.values("pk"))
    stories = groupby(rows.order_by("submission_id", "id"), lambda row: row.submission_id)
    days = (_days(told_lines(events)) for _key, events in stories)
    return pace([count for count in days if count is not None])


def _days(lines: list[Line]) -> int | None:
    """Return the working days from the confirmation to the first answer, None without one."""
    start = next((line.at for line in lines if line.step == Step.CONFIRM), None)
    answer = next((line.at for line in lines if line.step in ANSWERS), None)
    if start is None or answer is None:
        return None
    return working_days_between(timezone.localdate(start), timezone.localdate(answer))
