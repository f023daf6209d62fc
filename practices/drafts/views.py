"""Where a full description begins, and all of it but its steps."""

from django import forms
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from kb.protection import rate
from kb.protection.responses import too_many
from practices.drafts import preview as previews
from practices.drafts import saving, signoff_views, takeaway, word_views
from practices.drafts.entries import entry_from
from practices.drafts.models import Author
from practices.drafts.opening import by_link, step_facts
from practices.drafts.steps import STEPS
from practices.drafts.tokens import token_for
from practices.files import SHOWN_IN_PLACE
from practices.reading import practice_context

HOUR, DAY = 3600, 24 * 3600
# A town hall shares one connection; a mailbox belongs to somebody who may not have asked for mail.
STARTS_AN_HOUR = 30
MAILS_AN_HOUR = 20
MAILS_A_DAY = 5
safe_or_post = require_http_methods(["GET", "HEAD", "POST"])


class AddressForm(forms.Form):
    email = forms.EmailField(
        max_length=254,
        error_messages={
            "required": _("Write an e-mail address."),
            "invalid": _("This is not an e-mail address. It looks like name@example.bg."),
        },
    )


@csrf_exempt
@safe_or_post
@never_cache
def start(request: HttpRequest) -> HttpResponse:
    """What it takes, and the ways to begin: empty, or with a file that was taken away."""
    if request.method != "POST":
        return render(request, "drafts/start.html", {"steps": STEPS})
    if not rate.allow("draft-start", request, STARTS_AN_HOUR, HOUR):
        return too_many(request, HOUR)
    if "word" in request.POST or "word" in request.FILES:
        return word_views.begin(request)
    values: dict = {}
    if "takeaway" in request.POST or "takeaway" in request.FILES:
        file = request.FILES.get("takeaway")
        try:
            if file is None:
                raise takeaway.TakeawayError(_("Choose the file first."))
            values = takeaway.read(file.read(takeaway.LARGEST + 1))
        except takeaway.TakeawayError as error:
            context = {"steps": STEPS, "fault": str(error)}
            return render(request, "drafts/start.html", context)
    author = saving.start((get_language() or "bg")[:2], values)
    if "ready_text" in request.POST:
        return redirect("draft_ready_text", token_for(author))
    return redirect("draft_step", token_for(author), 1)


@safe_or_post
@by_link
def draft(request: HttpRequest, author: Author, token: str) -> HttpResponse:
    """Where a link leads: what is written, who writes, how to come back, how to erase it."""
    told = fault = ""
    if request.method == "POST":
        if "discard" in request.POST and author.is_owner:
            saving.discard(author)
            return render(request, "drafts/discarded.html")
        if "remove" in request.POST and author.is_owner:
            key = request.POST["remove"]
            saving.remove_author(author, int(key) if key.isdecimal() and len(key) < 12 else 0)
            return redirect("draft", token)
        told, fault = _mail(request, author)
    facts = step_facts(author)
    context = {
        "draft": author.draft,
        "author": author,
        "token": token,
        "told": told,
        "fault": fault,
        "steps": [(step, _last_change(facts.get(step.number))) for step in STEPS],
        "others": author.draft.authors.filter(is_owner=False),
        "most": saving.MOST_AUTHORS,
        **signoff_views.section(author, token),
    }
    return render(request, "drafts/draft.html", context)


@require_safe
@by_link
def preview(request: HttpRequest, author: Author, token: str) -> HttpResponse:
    """The page that would be published, exactly."""
    entry = entry_from(author.draft.values)
    document = previews.document_of(author.draft, entry, token)
    context = practice_context(document, preview=True)
    # There is no number yet to show, cite or follow.
    own = {"back_to_draft": reverse("draft_step", args=[token, len(STEPS)]), "latin_number": ""}
    return render(request, "drafts/preview.html", context | own)


@require_safe
@by_link
def draft_file(request: HttpRequest, author: Author, token: str, key: str) -> HttpResponse:
    """A file of the draft, for its authors; pictures are shown, everything else is saved."""
    row = author.draft.files.filter(key=key).first() if key.isalnum() else None
    if row is None:
        raise Http404
    response = FileResponse(
        row.file.open("rb"),
        as_attachment=row.media_type not in SHOWN_IN_PLACE,
        filename=row.name,
        content_type=row.media_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@require_safe
@by_link
def takeaway_file(request: HttpRequest, author: Author, token: str) -> HttpResponse:
    """„чернова.html“, to keep."""
    response = HttpResponse(takeaway.write(author.draft), content_type="text/html; charset=utf-8")
    response["Content-Disposition"] = (
        "attachment; filename=\"chernova.html\"; filename*=UTF-8''%D1%87%D0%B5%D1%80%D0%BD%D0%BE"
        "%D0%B2%D0%B0.html"
    )
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return response


def _mail(request: HttpRequest, author: Author) -> tuple[str, str]:
    """Send the link to the author or to somebody invited; return (what was done, what is wrong)."""
    form = AddressForm(request.POST)
    if not form.is_valid():
        return "", str(form.errors["email"][0])
    email = form.cleaned_data["email"]
    allowed = rate.allow("draft-mail", request, MAILS_AN_HOUR, HOUR)
    if not (allowed and rate.allow("draft-mail-to", email.lower(), MAILS_A_DAY, DAY)):
        return "", _("We have sent several mails today. Please try again tomorrow.")
    if "invite" not in request.POST:
        saving.remember_email(author, email)
        return _("The link is on its way to %(email)s.") % {"email": email}, ""
    if not author.is_owner:
        return "", _("Only the person who began the draft can invite others.")
    try:
        saving.invite(author, email)
    except saving.FullError as error:
        return "", str(error)
    return _("The invitation is on its way to %(email)s.") % {"email": email}, ""


def _last_change(fact: dict | None) -> dict | None:
    return fact and {"by": fact["by"], "at": parse_datetime(fact["at"])}
