"""The page for merging in the admin, and the way to it from a practice."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import widgets

from practices.doubles import merge_views
from practices.models import PracticePage


@hooks.register("register_admin_urls")
def register_merging() -> list:
    return merge_views.urlpatterns


@hooks.register("register_page_header_buttons")
def lead_to_merging(page, user, view_name, next_url=None):
    """Yield the button for whoever may merge."""
    if isinstance(page.specific_deferred, PracticePage) and merge_views.may_merge(page, user):
        yield widgets.Button(
            _("Merge with another practice"),
            reverse("practice_merge", args=[page.pk]),
            icon_name="link",
            priority=70,
        )
