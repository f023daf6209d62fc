"""The editors' queue of calls in the Wagtail admin: what waits first, found by state and place."""

import django_filters
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.sidebar import LinkMenuItem
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from practices.models import Municipality
from search.wanted import desk
from search.wanted.choices import CallState
from search.wanted.listing import places_text
from search.wanted.models import Call

ALL = "all"


class QueueFilterSet(WagtailFilterSet):
    """State (without one: what waits for an editor) and municipality."""

    state = django_filters.ChoiceFilter(
        label=_("State"),
        method="of_state",
        choices=[*CallState.choices, (ALL, _("All"))],
        empty_label=_("Waiting for an editor"),
    )
    municipalities = django_filters.ModelChoiceFilter(
        label=_("Municipality"),
        queryset=Municipality.objects.select_related("oblast"),
    )

    class Meta:
        model = Call
        fields = ["state", "municipalities"]

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        if not self.form.cleaned_data.get("state"):
            queryset = queryset.filter(state=CallState.WAITING)
        return super().filter_queryset(queryset)

    def of_state(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset if value == ALL else queryset.filter(state=value)


class QueueView(generic.IndexView):
    """The list. Costs as many queries for a hundred rows as for one."""

    any_permission_required = ["view", "change"]
    default_ordering = "created_at"
    page_title = _("Wanted practices")

    def get_base_queryset(self) -> QuerySet:
        return super().get_base_queryset().with_followers().prefetch_related("municipalities")

    def get_edit_url(self, instance: Call) -> str:
        return reverse("calls:read", args=[instance.pk])

    def get_list_buttons(self, instance: Call) -> list:
        """The title leads to the reading view; there is nothing to do without reading."""
        return []


class CountedMenuItem(MenuItem):
    """„Търсят се (3)“: how many wait for an editor; a longer label would hide the number."""

    def is_shown(self, request: HttpRequest) -> bool:
        names = ("wanted.view_call", "wanted.change_call")
        return any(request.user.has_perm(name) for name in names)

    def render_component(self, request: HttpRequest) -> LinkMenuItem:
        """Count at each page of the admin: one query on an indexed column."""
        waiting = Call.objects.filter(state=CallState.WAITING).count()
        return LinkMenuItem(
            self.name,
            f"{self.label} ({waiting})" if waiting else self.label,
            self.url,
            icon_name=self.icon_name,
            classname=self.classname,
            attrs=self.attrs,
        )


class CallViewSet(ModelViewSet):
    """„Търсят се“ in the menu: list, reading view, wording, decisions."""

    model = Call
    name = "tarsim-praktika"
    url_namespace = "calls"
    icon = "help"
    menu_label = _("Wanted")
    menu_order = 95
    add_to_admin_menu = True
    menu_item_class = CountedMenuItem
    add_to_reference_index = False
    copy_view_enabled = False
    index_view_class = QueueView
    filterset_class = QueueFilterSet
    search_fields = ["title", "number", "text"]
    search_backend_name = None
    list_display = [
        TitleColumn(
            "title",
            label=_("Call"),
            accessor=str,
            sort_key="title",
            get_url=lambda call: reverse("calls:read", args=[call.pk]),
        ),
        Column("places", label=_("Municipalities"), accessor=places_text),
        Column("state", label=_("State"), accessor="get_state_display", sort_key="state"),
        DateColumn("created_at", label=pgettext_lazy("call", "Sent"), sort_key="created_at"),
        Column("followers", label=_("Others look for it"), accessor="followers"),
        Column(
            "suspicion",
            label=_("Looks odd"),
            accessor=lambda call: ", ".join(call.suspicion_labels),
        ),
    ]
    ordering = ["created_at"]

    def get_common_view_kwargs(self, **kwargs) -> dict:
        """Nothing is added or deleted by hand: those addresses do not exist."""
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
            path("<int:pk>/tekst/", desk.WordingView.as_view(), name="reword"),
            path("<int:pk>/reshenie/", desk.DecisionView.as_view(), name="decide"),
        ]

    def get_permissions_to_register(self) -> QuerySet:
        """Both permissions can be given to a group in the admin."""
        content_type = ContentType.objects.get_for_model(self.model)
        return Permission.objects.filter(content_type=content_type)

    def register_admin_url_finder(self) -> None:
        """There is no address for editing a call."""
