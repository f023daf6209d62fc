"""Reading one proposal and deciding on it. The buttons name what they do; only a POST does it."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View
from wagtail.admin import messages

from practices.curation import holding, letters, reading, sharing, transitions
from practices.curation.choices import Step
from practices.curation.decisions import DECISIONS, OPEN_TO, Decision, DecisionForm
from practices.curation.models import ReasonTemplate, Submission, SubmissionFile
from practices.curation.permissions import SubmissionPermissionMixin
from practices.files import SHOWN_IN_PLACE


class ReadingView(SubmissionPermissionMixin, View):
    """One proposal with its files, its trail and what can be decided. Opening it is a soft claim."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return render_reading(request, get_object_or_404(Submission, pk=pk))


class DecisionView(SubmissionPermissionMixin, View):
    """Carries out one decision; whatever was typed comes back if it was not taken.

    The same form has three more buttons: „insert“ puts a text for a frequent reason below what is
    typed, „preview“ shows the very mail, „hold“ decides without announcing.
    """

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
        if "insert" in request.POST:
            seen = form.cleaned_data["seen"]
            form = DecisionForm({"seen": seen, "text": _with_template(request, form)})
            return render_reading(request, submission, decision.name, form, status=200)
        if "preview" in request.POST:
            mail = _mail(decision, submission, form.cleaned_data["text"])
            return render_reading(request, submission, decision.name, form, mail=mail, status=200)
        try:
            outcome, done = self._decide(request, decision, submission, form)
        except transitions.TransitionError as error:
            form.add_error("text", _told(error))
            return render_reading(request, error.submission or submission, decision.name, form)
        return self._answer(request, decision, outcome, done)

    def _decide(self, request, decision: Decision, submission: Submission, form: DecisionForm):
        """Take the decision, or hold it; return the outcome and the sentence that says so."""
        seen, text = form.cleaned_data["seen"], form.cleaned_data["text"]
        if "hold" in request.POST and decision.can_wait:
            outcome = holding.hold(
                submission, actor=request.user, decision=decision.name, text=text, seen=seen
            )
            return outcome, _("Decided. Nobody is told before you announce it in the list.")
        outcome = decision.carry_out(submission, actor=request.user, seen=seen, text=text)
        return outcome, decision.done

    def _answer(self, request: HttpRequest, decision: Decision, outcome, done) -> HttpResponse:
        submission = outcome.submission
        sharing.let_go(submission, request.user)
        if outcome.changed:
            messages.success(request, done)
        else:
            messages.warning(request, _who_did_it(submission))
        if submission.page_id and decision.name == "accept":
            return redirect("wagtailadmin_pages:edit", submission.page_id)
        return redirect(reading_address(submission.pk, request.GET))


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


def reading_address(key: int, query) -> str:
    """Return the address of the reading view with the filters of the list it was opened from."""
    address = reverse("submissions:read", args=[key])
    query = query.copy()
    query.pop("p", None)
    return f"{address}?{query.urlencode()}" if query else address


def render_reading(
    request: HttpRequest,
    submission: Submission,
    chosen: str = "",
    form: DecisionForm | None = None,
    *,
    mail=None,
    status: int | None = None,
) -> HttpResponse:
    """Render the reading view; `chosen` is the decision whose `form` was not taken (yet)."""
    may_decide = request.user.has_perm("curation.change_submission")
    names = list(OPEN_TO.get(submission.state, ())) if may_decide else []
    if form is not None and chosen not in names:
        names.append(chosen)
    context = {
        "decisions": [DECISIONS[name] for name in names],
        "chosen": chosen,
        "form": form,
        "mail": mail,
        "seen": _seen(request, submission, form),
        "may_decide": may_decide,
        "sections": reading.sections(submission),
        **reading.story(submission, request.user, may_decide=may_decide),
        **reading.around(request, submission),
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse("submissions:index"), "label": _("Proposals")},
            {"url": "", "label": submission.number},
        ],
        "header_title": f"{submission.number} {submission.title}",
        "header_icon": "clipboard-list",
    }
    usual = 200 if form is None else 422
    return render(request, "curation/read.html", context, status=status or usual)


def _seen(request: HttpRequest, submission: Submission, form: DecisionForm | None) -> int:
    """Return the version that the buttons carry: what was seen, until the change is shown.

    A preview or an inserted text must not make an editor „see“ what changed meanwhile.
    """
    if form is not None and not form.errors:
        return form.cleaned_data["seen"]
    return submission.version


def _with_template(request: HttpRequest, form: DecisionForm) -> str:
    """Return what is typed with the chosen text for a frequent reason below it."""
    key = request.POST.get("template", "")
    row = ReasonTemplate.objects.filter(pk=key if key.isascii() and key.isdigit() else 0).first()
    parts = [form.cleaned_data["text"].strip(), row.text if row else ""]
    return "\n\n".join(part for part in parts if part)


def _mail(decision: Decision, submission: Submission, text: str):
    """Return the mail of a decision as it would be queued now; None if nobody can be written to."""
    values = {decision.text: text.strip()} if decision.text else {}
    return letters.preview(decision.letter, submission, **values)


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
