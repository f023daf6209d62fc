"""What a reviewer sees: own list, own ties, the text beside the form. Nothing of anybody else's.

Every row is looked up among the user's own reviews, so a number guessed in an address finds none.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View
from wagtail.admin import messages

from practices.reviews import rounds
from practices.reviews.choices import ReviewState, RoundKind, RoundState
from practices.reviews.forms import AnswerForm, DeclarationForm
from practices.reviews.models import Review, Reviewer
from practices.reviews.panel import overview
from practices.reviews.people import owed
from practices.reviews.permissions import LEADS, RATES, RatesMixin
from practices.reviews.wording import FAULTS, FIRST_ANCHORS


class IndexView(RatesMixin, View):
    """„Оценки“: what waits for me; for editors the rounds and the reviewers."""

    permissions = (RATES, LEADS)

    def get(self, request: HttpRequest) -> HttpResponse:
        rates, leads = request.user.has_perm(RATES), request.user.has_perm(LEADS)
        reviewer = Reviewer.objects.filter(user=request.user).first()
        if rates and not leads and reviewer is None:
            return redirect("reviews_declare")
        context = {
            "rates": rates,
            "reviewer": reviewer,
            "waiting": _waiting(reviewer) if reviewer else [],
            "answered": _answered(reviewer) if reviewer else [],
            **(overview(request.GET.get("q", "")) if leads else {}),
            **around(_("Ratings")),
        }
        return render(request, "reviews/index.html", context)


class DeclareView(RatesMixin, View):
    """What ties I have: before the first practice, and whenever they change."""

    def get(self, request: HttpRequest) -> HttpResponse:
        reviewer = Reviewer.objects.filter(user=request.user).first()
        initial = {}
        if reviewer is not None:
            initial["municipality"] = reviewer.municipality
            initial["organisations"] = reviewer.organisations.all()
        return self._show(request, DeclarationForm(initial=initial))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = DeclarationForm(request.POST)
        if not form.is_valid():
            return self._show(request, form, status=422)
        rounds.declare(request.user, **form.cleaned_data)
        messages.success(request, _("Thank you. Practices of theirs will go to others."))
        return redirect("reviews_index")

    def _show(self, request: HttpRequest, form: DeclarationForm, status: int = 200) -> HttpResponse:
        context = {"form": form, **around(_("Your ties"))}
        return render(request, "reviews/declare.html", context, status=status)


class AnswerView(RatesMixin, View):
    """One practice as it stood when the round was opened, and the form beside it."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._show(request, self._mine(request, pk))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        review = self._mine(request, pk)
        try:
            if "conflict" in request.POST:
                rounds.declare_conflict(review, request.POST.get("tie", ""))
                messages.success(request, _("Thank you. Another reviewer is asked instead."))
                return redirect("reviews_index")
            form = AnswerForm(request.POST)
            if not form.is_valid():
                return self._show(request, review, form=form)
            review = rounds.answer(review, form.marks())
        except rounds.RoundError as error:
            # The editor's sentence about anchors would tell a reviewer nothing.
            fault = FIRST_ANCHORS if error.code == "anchors" else FAULTS[error.code]
            return self._show(request, review, form=AnswerForm(request.POST), fault=fault)
        if review.state == ReviewState.CONFLICT:
            messages.warning(
                request,
                _("You are tied to this practice now, so another reviewer is asked instead."),
            )
        else:
            messages.success(request, _("Thank you. Your rating is kept."))
        return redirect("reviews_index")

    def _mine(self, request: HttpRequest, pk: int) -> Review:
        """Return the user's own review; one that was taken away is there no more."""
        rows = Review.objects.select_related("round", "reviewer").filter(
            reviewer__user=request.user, state__in=(ReviewState.ASKED, ReviewState.ANSWERED)
        )
        return get_object_or_404(rows, pk=pk)

    def _show(self, request: HttpRequest, review: Review, *, form=None, fault="") -> HttpResponse:
        is_open = review.state == ReviewState.ASKED and review.round.state == RoundState.OPEN
        first = not review.round.is_anchor and owed(review.reviewer).exists()
        shown = not first or review.state == ReviewState.ANSWERED
        context = {
            "review": review,
            "practice": review.round.document if shown else None,
            "first": first,
            "form": (form or AnswerForm()) if is_open and shown else None,
            "marks": review.marks.all(),
            "others": [] if is_open else rounds.others(review),
            "fault": fault,
            "tie": request.POST.get("tie", ""),
            "may_declare": is_open,
            **around(review.round.title),
        }
        failed = fault or (form is not None and form.is_bound)
        return render(request, "reviews/answer.html", context, status=422 if failed else 200)


def around(title: str) -> dict:
    """Return what the frame of the admin asks of every screen."""
    crumbs = [{"url": reverse("wagtailadmin_home"), "label": _("Home")}]
    crumbs += [{"url": reverse("reviews_index"), "label": _("Ratings")}]
    if title != crumbs[-1]["label"]:
        crumbs += [{"url": "", "label": title}]
    return {"breadcrumbs_items": crumbs, "header_title": title, "header_icon": "pick"}


def _waiting(reviewer: Reviewer) -> list[Review]:
    """Return what a reviewer has to rate, the anchors first."""
    rows = reviewer.reviews.filter(state=ReviewState.ASKED, round__state=RoundState.OPEN)
    rows = rows.select_related("round").order_by("asked_at", "pk")
    return sorted(rows, key=lambda review: review.round.kind != RoundKind.ANCHOR)


def _answered(reviewer: Reviewer) -> list[Review]:
    rows = reviewer.reviews.filter(state=ReviewState.ANSWERED).select_related("round")
    return list(rows.order_by("-answered_at")[:50])
