"""/admin/lichni-danni/: what is kept under an address; as a file, or erased."""

from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views import View
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from practices.people import erasing
from practices.people.forms import AddressForm, EraseForm, seal, unseal
from practices.people.models import Erasure

EXPORTS, ERASES = "people.export_person", "people.erase_person"
LATEST = 50  # erasures in the list


class PermissionMixin:
    """Opens to who has one of `permissions`."""

    permissions = (EXPORTS, ERASES)

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not any(request.user.has_perm(name) for name in self.permissions):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class PeopleView(PermissionMixin, View):
    """GET: the form and what was erased so far. POST: what is kept under the address."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return _render(request, AddressForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = AddressForm(request.POST)
        if not form.is_valid():
            return _render(request, form, status=422)
        return _show(request, form.cleaned_data["mail"])


class ExportView(PermissionMixin, View):
    """The same as `manage.py person_export`, as a file whose name tells nothing."""

    permissions = (EXPORTS,)
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        form = AddressForm(request.POST)
        if not form.is_valid():
            return _render(request, form, status=422)
        found = erasing.export(form.cleaned_data["mail"])
        response = JsonResponse(found, json_dumps_params={"ensure_ascii": False, "indent": 1})
        name = f"lichni-danni-{timezone.localdate():%Y-%m-%d}.json"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response


class EraseView(PermissionMixin, View):
    """Erases exactly what was shown; shows anew what has changed since."""

    permissions = (ERASES,)
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        form = EraseForm(request.POST)
        try:
            mail, fingerprint = unseal(request.POST.get("shown", ""))
        except (signing.BadSignature, ValueError, TypeError):
            messages.warning(request, _("That page was too old. Type the address once more."))
            return redirect("lichni_danni:index")
        if not form.is_valid():
            return _show(request, mail, form, status=422)
        if erasing.preview(mail).fingerprint != fingerprint:
            messages.warning(
                request, _("Something changed meanwhile. Nothing is erased; look again.")
            )
            return _show(request, mail, form, status=409)
        done = erasing.erase(mail, actor=request.user, request=form.cleaned_data["request"])
        text = ngettext("%(n)d thing is erased.", "%(n)d things are erased.", done.total)
        messages.success(request, text % {"n": done.total})
        return redirect("lichni_danni:index")


def _show(
    request: HttpRequest, mail: str, form: EraseForm | None = None, status: int = 200
) -> HttpResponse:
    found = erasing.preview(mail)
    typed = form.data.get("request", "") if form else ""
    bound = EraseForm({"shown": seal(mail, found.fingerprint), "request": typed}) if form else None
    fresh = EraseForm(initial={"shown": seal(mail, found.fingerprint)})
    context = {
        "mail": mail,
        "found": found,
        "fates": [fate for fates in found.fates.values() for fate in fates],
        "erase_form": bound or fresh,
    }
    return _render(request, AddressForm(initial={"mail": mail}), status=status, **context)


def _render(request: HttpRequest, form: AddressForm, status: int = 200, **context) -> HttpResponse:
    context |= {
        "form": form,
        "done": Erasure.objects.select_related("actor")[:LATEST],
        "may_export": request.user.has_perm(EXPORTS),
        "may_erase": request.user.has_perm(ERASES),
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse("lichni_danni:index"), "label": _("Personal data")},
        ],
        "header_title": _("Personal data"),
        "header_icon": "user",
    }
    return render(request, "people/desk.html", context, status=status)


class PeopleItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(EXPORTS) or request.user.has_perm(ERASES)


class People(ViewSet):
    """Addresses and menu."""

    name = "lichni_danni"
    url_prefix = "lichni-danni"
    icon = "user"
    menu_label = gettext_lazy("Personal data")
    menu_name = "lichni-danni"
    menu_order = 240
    menu_item_class = PeopleItem
    add_to_admin_menu = True

    def get_urlpatterns(self) -> list:
        return [
            path("", PeopleView.as_view(), name="index"),
            path("fayl/", ExportView.as_view(), name="export"),
            path("iztriy/", EraseView.as_view(), name="erase"),
        ]
