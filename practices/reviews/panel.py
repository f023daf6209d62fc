"""What an editor sees: the rounds, the reviewers, and one practice with the way to its decision.

While a round is open no mark is read here at all, only who has answered.
"""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages

from practices.models import PracticePage
from practices.reviews import announcing, people, results, rounds, terms
from practices.reviews.choices import Criterion, ReviewState, RoundKind, RoundState
from practices.reviews.forms import DecisionForm
from practices.reviews.models import Review, Reviewer, Round
from practices.reviews.permissions import LeadsMixin
from practices.reviews.wording import FAULTS

PAGE = 50
DONE = {
    "open": gettext_lazy("The round is open; the reviewers have been written to."),
    "close": gettext_lazy("The round is closed. Here is what it comes to."),
    "decide": gettext_lazy("Decided. Nobody outside knows yet: announce it when it may be known."),
    "announce": gettext_lazy("Announced: the public page shows level and badge from now on."),
    "replace": gettext_lazy("That reviewer is no longer waited for."),
    "anchor": gettext_lazy("New reviewers rate this practice first from now on."),
    "drop": gettext_lazy("New reviewers no longer rate this practice first."),
}


class PanelView(LeadsMixin, View):
    """One practice: open a round, see who has answered, close it, read the result, decide."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._show(request, get_object_or_404(PracticePage, pk=pk))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        page, step = get_object_or_404(PracticePage, pk=pk), request.POST.get("step", "")
        form = DecisionForm(request.POST) if step == "decide" else None
        if step not in DONE:
            raise Http404
        if form is not None and not form.is_valid():
            return self._show(request, page, form=form)
        try:
            self._do(request, page, step, form)
        except rounds.RoundError as error:
            return self._show(request, page, form=form, fault=FAULTS[error.code])
        messages.success(request, DONE[step])
        return redirect("reviews_panel", page.pk)

    def _do(self, request: HttpRequest, page: PracticePage, step: str, form) -> None:
        if step == "open":
            rounds.open_round(page, actor=request.user)
        elif step == "anchor":
            rounds.choose_anchor(page, actor=request.user)
        elif step == "replace":
            key = _number(request.POST.get("review", ""))
            rounds.replace(get_object_or_404(Review, pk=key, round__page=page))
        else:
            key = _number(request.POST.get("round", ""))
            asked = get_object_or_404(Round, pk=key, page=page)
            if step == "close":
                rounds.close(asked)
            elif step == "announce":
                announcing.announce(asked, actor=request.user)
            elif step == "drop":
                rounds.drop_anchor(asked)
            else:
                rounds.decide(asked, actor=request.user, **form.cleaned_data)

    def _show(
        self, request: HttpRequest, page: PracticePage, *, form=None, fault=""
    ) -> HttpResponse:
        shown = [_told(asked) for asked in page.review_rounds.select_related("decided_by")]
        live = next((row["round"] for row in shown if _is_live(row["round"])), None)
        if form is None and live is not None and live.state == RoundState.CLOSED:
            form = DecisionForm(
                initial={"level": live.proposed_level, "badge": live.proposed_badge}
            )
        context = {
            "page": page,
            "rounds": shown,
            "form": form,
            "fault": fault,
            "may_open": live is None,
            "breadcrumbs_items": [
                {"url": reverse("wagtailadmin_home"), "label": _("Home")},
                {"url": reverse("reviews_index"), "label": _("Ratings")},
                {"url": "", "label": page.title},
            ],
            "header_title": page.title,
            "header_icon": "pick",
        }
        failed = fault or (form is not None and form.is_bound)
        return render(request, "reviews/panel.html", context, status=422 if failed else 200)


class ReviewersView(LeadsMixin, View):
    """Asks a reviewer no more, or again."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        reviewer = get_object_or_404(Reviewer, pk=_number(request.POST.get("reviewer", "")))
        rounds.set_active(reviewer, request.POST.get("active") == "1")
        return redirect("reviews_index")


def overview(text: str) -> dict:
    """Return rounds, reviewers and practices found by title or number, for an editor's list."""
    text = text.replace("\0", "").strip()
    found = PracticePage.objects.none()
    if text:
        found = PracticePage.objects.filter(title__icontains=text)
        found = (found | PracticePage.objects.filter(pid__iexact=text)).order_by("title")
    load = people.load()
    reviewers = Reviewer.objects.select_related("user", "municipality__oblast")
    return {
        "leads": True,
        "q": text,
        "found": list(found[:PAGE]),
        "anchors": list(people.anchors()),
        "wanted_anchors": people.ANCHORS,
        "late": terms.late(),
        "rounds": list(Round.objects.filter(kind=RoundKind.PRACTICE)[:PAGE]),
        "reviewers": [(reviewer, load.get(reviewer.pk)) for reviewer in reviewers],
    }


def _told(asked: Round) -> dict:
    """Return what may be told of a round: of an open one no mark, not even how many points."""
    reviews = list(asked.reviews.select_related("reviewer__user", "round"))
    awaited = [review for review in reviews if review.state == ReviewState.ASKED]
    last = {review.pk: terms.due(review) for review in awaited}
    told = {
        "round": asked,
        "reviews": [(review, last.get(review.pk)) for review in reviews],
        "marks": [],
        "proposal": None,
    }
    answered = [review for review in reviews if review.state == ReviewState.ANSWERED]
    told["lacking"] = max(0, asked.wanted - len(awaited) - len(answered))
    told["may_close"] = not awaited and len(answered) >= rounds.REVIEWERS
    if asked.state == RoundState.OPEN:
        return told
    by_review = [
        (review, {mark.criterion: mark for mark in review.marks.all()}) for review in answered
    ]
    proposal = results.propose(rounds.answers_of(asked), asked.document) if answered else None
    told["proposal"] = proposal
    told["marks"] = [
        (
            criterion.label,
            proposal.values[criterion],
            [(review, marks[criterion]) for review, marks in by_review],
        )
        for criterion in Criterion
        if proposal
    ]
    return told


def _is_live(asked: Round) -> bool:
    return not asked.is_anchor and asked.state != RoundState.DECIDED


def _number(text: str) -> int:
    """Return the key that a form names; 0, which nobody has, for nonsense."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else 0
