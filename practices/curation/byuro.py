"""„Бюро“: the light desk. Plain pages for a telephone, no script, none of the admin's own styles.

The same steps, people and permissions as in the admin; the addresses lie under its login.
"""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views import View

from practices.curation import order, publishing, readiness, reading, sharing
from practices.curation.choices import OPEN_STATES
from practices.curation.decisions import DECISIONS, OPEN_TO, DecisionForm
from practices.curation.models import Submission
from practices.curation.permissions import SubmissionPermissionMixin
from practices.curation.steps import TransitionError
from practices.models import PracticePage

PAGE = 20


class IndexView(SubmissionPermissionMixin, View):
    """What waits: proposals by their term, drafts ready for a second look."""

    def get(self, request: HttpRequest) -> HttpResponse:
        waiting = order.ranked(Submission.objects.filter(state__in=OPEN_STATES), request.user)
        waiting = waiting.select_related("assigned_to").order_by(*order.ORDER)
        page = Paginator(waiting, PAGE).get_page(request.GET.get("p"))
        drafts = PracticePage.objects.filter(has_unpublished_changes=True)
        drafts = drafts.select_related("latest_revision__user").order_by(
            "-latest_revision_created_at"
        )
        context = {
            "page": page,
            "rows": [(row, order.term_of(row)) for row in page.object_list],
            "drafts": list(drafts[:PAGE]),
            "found": _found(request.GET.get("q", "")),
            "q": request.GET.get("q", ""),
            "done_at": _address(request.GET.get("nomer", "")),
        }
        return render(request, "curation/byuro/index.html", context)


class ProposalView(SubmissionPermissionMixin, View):
    """One proposal: read it, accept it, ask, refuse."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._show(request, get_object_or_404(Submission, pk=pk))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not request.user.has_perm("curation.change_submission"):
            raise PermissionDenied
        submission = get_object_or_404(Submission, pk=pk)
        decision = DECISIONS.get(request.POST.get("decision", ""))
        form = DecisionForm(request.POST)
        if decision is None:
            raise Http404
        if not form.is_valid():
            return self._show(request, submission, chosen=decision.name, form=form)
        values = form.cleaned_data
        try:
            decision.carry_out(
                submission, actor=request.user, seen=values["seen"], text=values["text"]
            )
        except TransitionError as error:
            form.add_error("text", str(error))
            now = error.submission or submission
            return self._show(request, now, chosen=decision.name, form=form)
        sharing.let_go(submission, request.user)
        return redirect(f"{reverse('byuro')}?done={decision.name}&nomer={submission.pk}")

    def _show(self, request, submission: Submission, chosen: str = "", form=None) -> HttpResponse:
        may_decide = request.user.has_perm("curation.change_submission")
        names = list(OPEN_TO.get(submission.state, ())) if may_decide else []
        if chosen and chosen not in names:
            names.append(chosen)
        context = {
            **reading.story(submission, request.user, may_decide=may_decide),
            "sections": reading.sections(submission),
            "decisions": [DECISIONS[name] for name in names],
            "chosen": chosen,
            "form": form,
        }
        status = 422 if form is not None else 200
        return render(request, "curation/byuro/proposal.html", context, status=status)


class PracticeView(SubmissionPermissionMixin, View):
    """One practice: what its draft changes, lit; publish, give back, hide."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._show(request, self._page(request, pk))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        page = self._page(request, pk)
        step, reason = request.POST.get("step", ""), request.POST.get("reason", "")[:3000]
        if not page.permissions_for_user(request.user).can_publish():
            raise PermissionDenied
        if step in ("publish", "return") and request.POST.get("seen") != str(
            page.latest_revision_id
        ):
            fault = _("Nothing was done: somebody wrote in it after you opened it. Read it again.")
            return self._show(request, page, step=step, reason=reason, fault=fault)
        try:
            if step == "publish":
                publishing.publish(page, actor=request.user, reason=reason)
            elif step == "return":
                publishing.give_back(page, actor=request.user, reason=reason)
            elif step == "hide":
                publishing.hide(page, actor=request.user, reason=reason)
            else:
                raise Http404
        except (TransitionError, readiness.NotReadyError) as error:
            return self._show(request, page, step=step, reason=reason, fault=str(error))
        return redirect(f"{reverse('byuro')}?done={step}")

    def _page(self, request: HttpRequest, pk: int) -> PracticePage:
        page = get_object_or_404(
            PracticePage.objects.select_related("latest_revision__user"), pk=pk
        )
        if not page.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        return page

    def _show(self, request, page: PracticePage, **more) -> HttpResponse:
        draft = page.get_latest_revision_as_object()
        context = {
            "page": page,
            "draft": draft,
            "sections": [
                (_("Background"), draft.background),
                (_("Practice"), draft.practice),
                (_("Results"), draft.results),
            ],
            "edit": publishing.pending_edit(page) if page.has_unpublished_changes else None,
            "missing": list(readiness.missing_in(draft).values()),
            "may_publish": page.permissions_for_user(request.user).can_publish(),
            "alone": not publishing.may_publish(page, request.user),
            "overrides": list(page.overrides.all()[:5]),
            **more,
        }
        status = 422 if "fault" in more else 200
        return render(request, "curation/byuro/practice.html", context, status=status)


def _address(key: str) -> str:
    """Return where the proposal just decided on can be opened again; "" for nonsense."""
    known = key.isascii() and key.isdigit() and len(key) < 12
    return reverse("byuro_proposal", args=[int(key)]) if known else ""


def _found(text: str) -> list[PracticePage]:
    """Return practices that can be read whose title or number holds what was typed; at most a page."""
    text = text.replace("\0", "").strip()
    if not text:
        return []
    shown = PracticePage.objects.filter(Q(live=True) | Q(expired=True))
    rows = shown.filter(title__icontains=text) | shown.filter(pid__iexact=text)
    return list(rows.order_by("title")[:PAGE])


urlpatterns = [
    path("byuro/", IndexView.as_view(), name="byuro"),
    path("byuro/predlozhenie/<int:pk>/", ProposalView.as_view(), name="byuro_proposal"),
    path("byuro/praktika/<int:pk>/", PracticeView.as_view(), name="byuro_practice"),
]
