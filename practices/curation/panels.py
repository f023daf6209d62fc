"""What an editor sees of proposals on the first page of the admin."""

from django.db.models import Count, Min, Q
from django.http import HttpRequest
from wagtail.admin.ui.components import Component

from practices.curation.choices import OPEN_STATES, SubmissionState
from practices.curation.models import Submission


class WaitingPanel(Component):
    """How many proposals wait, since when, and how many of them stand on the shelf."""

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
        counts = Submission.objects.filter(state__in=OPEN_STATES).aggregate(
            new=Count("pk", filter=Q(state=SubmissionState.NEW)),
            asked=Count("pk", filter=Q(state=SubmissionState.NEEDS_INFO)),
            shelf=Count("pk", filter=Q(state=SubmissionState.NEW, is_suspicious=True)),
            oldest=Min("created_at", filter=Q(state=SubmissionState.NEW)),
        )
        return {"counts": counts}
