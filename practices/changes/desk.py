"""/admin/promeni-praktiki/: proposed changes, what waits longest first; read one, decide on it."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.viewsets.base import ViewSet

from practices.changes import deciding, wording
from practices.changes.choices import ChangeState
from practices.changes.forms import DecisionForm
from practices.changes.merging import merge
from practices.changes.models import ProposedChange
from practices.changes.page_entry import entry_of
from practices.curation.permissions import SubmissionPermissionMixin
from practices.curation.steps import StaleError, TransitionError, WrongStateError
from practices.curation.term import Age, age

PER_PAGE = 50
_TABS = tuple(state for state in ChangeState if state != ChangeState.UNSENT)


@dataclass(frozen=True, slots=True)
class Decision:
    """A button and the words around it."""

    name: str
    title: Promise
    hint: Promise
    button: Promise
    done: Promise


DECISIONS = {
    one.name: one
    for one in (
        Decision(
            "accept",
            pgettext_lazy("change", "Accept"),
            gettext_lazy(
                "The ticked fields go public at once; the proposer is told. If you leave some out, "
                "say why here."
            ),
            gettext_lazy("Publish the ticked fields"),
            gettext_lazy("Published. The proposer is told."),
        ),
        Decision(
            "ask",
            pgettext_lazy("change", "Ask"),
            gettext_lazy("One clear question is answered sooner than five. The term stands still."),
            gettext_lazy("Send the question"),
            gettext_lazy("The question is on its way."),
        ),
        Decision(
            "refuse",
            pgettext_lazy("change", "Refuse"),
            gettext_lazy("The public text stays. The proposer gets the reason word for word."),
            gettext_lazy("Refuse and send the reason"),
            gettext_lazy("Refused. The reason is on its way."),
        ),
    )
}


class QueueView(SubmissionPermissionMixin, View):
    """The list, 3 queries however long."""

    def get(self, request: HttpRequest) -> HttpResponse:
        state = request.GET.get("state", "")
        state = state if state in _TABS else ChangeState.WAITING
        rows = ProposedChange.objects.filter(state=state).select_related("page")
        is_open = state in (ChangeState.WAITING, ChangeState.ASKED)
        rows = rows.order_by("due_on", "pk") if is_open else rows.order_by("-decided_at", "-pk")
        page = Paginator(rows, PER_PAGE).get_page(request.GET.get("p"))
        here = reverse("changes:index")
        context = {
            "page": page,
            "rows": [(row, _names(row.fields), _term(row)) for row in page],
            "states": [(s.value, s.label, f"{here}?state={s}") for s in _TABS],
            "chosen": state,
            **_frame(_("Proposed changes")),
        }
        return render(request, "changes/admin/queue.html", context)


class ReadingView(SubmissionPermissionMixin, View):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return render_reading(request, _change(pk))


class DecisionView(SubmissionPermissionMixin, View):
    """Carries out one decision; whatever was typed and ticked comes back if it was not taken."""

    permission = "change"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        change = _change(pk)
        decision = DECISIONS.get(request.POST.get("decision", ""))
        form = DecisionForm(request.POST)
        if decision is None or not form.is_valid():
            raise Http404
        try:
            outcome = self._decide(request, decision.name, change, form.cleaned_data)
        except TransitionError as error:
            fault = str(error)
            if isinstance(error, StaleError | WrongStateError):
                fault = f"{fault} {_last_step(change)}"
            return render_reading(request, _change(pk), failed=decision.name, fault=fault)
        if outcome.changed:
            messages.success(request, decision.done)
        else:
            messages.warning(request, _last_step(outcome.change))
        return redirect("changes:read", pk)

    def _decide(self, request, name: str, change: ProposedChange, given: dict):
        text, seen = given["text"], given["seen"]
        if name == "ask":
            return deciding.ask(change, actor=request.user, question=text, seen=seen)
        if name == "refuse":
            return deciding.refuse(change, actor=request.user, reason=text, seen=seen)
        return deciding.accept(
            change,
            actor=request.user,
            keys=request.POST.getlist("keys"),
            reason=text,
            seen=seen,
            public=given["public"],
        )


def render_reading(
    request: HttpRequest, change: ProposedChange, *, failed: str = "", fault: str = ""
) -> HttpResponse:
    """Render the reading view; `failed` is the decision that was not taken, and `fault` why."""
    now = entry_of(change.page)
    merged = merge(change.wishes, now)
    may_decide = change.is_open and request.user.has_perm("curation.change_submission")
    waiting = ProposedChange.objects.filter(state=ChangeState.WAITING).exclude(pk=change.pk)
    context = {
        "change": change,
        "practice": change.page,
        "public": change.page.live_revision_id or 0,
        "shown": wording.shown(change.wishes, now, merged),
        # What two people changed is taken only by a deliberate tick.
        "chosen": request.POST.getlist("keys") if failed else list(merged.clean),
        "decisions": list(DECISIONS.values()) if may_decide else [],
        "granted": _names(change.granted),
        "events": list(change.events.all()),
        "after": waiting.order_by("due_on", "pk").values_list("pk", flat=True).first(),
        "age": _term(change),
        "failed": failed,
        "fault": fault,
        "typed": request.POST.get("text", "") if failed else "",
        **_frame(change.page.title),
    }
    return render(request, "changes/admin/read.html", context, status=422 if failed else 200)


class ChangesPanel(Component):
    """How many changes wait, on the first page of the admin."""

    name = "changes"
    order = 55
    template_name = "changes/admin/panel.html"

    def get_context_data(self, parent_context) -> dict:
        waiting = Q(state=ChangeState.WAITING)
        counts = ProposedChange.objects.aggregate(
            waiting=Count("pk", filter=waiting),
            overdue=Count("pk", filter=waiting & Q(due_on__lt=timezone.localdate())),
            asked=Count("pk", filter=Q(state=ChangeState.ASKED)),
        )
        return {"counts": counts}


def may_see(user) -> bool:
    """Return whether somebody works at this desk: who sees proposals sees changes."""
    return user.has_perm("curation.view_submission") or user.has_perm("curation.change_submission")


def _change(pk: int) -> ProposedChange:
    rows = ProposedChange.objects.exclude(state=ChangeState.UNSENT).select_related("page")
    return get_object_or_404(rows, pk=pk)


def _names(keys) -> list[str]:
    return [wording.label_of(key) for key in keys]


def _term(change: ProposedChange) -> Age | None:
    if change.state != ChangeState.WAITING or change.due_on is None:
        return None
    return age(change.due_on, timezone.localdate())


def _last_step(change: ProposedChange) -> str:
    last = change.events.last()
    return _("Last step: %(step)s, by %(who)s.") % {
        "step": last.get_step_display(),
        "who": last.actor_name or _("who proposed it"),
    }


def _frame(title: str) -> dict:
    """Return what the admin's own page around ours shows."""
    index = _("Proposed changes")
    return {
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse("changes:index"), "label": index},
            *([] if title == index else [{"url": "", "label": title}]),
        ],
        "header_title": title,
        "header_icon": "edit",
    }


class ChangesMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_see(request.user)


class ChangesViewSet(ViewSet):
    """„Предложени промени“ in the menu."""

    name = "promeni-praktiki"
    url_namespace = "changes"
    icon = "edit"
    menu_label = gettext_lazy("Proposed changes")
    menu_name = "proposed-changes"
    menu_order = 95
    menu_item_class = ChangesMenuItem
    add_to_admin_menu = True

    def get_urlpatterns(self) -> list:
        return [
            path("", QueueView.as_view(), name="index"),
            path("<int:pk>/", ReadingView.as_view(), name="read"),
            path("<int:pk>/reshenie/", DecisionView.as_view(), name="decide"),
        ]
