"""The public pages of a proposal. Only a POST changes anything; mail scanners open every link."""

from django.core import signing
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from kb.protection import human, rate
from kb.protection.responses import too_many
from practices.curation import tokens, transitions
from practices.curation.choices import SubmissionState
from practices.curation.models import Submission
from practices.curation.told import told_to_sender
from practices.submissions import holding, status
from practices.submissions.forms import AnswerForm, ProposalForm

HOUR, DAY = 3600, 24 * 3600
UPLOADS_AN_HOUR = 60
# A town hall shares one connection; a mailbox belongs to somebody who may not have asked for mail.
PROPOSALS_AN_HOUR = 20
MAILS_A_DAY = 5
ANSWERS_AN_HOUR = 20
_THANKS_SALT = "practices.submissions.thanks"
safe_or_post = require_http_methods(["GET", "HEAD", "POST"])


@safe_or_post
@never_cache
def propose(request: HttpRequest) -> HttpResponse:
    """The form; a post that is right leads to the thanks, any other shows it again, whole."""
    if request.method != "POST":
        form = ProposalForm(initial={"za": request.GET.get("za", "")[:40]})
        return render(request, "submissions/propose.html", {"form": form})
    if request.FILES and not rate.allow("propose-files", request, UPLOADS_AN_HOUR, HOUR):
        return too_many(request, HOUR)
    form = ProposalForm(request.POST, request.FILES)
    form.hold_files()
    try:
        # One transaction: a code spent on a proposal that we failed to store comes back with it.
        with transaction.atomic():
            answer = _take(request, form)
    except IntegrityError:
        # Its twin was stored between our look and our insert.
        answer = _thank_for_twin(form)
        if answer is None:
            raise
    return answer or render(request, "submissions/propose.html", {"form": form})


@require_safe
@never_cache
def propose_thanks(request: HttpRequest) -> HttpResponse:
    """What happens next, with the number of the proposal when the address carries a signed one."""
    try:
        number = signing.loads(request.GET.get("n", ""), salt=_THANKS_SALT)
    except signing.BadSignature:
        number = ""
    context = {"number": number, "days": tokens.CONFIRM_LIFE.days}
    return render(request, "submissions/thanks.html", context)


@safe_or_post
@never_cache
def submission_confirm(request: HttpRequest, token: str) -> HttpResponse:
    """A page with a button; the button confirms the address. Twice is fine."""
    opened = tokens.open_token(token, "confirm")
    if opened.submission is None:
        return _dead_link(request, opened.fault)
    submission = opened.submission
    if request.method == "POST":
        transitions.confirm(submission)
        return redirect(tokens.status_path(submission))
    context = {
        "submission": submission,
        "waits": submission.state == SubmissionState.UNCONFIRMED,
        "status_path": tokens.status_path(submission),
    }
    return render(request, "submissions/confirm.html", context)


@safe_or_post
@never_cache
def submission_status(request: HttpRequest, token: str) -> HttpResponse:
    """Where the proposal is, what was said, and what its sender may do about it now."""
    opened = tokens.open_token(token, "status")
    if opened.submission is None:
        return _dead_link(request, opened.fault)
    submission = opened.submission
    form, fault = AnswerForm(), ""
    if request.method == "POST":
        if not rate.allow("submission-answer", submission.number, ANSWERS_AN_HOUR, HOUR):
            return too_many(request, HOUR)
        form, fault = _act(request, submission)
        if not (fault or form.errors):
            return redirect(request.path)
    context = status.page_of(submission) | {"form": form, "fault": fault}
    return render(request, "submissions/status.html", context)


def _act(request: HttpRequest, submission: Submission) -> tuple[AnswerForm, str]:
    """Take the answer or the withdrawal; return the form, and why nothing was done, if so."""
    form = AnswerForm()
    try:
        if "withdraw" in request.POST:
            transitions.withdraw(submission)
            return form, ""
        form = AnswerForm(request.POST, request.FILES)
        form.hold_files()
        if form.is_valid():
            _answer(submission, form)
    except transitions.WrongStateError as error:
        submission.refresh_from_db()
        if told_to_sender(submission).state == submission.state:
            return form, str(error)
        # Decided, but nobody has heard of it yet: the error would tell.
        return form, _(
            "Nothing was sent: an editor is working on your proposal right now. "
            "Press the button again in ten minutes."
        )
    return form, ""


def _take(request: HttpRequest, form: ProposalForm) -> HttpResponse | None:
    """Store a right form and lead to the thanks; None when it has to be shown again."""
    valid = form.is_valid()
    if thanks := _thank_for_twin(form):
        return thanks
    if not valid:
        return None
    if refusal := _over_limit(request, form):
        return refusal
    return None if form.errors else redirect(thanks_path(_submit(form).number))


def _thank_for_twin(form: ProposalForm) -> HttpResponse | None:
    """Thank for the proposal that this very form made already: a double click, „back“ and „send“."""
    key = form.posted_key()
    sent = Submission.objects.filter(form_key=key).first() if key else None
    return redirect(thanks_path(sent.number)) if sent else None


def _submit(form: ProposalForm) -> Submission:
    return transitions.submit(
        values=form.values(),
        municipalities=form.cleaned_data["municipalities"],
        files=holding.hand_over(form.cleaned_data["files"]),
        reference=str(form.cleaned_data["za"] or "")[:40],
    )


@transaction.atomic
def _answer(submission: Submission, form: AnswerForm) -> None:
    files = holding.hand_over(form.cleaned_data["files"])
    transitions.answer(submission, text=form.cleaned_data["text"], files=files)


def _over_limit(request: HttpRequest, form: ProposalForm) -> HttpResponse | None:
    """Hold back a flood: a page for one connection, an error in the form for one mailbox."""
    limits = [("propose", PROPOSALS_AN_HOUR)]
    if form.asks_person:
        limits.append(("propose-without-code", human.LIMIT))
    if not all(rate.allow(scope, request, limit, HOUR) for scope, limit in limits):
        return too_many(request, HOUR)
    if not rate.allow("propose-mail", form.cleaned_data["email"].lower(), MAILS_A_DAY, DAY):
        form.add_error(
            "email",
            _("We have sent several mails to this address today. Please send this tomorrow."),
        )
    return None


def thanks_path(number: str) -> str:
    """Return the address of the thanks for the proposal with this number."""
    return f"{reverse('propose_thanks')}?n={signing.dumps(number, salt=_THANKS_SALT)}"


def _dead_link(request: HttpRequest, fault: str) -> HttpResponse:
    """A plain page that says what to do; 410 for a link whose time is over, 404 for no link."""
    code = 410 if fault == "expired" else 404
    return render(request, "submissions/dead_link.html", {"fault": fault}, status=code)
