"""The public pages of a lead. Only a POST changes anything; mail scanners open every link."""

from django.core import signing
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from kb.protection import human, rate
from kb.protection.responses import too_many
from practices.drafts.tokens import draft_path
from practices.leads import tokens, transitions
from practices.leads.choices import LeadState, LeadStep
from practices.leads.forms import DeclineForm, LeadForm
from practices.leads.models import Lead
from practices.wording import date_text

HOUR, DAY = 3600, 24 * 3600
# A town hall shares one connection; a mailbox belongs to somebody who may not have asked for mail.
LEADS_AN_HOUR = 20
MAILS_A_DAY = 5
_THANKS_SALT = "practices.leads.thanks"
safe_or_post = require_http_methods(["GET", "HEAD", "POST"])


@safe_or_post
@never_cache
def point(request: HttpRequest) -> HttpResponse:
    """The form; a post that is right leads to the thanks, any other shows it again, whole."""
    if request.method != "POST":
        return render(request, "leads/point.html", {"form": LeadForm()})
    form = LeadForm(request.POST)
    try:
        # One transaction: a code spent on a lead that we failed to store comes back with it.
        with transaction.atomic():
            answer = _take(request, form)
    except IntegrityError:
        # Its twin was stored between our look and our insert.
        answer = _thank_for_twin(form)
        if answer is None:
            raise
    return answer or render(request, "leads/point.html", {"form": form})


@require_safe
@never_cache
def thanks(request: HttpRequest) -> HttpResponse:
    """What happens next, with the number of the lead when the address carries a signed one."""
    try:
        number = signing.loads(request.GET.get("n", ""), salt=_THANKS_SALT)
    except signing.BadSignature:
        number = ""
    context = {"number": number, "days": tokens.CONFIRM_LIFE.days}
    return render(request, "leads/thanks.html", context)


@safe_or_post
@never_cache
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """A page with a button; the button confirms the address. Twice is fine."""
    opened = tokens.open_confirm(token)
    if opened.lead is None:
        return _dead_link(request, opened.fault)
    if request.method == "POST":
        transitions.confirm(opened.lead)
        return redirect(request.path)
    waits = opened.lead.state == LeadState.UNCONFIRMED
    return render(request, "leads/confirm.html", {"lead": opened.lead, "waits": waits})


@safe_or_post
@never_cache
def claim(request: HttpRequest, token: str) -> HttpResponse:
    """The municipality's page: what was said of its practice, and three buttons."""
    opened = tokens.open_claim(token)
    if opened.lead is None:
        return _dead_link(request, opened.fault)
    lead, form, fault = opened.lead, DeclineForm(), ""
    if request.method == "POST":
        form = DeclineForm(request.POST) if "decline" in request.POST else form
        try:
            if answer := _act(request, lead, form):
                return answer
        except transitions.WrongStateError as error:
            lead.refresh_from_db()
            fault = str(error)
    response = render(request, "leads/claim.html", _claim_context(lead, form, fault))
    response.headers["X-Robots-Tag"] = "noindex"
    # The address is the key: no other site learns it from us.
    response.headers["Referrer-Policy"] = "same-origin"
    return response


def _act(request: HttpRequest, lead: Lead, form: DeclineForm) -> HttpResponse | None:
    """Carry out the button that was pressed; None for a form that has to be shown again."""
    if "claim" in request.POST:
        claimed = transitions.claim(lead).lead
        owner = transitions.owner_of_draft(claimed)
        return redirect(draft_path(owner) if owner else request.path)
    if "later" in request.POST:
        transitions.postpone(lead)
        return redirect(request.path)
    if "decline" in request.POST and form.is_valid():
        transitions.decline(lead, reason=form.cleaned_data["reason"])
        return redirect(request.path)
    return None


def _claim_context(lead: Lead, form: DeclineForm, fault: str) -> dict:
    owner = transitions.owner_of_draft(lead)
    last = lead.events.last()
    return {
        "lead": lead,
        "places": list(lead.municipalities.select_related("oblast")),
        "form": form,
        "fault": fault,
        "until": date_text(timezone.localdate(lead.claim_until)),
        "remind_on": "" if lead.reminded_at else date_text(lead.remind_on),
        "postponed": lead.state == LeadState.SENT and last.step == LeadStep.POSTPONE,
        "draft_link": draft_path(owner) if owner else "",
        "proposal": transitions.proposal_of(lead),
    }


def _take(request: HttpRequest, form: LeadForm) -> HttpResponse | None:
    """Store a right form and lead to the thanks; None when it has to be shown again."""
    valid = form.is_valid()
    if answer := _thank_for_twin(form):
        return answer
    if not valid:
        return None
    limits = [("lead", LEADS_AN_HOUR)]
    if form.asks_person:
        limits.append(("lead-without-code", human.LIMIT))
    if not all(rate.allow(scope, request, limit, HOUR) for scope, limit in limits):
        return too_many(request, HOUR)
    if not rate.allow("propose-mail", form.cleaned_data["email"].lower(), MAILS_A_DAY, DAY):
        form.add_error(
            "email",
            _("We have sent several mails to this address today. Please send the lead tomorrow."),
        )
        return None
    lead = transitions.point(
        values=form.values(), municipalities=form.cleaned_data["municipalities"]
    )
    return redirect(_thanks_path(lead.number))


def _thank_for_twin(form: LeadForm) -> HttpResponse | None:
    """Thank for the lead that this very form made already: a double click, „back“ and „send“."""
    key = form.posted_key()
    sent = Lead.objects.filter(form_key=key).first() if key else None
    return redirect(_thanks_path(sent.number)) if sent else None


def _thanks_path(number: str) -> str:
    return f"{reverse('lead_thanks')}?n={signing.dumps(number, salt=_THANKS_SALT)}"


def _dead_link(request: HttpRequest, fault: str) -> HttpResponse:
    """A plain page that says what to do; 410 for a link whose time is over, 404 for no link."""
    status = 410 if fault == "expired" else 404
    return render(request, "leads/dead_link.html", {"fault": fault}, status=status)
