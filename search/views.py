"""The search page."""

import time

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from practices.ports import nomination_counts

from . import available, forms, index_words, query, results, signals
from .asking import ask
from .helping import help_with

SHARED_SECONDS = 60


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Answer ?q= with a page of practices; without it, all of them, the newest first.

    Two queries beside the engine's own: the records of the hits, the names of the facets. One more
    for the breaker where there is Elasticsearch, for the counts of nominations where they are
    shown, for the texts of attached files where nothing else explains a hit, and what the
    receivers of `signals.asked` do. Once a minute a process looks whether the words of the index
    have changed, and only where little or nothing is found the question is asked again, wider or
    without a word.
    """
    started = time.perf_counter()
    text = request.GET.get("q", "")
    known = index_words.knowledge() if text else None
    language = get_language() or "bg"
    asked = query.parse(text, request.GET, language=language, knowledge=known)
    if "drop" in request.GET:
        facet, _colon, values = request.GET["drop"].partition(":")
        left = forms.without(asked, facet, values.split(","))
        return redirect(forms.address(asked, filters=left))
    asked, answer = ask(available.search, asked, forms.SHOWN, lambda found: found.hits.total)
    milliseconds = round((time.perf_counter() - started) * 1000)
    shown = [hit.pid for hit in answer.hits.hits] if asked.sort == "nominated" else []
    page = results.result_page(asked, answer, nomination_counts(shown))
    context = {
        "page": page,
        "alternates": forms.alternates(asked),
        "help": help_with(asked, known, page.total, page.chips),
        "asked": _told(request, page, milliseconds),
    }
    response = render(request, "search/search.html", context)
    _keep(response, page)
    return response


def _told(request: HttpRequest, page: results.ResultPage, milliseconds: int) -> str:
    """Tell whoever listens that a question was answered; return what a later click names it by.

    A receiver that fails takes no answer from a reader: Django logs it.
    """
    if not page.query.asks:
        return ""
    heard = signals.asked.send_robust(
        sender=search,
        query=page.query,
        total=page.total,
        milliseconds=milliseconds,
        degraded=page.degraded,
        request=request,
    )
    return next((said for _receiver, said in heard if isinstance(said, str)), "")


def _keep(response: HttpResponse, page: results.ResultPage) -> None:
    """Say who may keep the page.

    Lists that answer no question are the same for all, and shared caches may serve them for a
    minute. An answer carries the mark by which its own clicks are counted: it is never served to
    two readers, and every question is counted where it is asked.
    """
    if page.degraded:
        patch_cache_control(response, no_store=True)
    elif page.query.asks:
        patch_cache_control(response, private=True, max_age=0)
    else:
        patch_cache_control(response, public=True, max_age=0, s_maxage=SHARED_SECONDS)
