"""Registers „Оценки“ in the admin and nothing else."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import widgets
from wagtail.admin.menu import MenuItem
from wagtail.models import Page

from practices.models import PracticePage
from practices.reviews import panel, views
from practices.reviews.permissions import LEADS, RATES


class RatingsItem(MenuItem):
    """Shown to those who have something to do there."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(RATES) or request.user.has_perm(LEADS)


@hooks.register("register_admin_urls")
def register_addresses() -> list:
    return [
        path("otsenki/", views.IndexView.as_view(), name="reviews_index"),
        path("otsenki/vrazki/", views.DeclareView.as_view(), name="reviews_declare"),
        path("otsenki/retsenzenti/", panel.ReviewersView.as_view(), name="reviews_reviewers"),
        path("otsenki/praktika/<int:pk>/", panel.PanelView.as_view(), name="reviews_panel"),
        path("otsenki/<int:pk>/", views.AnswerView.as_view(), name="reviews_answer"),
    ]


@hooks.register("register_admin_menu_item")
def register_item() -> RatingsItem:
    return RatingsItem(_("Ratings"), reverse("reviews_index"), icon_name="pick", order=95)


@hooks.register("register_permissions")
def register_permissions() -> QuerySet:
    return Permission.objects.filter(
        content_type__app_label="reviews", codename__in=("answer_review", "change_round")
    )


@hooks.register("register_page_header_buttons")
def link_to_panel(page: Page, user, view_name: str, next_url: str | None = None):
    """From a practice to its ratings."""
    if user.has_perm(LEADS) and isinstance(page.specific, PracticePage):
        yield widgets.Button(
            _("Ratings"), reverse("reviews_panel", args=[page.pk]), icon_name="pick", priority=6
        )
