"""What the admin knows of the practices' registers; editing itself is in models and panels."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import widgets
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from practices import archive_views, archiving
from practices.models import (
    FeaturedPractice,
    FundingProgramme,
    Municipality,
    Organisation,
    PracticePage,
    Prerequisite,
    RecordChange,
    TargetGroup,
    Theme,
)


class RegisterViewSet(SnippetViewSet):
    """A register that names things in two languages."""

    list_display = ["name_bg", "name_en"]
    search_fields = ["name_bg", "name_en"]
    search_backend_name = None
    copy_view_enabled = False
    inspect_view_enabled = True


class ThemeViewSet(RegisterViewSet):
    model = Theme
    icon = "folder-open-inverse"
    list_display = ["name_bg", "name_en", "parent", "slug"]
    list_filter = ["parent"]


class MunicipalityViewSet(RegisterViewSet):
    model = Municipality
    icon = "site"
    list_display = ["name_bg", "oblast", "code", "population", "valid_until"]
    list_filter = ["oblast"]


class OrganisationViewSet(RegisterViewSet):
    model = Organisation
    icon = "group"
    list_display = ["name_bg", "kind", "municipality", "country"]
    list_filter = ["kind"]


class FundingProgrammeViewSet(RegisterViewSet):
    model = FundingProgramme
    icon = "tag"
    list_display = ["name_bg", "short", "kind", "period"]
    list_filter = ["kind"]
    search_fields = ["name_bg", "name_en", "short"]


class PrerequisiteViewSet(RegisterViewSet):
    model = Prerequisite
    icon = "tick-inverse"


class TargetGroupViewSet(RegisterViewSet):
    model = TargetGroup
    icon = "user"


class FeaturedPracticeViewSet(SnippetViewSet):
    model = FeaturedPractice
    icon = "pick"
    list_display = ["practice", "week", "reason"]
    search_fields = ["practice__title", "reason"]
    search_backend_name = None
    copy_view_enabled = False
    inspect_view_enabled = True


class RegistersGroup(SnippetViewSetGroup):
    menu_label = _("Registers")
    menu_icon = "list-ul"
    menu_order = 250
    items = (
        *(ThemeViewSet, MunicipalityViewSet, OrganisationViewSet, FundingProgrammeViewSet),
        *(PrerequisiteViewSet, TargetGroupViewSet, FeaturedPracticeViewSet),
    )


register_snippet(RegistersGroup)


class ChangesView(generic.IndexView):
    any_permission_required = ["view"]

    def get_list_buttons(self, instance: RecordChange) -> list:
        """What happened is read, never edited."""
        return []


class ChangesViewSet(ModelViewSet):
    """The append-only log of what became public, was changed or taken down, and why."""

    model = RecordChange
    name = "promeni"
    icon = "history"
    menu_label = _("Changes")
    menu_order = 900
    add_to_admin_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = True
    index_view_class = ChangesView
    list_filter = ["what", "language"]
    search_fields = ["pid", "reason"]
    search_backend_name = None
    ordering = ["-id"]
    list_display = [
        Column("pid", label=_("number")),
        Column("language", label=_("language")),
        Column("what", label=_("what"), accessor="get_what_display"),
        Column("version", label=_("version")),
        Column("reason", label=_("reason")),
        DateColumn("at", label=_("at")),
    ]

    def get_common_view_kwargs(self, **kwargs) -> dict:
        """Nothing is added, edited or deleted by hand: those addresses do not exist."""
        absent = ("add", "edit", "delete", "history", "usage", "inspect")
        names = {f"{name}_url_name": None for name in absent}
        return super().get_common_view_kwargs(**{**names, **kwargs}) | names

    def get_urlpatterns(self) -> list:
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
        ]

    def register_admin_url_finder(self) -> None:
        """There is no address for a single change."""


@hooks.register("register_admin_viewset")
def register_changes() -> ChangesViewSet:
    return ChangesViewSet()


@hooks.register("register_admin_urls")
def register_archive() -> list:
    return archive_views.urlpatterns


@hooks.register("register_page_header_buttons")
def lead_to_archive(page, user, view_name, next_url=None):
    """Yield the button for whoever may archive a practice."""
    if isinstance(page.specific_deferred, PracticePage) and archive_views.may_archive(page, user):
        address = reverse("practice_archive", args=[page.pk])
        yield widgets.Button(_("Archive"), address, icon_name="history", priority=75)


@hooks.register("register_log_actions")
def register_archive_lines(actions) -> None:
    """The words of the page history for the archive."""
    for code, label, message in (
        (archiving.ARCHIVE, _("Archive"), _("Moved to the archive with a public reason")),
        (archiving.SCHEDULE, _("Archive later"), _("A day was set for the archive")),
        (archiving.RESTORE, _("Out of the archive"), _("Public again, or the day called off")),
    ):
        actions.register_action(code, label, message)
