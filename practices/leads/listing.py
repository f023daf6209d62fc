"""„Сигнали“ in the admin: the list, its addresses, and the official mail domains."""

import django_filters
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.snippets.views.snippets import SnippetViewSet

from practices.leads import desk
from practices.leads.choices import OPEN_STATES, LeadState
from practices.leads.models import Lead, MailDomain
from practices.wording import date_text

ALL = "all"


def until(lead: Lead) -> str:
    """Return the day on which the municipality's link ends, while it waits for an answer."""
    return date_text(timezone.localdate(lead.claim_until)) if lead.state == LeadState.SENT else ""


class LeadFilterSet(WagtailFilterSet):
    """State; without one, what waits for an editor or for a municipality."""

    state = django_filters.ChoiceFilter(
        label=_("State"),
        method="of_state",
        choices=[*LeadState.choices, (ALL, _("All"))],
        empty_label=pgettext_lazy("lead", "Open"),
    )

    class Meta:
        model = Lead
        fields = ["state"]

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        if not self.form.cleaned_data.get("state"):
            queryset = queryset.filter(state__in=OPEN_STATES)
        return super().filter_queryset(queryset)

    def of_state(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset if value == ALL else queryset.filter(state=value)


class IndexView(generic.IndexView):
    """The list: what waits for an editor first, the oldest first."""

    any_permission_required = ["view", "change"]
    default_ordering = "created_at"
    page_title = _("Leads")

    def get_base_queryset(self) -> QuerySet:
        return super().get_base_queryset().prefetch_related("municipalities")

    def get_edit_url(self, instance: Lead) -> str:
        return reverse("leads:read", args=[instance.pk])

    def get_list_buttons(self, instance: Lead) -> list:
        """The title leads to the lead; there is nothing to do without reading."""
        return []


class LeadViewSet(ModelViewSet):
    """List, reading view, the two steps."""

    model = Lead
    name = "signali-za-praktiki"
    url_namespace = "leads"
    icon = "mail"
    menu_label = _("Leads")
    menu_order = 92
    add_to_admin_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    index_view_class = IndexView
    filterset_class = LeadFilterSet
    search_fields = ["title", "number", "lead_text"]
    search_backend_name = None
    list_display = [
        TitleColumn(
            "title",
            label=pgettext_lazy("lead", "Lead"),
            accessor=str,
            get_url=lambda lead: reverse("leads:read", args=[lead.pk]),
        ),
        Column(
            "places",
            label=_("Municipalities"),
            accessor=lambda lead: ", ".join(place.name for place in lead.municipalities.all()),
        ),
        Column("state", label=_("State"), accessor="get_state_display", sort_key="state"),
        DateColumn("created_at", label=pgettext_lazy("lead", "Sent"), sort_key="created_at"),
        Column("until", label=_("Link good until"), accessor=until, sort_key="claim_until"),
    ]

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
            path("<int:pk>/", desk.ReadView.as_view(), name="read"),
            path("<int:pk>/izprati/", desk.SendView.as_view(), name="send"),
            path("<int:pk>/zatvori/", desk.CloseView.as_view(), name="close"),
        ]

    def get_permissions_to_register(self) -> QuerySet:
        """Both permissions can be given to a group in the admin."""
        content_type = ContentType.objects.get_for_model(self.model)
        return Permission.objects.filter(content_type=content_type)

    def register_admin_url_finder(self) -> None:
        """There is no address for editing a lead."""


class MailDomainViewSet(SnippetViewSet):
    """„Официални пощенски домейни“, among the snippets."""

    model = MailDomain
    icon = "mail"
    menu_label = _("Official mail domains")
    list_display = ["domain", "municipality"]
    panels = [FieldPanel("municipality"), FieldPanel("domain")]
