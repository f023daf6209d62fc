"""/admin/organizatsii/: who asked for an account without an official mail domain."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from practices.organisations import accounts
from practices.organisations.forms import ReasonForm
from practices.organisations.models import Account

LISTED = 200


def may(user, action: str) -> bool:
    """Return whether `user` may "view" or "change" accounts; who changes may view."""
    names = {"view": ("view", "change"), "change": ("change",)}[action]
    return any(user.has_perm(f"organisations.{name}_account") for name in names)


class AccountPermissionMixin:
    permission = "view"

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not may(request.user, self.permission):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class ListView(AccountPermissionMixin, View):
    """What waits first, the oldest first; then what is confirmed."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return render_list(request)


class DecisionView(AccountPermissionMixin, View):
    """One decision; a reason that was typed comes back if it was not taken."""

    permission = "change"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        account = get_object_or_404(Account, pk=pk)
        form = ReasonForm(request.POST)
        form.is_valid()
        reason = form.cleaned_data.get("reason", "")
        try:
            if "confirm" in request.POST:
                accounts.confirm(account, actor=request.user)
                messages.success(request, _("Confirmed. Its people are told."))
            else:
                accounts.refuse(account, reason=reason)
                messages.success(request, _("Not confirmed. Its people are told why."))
        except accounts.RefusedError as error:
            return render_list(request, failed=pk, fault=str(error), typed=reason)
        return redirect("organizatsii:index")


def render_list(
    request: HttpRequest, failed: int = 0, fault: str = "", typed: str = ""
) -> HttpResponse:
    """Render the list in 4 queries of its own; `failed` is the account whose form comes back."""
    rows = Account.objects.select_related("municipality", "confirmed_by").prefetch_related(
        "members"
    )
    context = {
        "waiting": rows.filter(confirmed_at=None)[:LISTED],
        "confirmed": rows.exclude(confirmed_at=None).order_by("name")[:LISTED],
        "may_decide": may(request.user, "change"),
        "failed": failed,
        "fault": fault,
        "typed": typed,
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": "", "label": _("Organisations with an account")},
        ],
        "header_title": _("Organisations with an account"),
        "header_icon": "group",
    }
    status = 422 if failed else 200
    return render(request, "organisations/admin/list.html", context, status=status)


class AccountsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may(request.user, "view")


class Organizatsii(ViewSet):
    """The entry of the menu and its addresses."""

    name = url_prefix = url_namespace = "organizatsii"
    menu_label = gettext_lazy("Organisations with an account")
    icon = "group"
    menu_order = 96
    add_to_admin_menu = True
    menu_item_class = AccountsMenuItem

    def get_urlpatterns(self) -> list:
        return [
            path("", ListView.as_view(), name="index"),
            path("<int:pk>/", DecisionView.as_view(), name="decide"),
        ]
