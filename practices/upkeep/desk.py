"""/admin/signali/: reports to decide, the life of practices, and asking anew after elections."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views import View
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from kb.protection.models import HelpRequest
from practices.models.published import PracticeRecord
from practices.upkeep import asking, reporting
from practices.upkeep.choices import LifeState, ReportState
from practices.upkeep.forms import DecisionForm, RoundForm
from practices.upkeep.models import Report, Standing

PER_PAGE = 50
WAITING = "waiting"


def may(user, action: str) -> bool:
    """Return whether `user` may "view" or "change" reports; who changes may view."""
    names = {"view": ("view", "change"), "change": ("change",)}[action]
    return any(user.has_perm(f"upkeep.{name}_report") for name in names)


def address_of(asked: HelpRequest) -> str:
    """Return where the report of somebody who could not read the code is decided on."""
    return f"{reverse('signali:index')}?q={asked.number}"


class ReportPermissionMixin:
    permission = "view"

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not may(request.user, self.permission):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class QueueView(ReportPermissionMixin, View):
    """Reports by state, the oldest first; a number of a request for help finds its report."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return render_queue(request)


class DecisionView(ReportPermissionMixin, View):
    """One decision; a reason that was typed comes back if it was not taken."""

    permission = "change"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = DecisionForm(request.POST)
        if not form.is_valid():
            return render_queue(request, failed=pk, fault=_("Press one of the two buttons."))
        take = reporting.accept if form.cleaned_data["decision"] == "accept" else reporting.close
        try:
            row = take(pk, request.user, form.cleaned_data["reason"])
        except Report.DoesNotExist as error:
            raise Http404 from error
        except reporting.ReportError as error:
            if error.code == "reason":
                fault = _("Say why first: whoever gets the same report next will read it.")
                return render_queue(request, failed=pk, fault=fault)
            messages.warning(request, _("A colleague decided on it before you: nothing changed."))
        else:
            done = _("Accepted: %(pid)s is to be mended."), _("Closed: %(pid)s stays as it is.")
            messages.success(request, done[row.state == ReportState.CLOSED] % {"pid": row.pid})
        return redirect("signali:index")


def render_queue(request: HttpRequest, failed: int = 0, fault: str = "") -> HttpResponse:
    """Render the queue in 4 queries of its own; `failed` is the report whose form comes back."""
    state = request.GET.get("state", "")
    state = state if state in ReportState else ReportState.OPEN
    number = request.GET.get("q", "").replace("\0", "").strip()[:20]
    rows = Report.objects.prefetch_related("said").select_related("decided_by")
    if number:
        rows = rows.filter(said__help_number=number).distinct()
    else:
        rows = rows.filter(state=state)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("p"))
    reports = list(page)
    records = {
        (record.pid, record.language): record
        for record in PracticeRecord.objects.filter(pid__in={row.pid for row in reports}).defer(
            "document"
        )
    }
    context = {
        "page": page,
        "rows": [(row, records.get((row.pid, row.language))) for row in reports],
        "states": [
            (s.value, s.label, reverse("signali:index") + f"?state={s}") for s in ReportState
        ],
        "chosen": state,
        "may_decide": may(request.user, "change"),
        "failed": failed,
        "fault": fault,
        "typed": request.POST.get("reason", "") if failed else "",
        **_frame(_("Reports of readers")),
    }
    return render(request, "upkeep/admin/queue.html", context, status=422 if failed else 200)


class LifeView(ReportPermissionMixin, View):
    """Who answered what, who is waited for, and about which practices nobody can be asked."""

    def get(self, request: HttpRequest) -> HttpResponse:
        state = request.GET.get("state", "")
        state = state if state in LifeState else WAITING
        rows = Standing.objects.order_by("asked_at", "pid")
        rows = rows.filter(is_waiting=True) if state == WAITING else rows.filter(state=state)
        page = Paginator(rows, PER_PAGE).get_page(request.GET.get("p"))
        lonely = asking.without_contact()
        standings = list(page)
        titles = _titles([*(row.pid for row in standings), *lonely[:PER_PAGE]])
        here = reverse("signali:life")
        states = [(WAITING, _("waiting for an answer"), f"{here}?state={WAITING}")]
        states += [(s.value, s.label, f"{here}?state={s}") for s in LifeState]
        context = {
            "page": page,
            "rows": [(row, titles.get(row.pid, "")) for row in standings],
            "states": states,
            "chosen": state,
            "lonely": [(pid, titles.get(pid, "")) for pid in lonely[:PER_PAGE]],
            "lonely_total": len(lonely),
            **_frame(_("Is it still alive?")),
        }
        return render(request, "upkeep/admin/life.html", context)


class RoundView(ReportPermissionMixin, View):
    """„След избори“: GET counts what would be sent, POST sends up to asking.MOST questions."""

    permission = "change"

    def get(self, request: HttpRequest) -> HttpResponse:
        form = RoundForm(request.GET if "municipalities" in request.GET else None)
        return self._render(request, form)

    def post(self, request: HttpRequest) -> HttpResponse:
        form = RoundForm(request.POST)
        if not form.is_valid():
            return self._render(request, form, 422)
        codes = [place.code for place in form.cleaned_data["municipalities"]]
        asked = asking.ask_round(codes)
        text = ngettext("%(n)d contact is asked.", "%(n)d contacts are asked.", asked)
        messages.success(request, text % {"n": asked})
        query = "&".join(f"municipalities={code}" for code in codes)
        return redirect(f"{reverse('signali:round')}?{query}")

    def _render(self, request: HttpRequest, form: RoundForm, status: int = 200) -> HttpResponse:
        places, found = [], None
        if form.is_bound and form.is_valid():
            places = list(form.cleaned_data["municipalities"])
            found = asking.round_of([place.code for place in places])
        context = {
            "form": form,
            "places": places,
            "round": found,
            "now": min(len(found.ready), asking.MOST) if found else 0,
            "pause": asking.PAUSE.days,
            **_frame(_("After elections")),
        }
        return render(request, "upkeep/admin/round.html", context, status=status)


def _titles(pids: list[str]) -> dict[str, str]:
    rows = PracticeRecord.objects.filter(pid__in=pids).order_by("-language")
    return dict(rows.values_list("pid", "title"))


def _frame(title: str) -> dict:
    """Return what the admin's own page around ours shows."""
    return {
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse("signali:index"), "label": _("Reports of readers")},
            *([] if title == _("Reports of readers") else [{"url": "", "label": title}]),
        ],
        "header_title": title,
        "header_icon": "warning",
    }


class ReportMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may(request.user, "view")


class Signali(ViewSet):
    """Addresses and menu of the desk."""

    name = "signali"
    icon = "warning"
    menu_label = gettext_lazy("Reports of readers")
    menu_name = "signali"
    menu_order = 230
    menu_item_class = ReportMenuItem
    add_to_admin_menu = True

    def get_urlpatterns(self) -> list:
        return [
            path("", QueueView.as_view(), name="index"),
            path("<int:pk>/", DecisionView.as_view(), name="decide"),
            path("zhivi/", LifeView.as_view(), name="life"),
            path("izbori/", RoundView.as_view(), name="round"),
        ]
