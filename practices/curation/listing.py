"""The editors' queue in the Wagtail admin: what waits for me first, against the promised term."""

from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from practices.curation import coverage_pages, desk, order, sharing, sharing_pages
from practices.curation.filters import QueueFilterSet
from practices.curation.models import SavedView, Submission
from practices.curation.steps import name_of
from practices.curation.term import Standing


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


def term(submission: Submission) -> str:
    """Return what is left of the promised term, in words; "" while none runs."""
    age = order.term_of(submission)
    if age is None:
        return ""
    if age.standing == Standing.OVERDUE:
        words = ngettext("%(n)d working day late", "%(n)d working days late", age.late)
        return format_html('<strong class="desk-late">{}</strong>', words % {"n": age.late})
    words = ngettext("%(n)d working day left", "%(n)d working days left", age.left)
    return words % {"n": age.left}


def holder(submission: Submission) -> str:
    """Return who has it: whom it was given to, who has it open now, whether it is decided."""
    words = []
    if submission.assigned_to:
        words.append(name_of(submission.assigned_to))
    open_now = submission.claimed_at and submission.claimed_at > timezone.now() - sharing.CLAIM
    if open_now and submission.claimed_by:
        words.append(_("open at %(who)s’s") % {"who": name_of(submission.claimed_by)})
    if getattr(submission, "held", None) is not None:
        words.append(str(_("decided, not announced")))
    return "; ".join(words)


class ChoiceColumn(Column):
    """A box to tick; it belongs to the form above the list."""

    cell_template_name = "curation/_tick.html"


class LinkColumn(TitleColumn):
    """The title; its link carries the filters, so that „next“ means the next of this list."""

    def get_link_url(self, instance: Submission, parent_context: dict) -> str:
        return desk.reading_address(instance.pk, parent_context["request"].GET)


class QueueView(generic.IndexView):
    """The list. Costs as many queries for a hundred rows as for one."""

    any_permission_required = ["view", "change"]
    default_ordering = order.ORDER
    page_title = _("Proposals")
    template_name = "curation/index.html"

    def get_valid_orderings(self) -> list:
        return [*super().get_valid_orderings(), order.ORDER]

    def get_base_queryset(self) -> QuerySet:
        queryset = super().get_base_queryset()
        queryset = queryset.select_related("page", "assigned_to", "claimed_by", "held")
        return order.ranked(queryset.prefetch_related("municipalities"), self.request.user)

    @cached_property
    def may_decide(self) -> bool:
        return self.request.user.has_perm("curation.change_submission")

    def get_context_data(self, *args, **kwargs) -> dict:
        query = self.request.GET.copy()
        query.pop("p", None)
        return super().get_context_data(
            *args,
            **kwargs,
            may_decide=self.may_decide,
            views=list(SavedView.objects.filter(user=self.request.user)),
            query=query.urlencode(),
            colleagues=list(sharing.editors()) if self.may_decide else [],
        )

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
        ChoiceColumn("tick", label=_("Chosen"), accessor="pk"),
        LinkColumn("title", label=_("Proposal"), accessor=str, sort_key="title"),
        Column("term", label=_("Term"), accessor=term, sort_key="due_on"),
        Column("holder", label=_("Who"), accessor=holder),
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
            path("vazlozhi/", sharing_pages.AssignView.as_view(), name="assign"),
            path("obyavi/", sharing_pages.AnnounceView.as_view(), name="announce"),
            path("izgledi/", sharing_pages.SavedViewsView.as_view(), name="views"),
            path("pokritie/", coverage_pages.CoverageView.as_view(), name="coverage"),
            path("pokritie.csv", coverage_pages.CoverageTableView.as_view(), name="coverage_csv"),
            path("<int:pk>/belezhka/", sharing_pages.NoteView.as_view(), name="note"),
            path("<int:pk>/varni/", sharing_pages.RecallView.as_view(), name="recall"),
            path("<int:pk>/neobyaveno/", sharing_pages.UnholdView.as_view(), name="unhold"),
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
