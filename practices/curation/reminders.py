"""The morning mail: one to each editor, on working days, only if a term is running out."""

from datetime import date, datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from kb.mail import absolute, queue
from practices.curation import sharing
from practices.curation.choices import SubmissionState
from practices.curation.models import MorningMail, Submission
from practices.curation.term import age, warned_from
from practices.curation.workdays import is_working_day

HOUR = 8  # local time
LISTED = 20


def send_morning_mail(now: datetime | None = None) -> int:
    """Queue today's mail unless it is too early, a holiday, done already or nothing to say.

    Return how many mails. Called again, or by two workers at once, it sends none twice.
    """
    now = timezone.localtime(now)
    today = now.date()
    if now.hour < HOUR or not is_working_day(today):
        return 0
    late = Submission.objects.filter(
        state=SubmissionState.NEW, due_on__lte=warned_from(today)
    ).order_by("due_on", "pk")
    people = [user for user in sharing.editors() if user.email]
    rows = list(late[:LISTED])
    if not rows or not people:
        return 0
    try:
        with transaction.atomic():
            MorningMail.objects.create(day=today)
            for person in people:
                queue(
                    "curation/morning",
                    person.email,
                    _context(rows, late.count(), today),
                    settings.LANGUAGE_CODE,
                )
    except IntegrityError:
        return 0
    return len(people)


def _context(rows: list[Submission], count: int, today: date) -> dict:
    return {
        "count": count,
        "rows": [
            {
                "title": row.title,
                "number": row.number,
                "late": age(row.due_on, today).late,
                "left": age(row.due_on, today).left,
                "link": absolute(reverse("submissions:read", args=[row.pk])),
            }
            for row in rows
        ],
        "link": absolute(reverse("submissions:index") + "?term=soon"),
    }
