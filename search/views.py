"""The search page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from practices.ports import nomination_counts

from . import available, forms, index_words, query, results
from .asking import ask
from .helping import help_with

SHARED_SECONDS = 60


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Answer ?q= with a page of practices; without it, all of them, the newest first.

    Two queries beside the engine's own: the records of the hits, the names of the facets; one
    more for the breaker where there is Elasticsearch, one for the counts of nominations where
    they are shown. Once a minute a process looks whether the words of the index have changed, and
    only where little or nothing is found the question is asked again, wider or without a word.
    """
    text = request.GET.get("q", "")
    known = index_words.knowledge() if text else None
    language = get_language() or "bg"
    asked = query.parse(text, request.GET, language=language, knowledge=known)
    if "drop" in request.GET:
        facet, _colon, value = request.GET["drop"].partition(":")
        return redirect(forms.address(asked, filters=forms.without(asked, facet, value)))
    asked, answer = ask(available.search, asked, forms.SHOWN, lambda found: found.hits.total)
    shown = [hit.pid for hit in answer.hits.hits] if asked.sort == "nominated" else []
    page = results.result_page(asked, answer, nomination_counts(shown))
    context = {"page": page, "alternates": forms.alternates(asked)}
    context["help"] = help_with(asked, known, page.total)
    response = render(request, "search/search.html", context)
    if page.degraded:
        patch_cache_control(response, no_store=True)
    else:
        patch_cache_control(response, public=True, max_age=0, s_maxage=SHARED_SECONDS)
    return response
