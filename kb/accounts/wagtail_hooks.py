"""The way from Wagtail's account page to the second step, which is allauth's."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks


@hooks.register("register_account_menu_item")
def second_factor(request: HttpRequest) -> dict[str, str]:
    """Add an entry to the editor's own account page."""
    return {
        "url": reverse("mfa_index"),
        "label": _("Second step at the login"),
        "help_text": _("The code from your phone and the spare codes"),
    }
