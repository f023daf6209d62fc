"""The page where a draft begins from a text that is ready."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from kb.protection import rate
from kb.protection.responses import too_many
from practices.drafts import ready_text, saving
from practices.drafts.models import Author
from practices.drafts.opening import by_link
from practices.prefill import propose

HOUR = 3600
READINGS_AN_HOUR = 30
LONGEST = 200_000  # characters of a pasted text


@require_http_methods(["GET", "HEAD", "POST"])
@by_link
def ready(request: HttpRequest, author: Author, token: str) -> HttpResponse:
    """Ask for a text, show what was found in it, take over what was ticked."""
    context: dict = {"draft": author.draft, "token": token}
    if request.method != "POST":
        return render(request, "drafts/ready_text.html", context)
    if "take" in request.POST:
        chosen = ready_text.ticked(request.POST)
        saving.merge(author, lambda values: ready_text.merged(values, chosen), ready_text.steps_of)
        return redirect("draft_step", token, 1)
    if not rate.allow("draft-reading", request, READINGS_AN_HOUR, HOUR):
        return too_many(request, HOUR)
    text = request.POST.get("text", "").replace("\x00", "")[:LONGEST]
    try:
        if upload := request.FILES.get("file"):
            text = ready_text.text_of(upload)[:LONGEST]
        if not text.strip():
            raise ready_text.nothing_to_read()
    except ready_text.ReadingError as error:
        context |= {"fault": str(error), "text": text}
        return render(request, "drafts/ready_text.html", context)
    offers = ready_text.offers(text, propose(text))
    context |= {"text": text, "read": True, "offers": offers, "groups": ready_text.grouped(offers)}
    return render(request, "drafts/ready_text.html", context)
