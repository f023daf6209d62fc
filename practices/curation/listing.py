"""The editors' queue in the Wagtail admin: what waits, found by state, place, age and shelf."""

from datetime import timedelta

import django_filters
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from practices.curation import desk
from practices.curation.choices import OPEN_STATES, SubmissionState
from practices.curation.models import Submission
from practices.models import Municipality

ALL = "all"
# Age in days: at most, more than.
AGES = {"fresh": (3, None), "week": (15, 3), "old": (None, 15)}


class QueueFilterSet(WagtailFilterSet):
    """State (without one: what waits for a decision), municipality, age, shelf „за преглед“."""

    state = django_filters.ChoiceFilter(
        label=_("State"),
        method="of_state",
        choices=[*SubmissionState.choices, (ALL, _("All"))],
        empty_label=_("Waiting for a decision"),
    )
    municipalities = django_filters.ModelChoiceFilter(
        label=_("Municipality"),
        queryset=Municipality.objects.select_related("oblast"),
    )
    age = django_filters.ChoiceFilter(
        label=_("Age"),
        method="of_age",
        choices=[
            ("fresh", _("up to 3 days")),
            ("week", _("4 to 15 days")),
            ("old", _("more than 15 days")),
        ],
        empty_label=_("Any"),
    )
    is_suspicious = django_filters.ChoiceFilter(
        label=_("Shelf"),
        choices=[(True, _("To be looked at twice")), (False, _("Ordinary"))],
        empty_label=_("All"),
    )

    class Meta:
        model = Submission
        fields = ["state", "municipalities", "age", "is_suspicious"]

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        if not self.form.cleaned_data.get("state"):
            queryset = queryset.filter(state__in=OPEN_STATES)
        return super().filter_queryset(queryset)

    def of_state(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset if value == ALL else queryset.filter(state=value)

    def of_age(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        at_most, more_than = AGES[value]
        now = timezone.now()
        if at_most is not None:
            queryset = queryset.filter(created_at__gte=now - timedelta(days=at_most + 1))
        if more_than is not None:
            queryset = queryset.filter(created_at__lt=now - timedelta(days=more_than + 1))
        return queryset


def places(submission: Submission) -> str:
    """Return the names of the municipalities, or of the first and how many more there are."""
    names = [place.name for place in submission.municipalities.all()]
    if len(names) <= 3:
        return ", ".join(names)
    return _("%(first)s and %(more)d more") % {"first": names[0], "more": len(names) - 1}


def age(submission: Submission) -> str:
    """Return how long the proposal waits, or waited for its decision, in whole days."""
    days = ((submission.decided_at or timezone.now()) - submission.created_at).days
    return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}


class QueueView(generic.IndexView):
    """The list. Costs as many queries for a hundred rows as for one."""

    any_permission_required = ["view", "change"]
    default_ordering = "created_at"
    page_title = _("Proposals")

    def get_base_queryset(self) -> QuerySet:
        queryset = super().get_base_queryset()
        return queryset.select_related("page").prefetch_related("municipalities")

    def get_edit_url(self, instance: Submission) -> str:
        return reverse("submissions:read", args=[instance.pk])

    def get_list_buttons(self, instance: Submission) -> list:
        """The title leads to the reading view; there is nothing to do without reading."""
        return []


class SubmissionViewSet(ModelViewSet):
    """„Предложения“ in the menu: list, reading view, decision, files."""

    model = Submission
    name = "predlozheniya"
    url_namespace = "submissions"
    icon = "clipboard-list"
    menu_label = _("Proposals")
    menu_order = 90
    add_to_admin_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    index_view_class = QueueView
    filterset_class = QueueFilterSet
    search_fields = ["title", "number", "lead_text"]
    search_backend_name = None
    list_display = [
        TitleColumn(
            "title",
            label=_("Proposal"),
            accessor=str,
            sort_key="title",
            get_url=lambda submission: reverse("submissions:read", args=[submission.pk]),
        ),
        Column("places", label=_("Municipalities"), accessor=places),
        Column("state", label=_("State"), accessor="get_state_display", sort_key="state"),
        DateColumn("created_at", label=pgettext_lazy("proposal", "Sent"), sort_key="created_at"),
        Column("age", label=_("Waits"), accessor=age),
        Column(
            "shelf",
            label=_("Looks odd"),
            accessor=lambda submission: ", ".join(submission.suspicion_labels),
        ),
    ]
    ordering = ["created_at"]

    def get_common_view_kwargs(self, **kwargs) -> dict:
        """Nothing is added, edited or deleted by hand: those addresses do not exist."""
        absent = dict.fromkeys(
            [
                *("add_url_name", "edit_url_name", "delete_url_name"),
                *("history_url_name", "usage_url_name"),
            ]
        )
        return super().get_common_view_kwargs(**{**absent, **kwargs})

    def get_urlpatterns(self) -> list:
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("<int:pk>/", desk.ReadingView.as_view(), name="read"),
            path("<int:pk>/reshenie/", desk.DecisionView.as_view(), name="decide"),
            path("<int:pk>/fayl/<int:file_pk>/", desk.FileView.as_view(), name="file"),
        ]

    def get_permissions_to_register(self) -> QuerySet:
        """Both permissions can be given to a group in the admin."""
        content_type = ContentType.objects.get_for_model(self.model)
        return Permission.objects.filter(content_type=content_type)

    def register_admin_url_finder(self) -> None:
        """There is no address for editing a proposal."""
