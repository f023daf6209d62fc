"""The listing „за преглед“ in the admin: what to look at twice, and the editor's two clicks."""

from collections.abc import Callable

import django_filters
from django.db.models import OuterRef, Subquery
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic import IndexView
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.viewsets.base import ViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from kb.protection import suspicion
from kb.protection.models import HelpRequest
from practices.models.published import PracticeRecord
from practices.nominations import counting
from practices.nominations.models import Nomination, NominationState

POLICY = ModelPermissionPolicy(Nomination)
SUSPICIONS = {
    suspicion.TRAP_FILLED: _("the hidden field was filled in"),
    suspicion.NO_STAMP: _("the time of opening is missing"),
    suspicion.TOO_FAST: _("sent in under three seconds"),
    suspicion.TOO_SLOW: _("sent more than a day after opening"),
    counting.PLACE_IS_FULL: _("many from one connection that day"),
    counting.ASKED_PERSON: _("could not read the code"),
}


def suspicion_words(nomination: Nomination) -> str:
    """Return why a nomination is looked at twice, in words, with the number of their request for help."""
    words = [str(SUSPICIONS.get(code, code)) for code in nomination.suspicion]
    if nomination.help_number:
        words.append(f"№ {nomination.help_number}")
    return "; ".join(words)


def received(nomination: Nomination) -> str:
    """Return the minute a nomination came: editors look for bursts."""
    return date_format(localtime(nomination.created), "SHORT_DATETIME_FORMAT")


def address_of(asked: HelpRequest) -> str:
    """Return where the nomination of somebody who could not read the code is decided on."""
    return f"{reverse('nominations_shelf:index')}?q={asked.number}"


class NominationFilterSet(WagtailFilterSet):
    """State first: an editor comes for what waits."""

    created = django_filters.DateFromToRangeFilter(
        label=_("received"), widget=DateRangePickerWidget
    )
    has_reason = django_filters.BooleanFilter(
        label=_("says why"), field_name="reason", method="filter_reason"
    )

    class Meta:
        model = Nomination
        fields = ["state", "created", "has_reason", "language"]

    def filter_reason(self, queryset, name: str, value: bool):
        return queryset.exclude(reason="") if value else queryset.filter(reason="")


class DecisionColumn(Column):
    """Two buttons that post; a link could be followed by a program."""

    cell_template_name = "nominations/admin/decision_cell.html"

    def get_cell_context_data(self, instance, parent_context) -> dict:
        context = super().get_cell_context_data(instance, parent_context)
        request = parent_context["request"]
        index = reverse("nominations_shelf:index")
        may_decide = POLICY.user_has_permission(request.user, "change")
        context["csrf_token"] = get_token(request)
        context["next"] = f"{index}?{request.GET.urlencode()}"
        context["may_count"] = may_decide and instance.state != NominationState.COUNTED
        context["may_reject"] = may_decide and instance.state != NominationState.REJECTED
        return context


class ShelfView(IndexView):
    """All nominations, filtered by state; an editor's menu leads to those that wait."""

    model = Nomination
    permission_policy = POLICY
    any_permission_required = ["view", "change"]
    page_title = _("Nominations")
    header_icon = "pick"
    paginate_by = 50
    default_ordering = "-created"
    search_fields = ["pid", "reason", "help_number"]
    filterset_class = NominationFilterSet
    list_display = [
        TitleColumn(
            "practice",
            label=_("practice"),
            accessor=lambda row: f"{row.title or ''} ({row.pid})",
            get_url=lambda row: reverse("practice_number", args=[row.pid]),
            width="30%",
        ),
        Column("reason", label=_("why"), width="25%"),
        Column("suspicion", label=_("looks odd"), accessor=suspicion_words),
        Column("created", label=_("received"), accessor=received, sort_key="created"),
        Column("state", label=_("state"), accessor="get_state_display", sort_key="state"),
        DecisionColumn("decision", label=_("decision")),
    ]

    def get_base_queryset(self):
        titles = PracticeRecord.objects.filter(pid=OuterRef("pid")).order_by("language")
        return Nomination.objects.annotate(title=Subquery(titles.values("title")[:1]))


class DecisionView(PermissionCheckedMixin, View):
    """POST only: one decision about one nomination, then back to the list as it was."""

    http_method_names = ["post"]
    permission_policy = POLICY
    permission_required = "change"
    decide: Callable | None = None
    message = ""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        get_object_or_404(Nomination, pk=pk)
        nomination = type(self).decide(pk, request.user)
        count = counting.counts([nomination.pid]).get(nomination.pid, 0)
        messages.success(request, self.message % {"pid": nomination.pid, "count": count})
        return redirect(get_valid_next_url_from_request(request) or "nominations_shelf:index")


class ApproveView(DecisionView):
    decide = staticmethod(counting.approve)
    message = _("Counted. %(pid)s now has nominations: %(count)d.")


class RejectView(DecisionView):
    decide = staticmethod(counting.reject)
    message = _("Not counted. %(pid)s now has nominations: %(count)d.")


class ShelfMenuItem(MenuItem):
    """Shown to those who may look at nominations."""

    def is_shown(self, request: HttpRequest) -> bool:
        return POLICY.user_has_any_permission(request.user, ["view", "change"])


class Shelf(ViewSet):
    """Addresses and menu of the listing."""

    name = "nominations_shelf"
    url_prefix = "nominations"
    icon = "pick"
    menu_label = _("Nominations")
    menu_name = "nominations"
    menu_order = 220
    menu_item_class = ShelfMenuItem
    add_to_admin_menu = True

    @property
    def menu_url(self) -> str:
        return f"{reverse('nominations_shelf:index')}?state={NominationState.FOR_REVIEW}"

    def get_urlpatterns(self) -> list:
        names = {
            "index_url_name": self.get_url_name("index"),
            "index_results_url_name": self.get_url_name("index_results"),
        }
        return [
            path("", ShelfView.as_view(**names), name="index"),
            path("results/", ShelfView.as_view(**names, results_only=True), name="index_results"),
            path("<int:pk>/count/", ApproveView.as_view(), name="approve"),
            path("<int:pk>/reject/", RejectView.as_view(), name="reject"),
        ]
