"""What an editor sees of proposals on the first page of the admin."""

from collections import Counter
from datetime import timedelta

from django.db.models import Avg, Count, F, Min, Q
from django.http import HttpRequest
from django.utils import timezone
from wagtail.admin.ui.components import Component

from practices.curation.choices import OPEN_STATES, SubmissionState, Suspicion
from practices.curation.models import Submission

PERIOD = timedelta(days=90)  # for means and for spam


class WaitingPanel(Component):
    """The queue in figures: what waits, what is late, how long a decision takes, what was spam."""

    name = "proposals"
    order = 50
    template_name = "curation/waiting_panel.html"

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @property
    def is_shown(self) -> bool:
        user = self.request.user
        return user.has_perm("curation.view_submission") or user.has_perm(
            "curation.change_submission"
        )

    def get_context_data(self, parent_context) -> dict:
        return {"counts": _queue(self.request.user), "speed": _speed(), "spam": _spam()}


def _queue(user) -> dict:
    new = Q(state=SubmissionState.NEW)
    return Submission.objects.filter(state__in=OPEN_STATES).aggregate(
        new=Count("pk", filter=new),
        mine=Count("pk", filter=new & Q(assigned_to=user)),
        overdue=Count("pk", filter=new & Q(due_on__lt=timezone.localdate())),
        held=Count("held"),
        asked=Count("pk", filter=Q(state=SubmissionState.NEEDS_INFO)),
        shelf=Count("pk", filter=new & Q(is_suspicious=True)),
        oldest=Min("created_at", filter=new),
    )


def _speed() -> dict:
    """Return the mean days from confirmation to decision, and of how many, in the period."""
    decided = Submission.objects.filter(
        state__in=(SubmissionState.ACCEPTED, SubmissionState.REFUSED),
        decided_at__gt=timezone.now() - PERIOD,
        confirmed_at__isnull=False,
    )
    found = decided.aggregate(mean=Avg(F("decided_at") - F("confirmed_at")), n=Count("pk"))
    days = found["mean"].total_seconds() / 86400 if found["mean"] is not None else None
    return {"days": days, "decided": found["n"]}


def _spam() -> dict:
    """Return how many were put aside as spam in the period, and what had made them look odd."""
    rows = Submission.objects.filter(
        state=SubmissionState.SPAM, decided_at__gt=timezone.now() - PERIOD
    ).values_list("suspicion", flat=True)
    how = Counter(code for codes in rows for code in codes or ["read"])
    known = dict(Suspicion.choices)
    return {"n": len(rows), "how": [(known.get(code), n) for code, n in how.most_common()]}
