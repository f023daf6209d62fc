"""Registers the workshop in the admin and nothing else."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from . import desk
from .permissions import VIEW


class WorkshopMenuItem(MenuItem):
    """Shown to those who may look into the workshop."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(VIEW)


class Workshop(ViewSet):
    """Addresses and menu of the workshop."""

    name = "workshop"
    url_prefix = "rabotilnitsa"
    icon = desk.ICON
    menu_label = _("Search workshop")
    menu_name = "workshop"
    menu_order = 230
    menu_item_class = WorkshopMenuItem
    add_to_admin_menu = True

    def get_urlpatterns(self) -> list:
        return [
            path("", desk.IndexView.as_view(), name="index"),
            path("vaprosi.csv", desk.QuestionsView.as_view(), name="questions"),
            path("skriy/", desk.HideView.as_view(), name="hide"),
            path("predlozhi/", desk.ChooseView.as_view(), name="choose"),
            path("predlozhi/<slug:kind>/", desk.NewView.as_view(), name="new"),
            path("dobaveno/", desk.RulesView.as_view(), name="rules"),
            path("dobaveno.csv", desk.RulesTableView.as_view(), name="rules_table"),
            path("dobaveno.tsv", desk.RulesLinesView.as_view(), name="rules_lines"),
            path("dobaveno/<int:pk>/", desk.RuleView.as_view(), name="rule"),
            path("dobaveno/<int:pk>/promeni/", desk.EditView.as_view(), name="edit"),
            path("dobaveno/<int:pk>/<slug:step>/", desk.StepView.as_view(), name="step"),
        ]


@hooks.register("register_admin_viewset")
def register_workshop() -> Workshop:
    return Workshop()


@hooks.register("register_permissions")
def register_permissions() -> QuerySet:
    """Both permissions can be given to a group in the admin."""
    return Permission.objects.filter(content_type__app_label="workshop", content_type__model="rule")
