"""The page behind „Номинирай“, whole or as a fragment of the practice page."""

from urllib.parse import urlencode

from django.db import transaction
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kb.protection import human, rate
from kb.protection.responses import too_many
from practices import listing, ports
from practices.models.published import PracticeRecord
from practices.nominations import counting, givers
from practices.nominations.counting import Result
from practices.nominations.forms import NominationForm
from practices.reading import Answer, answer_to_slug

# A whole town hall behind one connection may come at once after somebody's message to all.
POSTS, FORMS, WINDOW = 60, 120, 600


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def nominate(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the form of a live practice, take it, or say what came of it (`?result=`).

    With `?fragment=1` only the piece that nominate.js sets into the practice page. A withdrawn
    practice answers 410 with its reason, a moved one 301 to the same page of what it became.
    """
    answer = answer_to_slug(slug, get_language())
    if answer.record is None:
        return _elsewhere(request, answer)
    if request.method == "POST":
        return _take(request, answer.record)
    result = request.GET.get("result")
    if result in set(Result):
        return _show(request, answer.record, result=result)
    giver = givers.known_giver(request, answer.record.pid)
    if giver and (known := counting.earlier(answer.record.pid, giver)):
        return _show(request, answer.record, result=known.result)
    if not rate.allow("nominate-form", request, FORMS, WINDOW):
        return too_many(request, WINDOW)
    return _show(request, answer.record, form=NominationForm())


def _elsewhere(request: HttpRequest, answer: Answer) -> HttpResponse:
    """301 to where the practice is now, to the page of an archived one, 410 with the reason, or 404."""
    if answer.moved_to:
        query = request.META.get("QUERY_STRING", "")
        address = f"{answer.moved_to}nominirai/"
        return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)
    if answer.archived:
        # The archive takes part in nothing; its page says so.
        return redirect(listing.address_of(answer.archived.document, get_language()))
    if answer.withdrawn:
        reason = answer.withdrawn.reason
        context = {"pid": answer.withdrawn.pid, "reason": _(reason) if reason else ""}
        return render(request, "practices/gone.html", context, status=410)
    raise Http404


def _take(request: HttpRequest, record: PracticeRecord) -> HttpResponse:
    """Count a post, hand it to a person, or show the form again with everything kept."""
    if not rate.allow("nominate", request, POSTS, WINDOW):
        return too_many(request, WINDOW)
    form = NominationForm(request.POST)
    if form.asks_person:
        return _hand_over(request, record, form)
    with transaction.atomic():
        # Spends the code: it comes back if what follows fails.
        if form.is_valid():
            outcome = counting.nominate(_support(request, record, form))
        elif form.wants_new_code:
            outcome = None
        else:
            # A double click or „back“ posts a spent code again: that person has nominated.
            outcome = counting.earlier(record.pid, code=form.code_key)
    if outcome:
        return _to_result(request, record, outcome.result)
    return _show(request, record, form=form)


def _hand_over(request: HttpRequest, record: PracticeRecord, form: NominationForm) -> HttpResponse:
    if not form.is_valid():
        return _show(request, record, form=form)
    if not rate.allow("help", request, human.LIMIT, human.WINDOW):
        return too_many(request, human.WINDOW)
    number = counting.hand_over(_support(request, record, form), form.typed())
    if number is None:
        return _to_result(request, record, Result.ALREADY)
    return redirect("help_request", number=number)


def _support(request: HttpRequest, record: PracticeRecord, form: NominationForm):
    return counting.Support(
        pid=record.pid,
        language=get_language(),
        giver=givers.giver_of(request, record.pid),
        place=givers.place_of(request, record.pid),
        code=form.code_key,
        reason=form.cleaned_data["reason"],
        suspicion=tuple(form.suspicion),
    )


def _to_result(request: HttpRequest, record: PracticeRecord, result: Result) -> HttpResponse:
    """Leave the post behind, so that a reload does not send it again."""
    query = {"result": result.value}
    if "fragment" in request.GET:
        query["fragment"] = "1"
    address = reverse("nominate", args=[record.slug])
    return HttpResponseRedirect(f"{address}?{urlencode(query)}")


def _show(
    request: HttpRequest,
    record: PracticeRecord,
    form: NominationForm | None = None,
    result: str = "",
) -> HttpResponse:
    language = get_language()
    fragment = "fragment" in request.GET
    context = {
        "practice": record.document,
        "address": reverse("nominate", args=[record.slug]),
        "practice_address": listing.address_of(record.document, language),
        "foreign_text": record.language != language,
        "count": ports.nomination_counts([record.pid])[record.pid],
        "per_place": counting.PER_PLACE,
        "form": form,
        "result": result,
    }
    name = "fragment" if fragment else "nominate"
    return render(request, f"nominations/{name}.html", context)
