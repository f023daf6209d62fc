"""Registers the desk of proposed changes in the admin and nothing else."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from practices.changes.deciding import LOGGED
from practices.changes.desk import ChangesPanel, ChangesViewSet, may_see


@hooks.register("register_admin_viewset")
def register_changes() -> ChangesViewSet:
    return ChangesViewSet()


@hooks.register("construct_homepage_panels")
def add_changes_panel(request: HttpRequest, panels: list) -> None:
    if may_see(request.user):
        panels.append(ChangesPanel())


@hooks.register("register_log_actions")
def register_log_lines(actions) -> None:
    """The words of the page history for an accepted change."""
    actions.register_action(LOGGED, _("Accept a change"), _("A proposed change went public"))
