"""Reading one proposal and deciding on it. The buttons name what they do; only a POST does it."""

from dataclasses import dataclass

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages

from practices.curation import transitions
from practices.curation.choices import Step, SubmissionState
from practices.curation.drafting import short_entry
from practices.curation.models import Submission, SubmissionFile
from practices.files import SHOWN_IN_PLACE
from practices.gaps import gauge
from practices.ports import occasion_of
from practices.textcheck import check, claims
from practices.textcheck.claims import unsupported
from practices.textcheck.linking import link_remarks


class DecisionForm(forms.Form):
    """Which version was read, and what is said to the sender."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    text = forms.CharField(required=False, max_length=3000, widget=forms.Textarea)


@dataclass(frozen=True, slots=True)
class Decision:
    """A button: the transition behind it, the name of its text, the words around it."""

    name: str
    take: object
    text: str
    title: str
    hint: str
    button: str
    done: str

    def carry_out(self, submission: Submission, *, actor, seen: int, text: str):
        """Call the transition; raise transitions.TransitionError if it is not taken."""
        values = {self.text: text} if self.text else {}
        return self.take(submission, actor=actor, seen=seen, **values)


DECISIONS = {
    decision.name: decision
    for decision in (
        Decision(
            name="accept",
            take=transitions.accept,
            text="",
            title=gettext_lazy("Accept"),
            hint=gettext_lazy(
                "A draft page is made from the proposal and its review begins. The sender is told."
            ),
            button=gettext_lazy("Accept and make a draft"),
            done=gettext_lazy("Accepted. This is the draft; fill in what is missing and publish."),
        ),
        Decision(
            name="ask",
            take=transitions.ask_for_more,
            text="question",
            title=gettext_lazy("Ask for more"),
            hint=gettext_lazy("One clear question is answered sooner than five."),
            button=gettext_lazy("Send the question to the sender"),
            done=gettext_lazy("The question is on its way."),
        ),
        Decision(
            name="refuse",
            take=transitions.refuse,
            text="reason",
            title=gettext_lazy("Refuse"),
            hint=gettext_lazy("The sender gets the reason word for word. Say what would help."),
            button=gettext_lazy("Refuse and send the reason"),
            done=gettext_lazy("Refused. The reason is on its way to the sender."),
        ),
        Decision(
            name="spam",
            take=transitions.mark_spam,
            text="reason",
            title=gettext_lazy("Spam"),
            hint=gettext_lazy("It leaves the queue. The sender is told why and can object."),
            button=gettext_lazy("Put aside as spam and tell the sender"),
            done=gettext_lazy("Put aside as spam."),
        ),
        Decision(
            name="release",
            take=transitions.release,
            text="reason",
            title=gettext_lazy("Not spam"),
            hint=gettext_lazy(
                "It waits for a decision again. The sender is told; the reason stays here."
            ),
            button=gettext_lazy("Take it back into the queue"),
            done=gettext_lazy("It is in the queue again."),
        ),
    )
}
OPEN_TO = {
    SubmissionState.NEW: ("accept", "ask", "refuse", "spam"),
    SubmissionState.NEEDS_INFO: ("accept", "ask", "refuse", "spam"),
    SubmissionState.SPAM: ("release",),
}


class SubmissionPermissionMixin:
    """Opens to who may `permission` proposals; the admin's own login comes before it."""

    permission = "view"

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        allowed = {"view": ("view", "change"), "change": ("change",)}[self.permission]
        if not any(request.user.has_perm(f"curation.{name}_submission") for name in allowed):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class ReadingView(SubmissionPermissionMixin, View):
    """One proposal with its files, its trail and what can be decided."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return render_reading(request, get_object_or_404(Submission, pk=pk))


class DecisionView(SubmissionPermissionMixin, View):
    """Carries out one decision; whatever was typed comes back if it was not taken."""

    permission = "change"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        submission = get_object_or_404(Submission, pk=pk)
        decision = DECISIONS.get(request.POST.get("decision", ""))
        if decision is None:
            raise Http404
        form = DecisionForm(request.POST)
        if not form.is_valid():
            return render_reading(request, submission, decision.name, form)
        try:
            outcome = decision.carry_out(
                submission,
                actor=request.user,
                seen=form.cleaned_data["seen"],
                text=form.cleaned_data["text"],
            )
        except transitions.TransitionError as error:
            form.add_error("text", _told(error))
            return render_reading(request, error.submission or submission, decision.name, form)
        return self._answer(request, decision, outcome)

    def _answer(self, request: HttpRequest, decision: Decision, outcome) -> HttpResponse:
        submission = outcome.submission
        if outcome.changed:
            messages.success(request, decision.done)
        else:
            messages.warning(request, _who_did_it(submission))
        if submission.page_id and decision.name == "accept":
            return redirect("wagtailadmin_pages:edit", submission.page_id)
        return redirect("submissions:read", submission.pk)


class FileView(SubmissionPermissionMixin, View):
    """A file of a proposal: pictures in place, everything else as a download, nothing runs."""

    def get(self, request: HttpRequest, pk: int, file_pk: int) -> FileResponse:
        row = get_object_or_404(SubmissionFile, pk=file_pk, submission=pk)
        try:
            content = row.file.open("rb")
        except FileNotFoundError as error:
            raise Http404 from error
        response = FileResponse(
            content,
            as_attachment=row.media_type not in SHOWN_IN_PLACE,
            filename=row.name,
            content_type=row.media_type,
        )
        response["X-Content-Type-Options"] = "nosniff"
        response["Content-Security-Policy"] = "default-src 'none'; sandbox"
        response["Cache-Control"] = "private, no-store"
        return response


def render_reading(
    request: HttpRequest, submission: Submission, chosen: str = "", form: DecisionForm | None = None
) -> HttpResponse:
    """Render the reading view; `chosen` is the decision whose `form` was not taken."""
    may_decide = request.user.has_perm("curation.change_submission")
    names = list(OPEN_TO.get(submission.state, ())) if may_decide else []
    if form is not None and chosen not in names:
        names.append(chosen)
    events = list(submission.events.all())
    entry = submission.full or short_entry(submission)
    context = {
        "submission": submission,
        "gauge": gauge(entry),
        "remarks": [*check(entry), *link_remarks(entry)],
        "claims": unsupported(claims(entry)),
        "places": list(submission.municipalities.select_related("oblast")),
        "files": list(submission.files.all()),
        "events": events,
        "occasion": occasion_of(submission.number),
        "decisions": [DECISIONS[name] for name in names],
        "chosen": chosen,
        "form": form,
        "sections": [
            (_("What was done, in short"), submission.lead_text),
            (_("Background"), submission.background),
            (_("Practice"), submission.practice),
            (_("Results"), submission.results),
        ],
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse("submissions:index"), "label": _("Proposals")},
            {"url": "", "label": submission.number},
        ],
        "header_title": f"{submission.number} {submission.title}",
        "header_icon": "clipboard-list",
    }
    return render(request, "curation/read.html", context, status=200 if form is None else 422)


def _told(error: transitions.TransitionError) -> str:
    """Return what went wrong, and who got there first when somebody did."""
    if error.submission is None:
        return str(error)
    return f"{error} {_who_did_it(error.submission)}"


def _who_did_it(submission: Submission) -> str:
    """Return who changed the proposal last, and to what: „Приета от Мария Иванова“."""
    last = submission.events.last()
    step = Step(last.step).label
    if not last.actor_name:
        return _("Last step: %(step)s.") % {"step": step}
    return _("Last step: %(step)s, by %(who)s.") % {"step": step, "who": last.actor_name}
