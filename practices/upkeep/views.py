"""„Липсва нещо?“ under a practice, and the page behind the link „Жива ли е още?“."""

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from kb.protection import human, rate
from kb.protection.responses import too_many
from practices import listing
from practices.models.published import PracticeRecord
from practices.ports import change_path
from practices.reading import Answer, answer_to_slug
from practices.upkeep import answering, reporting
from practices.upkeep.choices import PUBLIC_KINDS, LifeState
from practices.upkeep.forms import AnswerForm, ReportForm
from practices.upkeep.models import Standing
from practices.upkeep.reporting import Words
from practices.upkeep.tokens import open_token

POSTS, FORMS, WINDOW = 20, 60, 600


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report_practice(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the form (`?kind=` chosen already), take a report, or give thanks (`?sent=1`)."""
    answer = answer_to_slug(slug, get_language())
    if answer.record is None:
        return _elsewhere(request, answer)
    if request.method == "POST":
        return _take(request, answer.record)
    if "sent" in request.GET:
        return _show(request, answer.record)
    if not rate.allow("report-form", request, FORMS, WINDOW):
        return too_many(request, WINDOW)
    kind = request.GET.get("kind", "")
    chosen = kind if kind in PUBLIC_KINDS else None
    initial = {"kind": chosen, "seen": answer.record.version}
    return _show(request, answer.record, ReportForm(initial=initial))


def _take(request: HttpRequest, record: PracticeRecord) -> HttpResponse:
    if not rate.allow("report", request, POSTS, WINDOW):
        return too_many(request, WINDOW)
    form = ReportForm(request.POST)
    if form.asks_person:
        return _hand_over(request, record, form)
    with transaction.atomic():
        # Spends the code: it comes back if what follows fails.
        if not form.is_valid():
            return _show(request, record, form)
        given = form.cleaned_data
        words = Words(given["text"], tuple(form.suspicion))
        reporting.report(record, given["kind"], words, given["seen"])
    return redirect(f"{reverse('report_practice', args=[record.slug])}?sent=1")


def _hand_over(request: HttpRequest, record: PracticeRecord, form: ReportForm) -> HttpResponse:
    if not form.is_valid():
        return _show(request, record, form)
    if not rate.allow("help", request, human.LIMIT, human.WINDOW):
        return too_many(request, human.WINDOW)
    given = form.cleaned_data
    words = Words(given["text"], tuple(form.suspicion))
    number = reporting.hand_over(record, given["kind"], words, form.typed())
    return redirect("help_request", number=number)


def _show(
    request: HttpRequest, record: PracticeRecord, form: ReportForm | None = None
) -> HttpResponse:
    language = get_language()
    context = {
        "practice": record.document,
        "practice_address": listing.address_of(record.document, language),
        "foreign_text": record.language != language,
        "form": form,
    }
    return render(request, "upkeep/report.html", context)


def _elsewhere(request: HttpRequest, answer: Answer) -> HttpResponse:
    """301 to the form of what the practice became, to the page of an archived one, 410 with the reason, or 404."""
    if answer.moved_to:
        return HttpResponsePermanentRedirect(f"{answer.moved_to}lipsva/")
    if answer.archived:
        # The archive takes part in nothing; its page says so.
        return redirect(listing.address_of(answer.archived.document, get_language()))
    if answer.withdrawn:
        reason = answer.withdrawn.reason
        context = {"pid": answer.withdrawn.pid, "reason": _(reason) if reason else ""}
        return render(request, "practices/gone.html", context, status=410)
    raise Http404


# The link is all one needs and no cookie says who comes: another site could post nothing that
# whoever knows the link could not post.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def still_alive(request: HttpRequest, token: str) -> HttpResponse:
    """Show the question and three buttons; only a POST answers, mail scanners follow links."""
    opened = open_token(token)
    record = _record_of(opened.standing) if opened.standing else None
    if record is None:
        status = 404 if opened.fault == "unknown" else 410
        context = {"fault": opened.fault}
        return _guarded(render(request, "upkeep/dead_link.html", context, status=status))
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        state = LifeState(form.cleaned_data["state"])
        answering.answer(opened.standing, state, form.cleaned_data["note"])
        return _guarded(redirect(f"{request.path}?sent=1"))
    context = {
        "practice": record.document,
        "practice_address": listing.address_of(record.document, get_language()),
        "foreign_text": record.language != get_language(),
        "standing": opened.standing,
        "change_path": change_path(record.page_id, "contact"),
        "form": form,
    }
    return _guarded(render(request, "upkeep/still_alive.html", context))


def _record_of(standing: Standing) -> PracticeRecord | None:
    """Return the live record in the reader's language, or in any."""
    rows = list(PracticeRecord.objects.live().filter(pid=standing.pid).order_by("language"))
    mine = [row for row in rows if row.language == get_language()]
    return next(iter(mine or rows), None)


def _guarded(response: HttpResponse) -> HttpResponse:
    """The address is the key: no search engine and no other site learns it from us."""
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Referrer-Policy"] = "same-origin"
    return response
