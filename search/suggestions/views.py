"""Suggestions for what is being typed, as JSON."""

from dataclasses import asdict

from django.http import HttpRequest, JsonResponse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from .choosing import suggest

# Long enough for letters that are deleted and typed again, short enough for what is withdrawn.
BROWSER_SECONDS = 30
SHARED_SECONDS = 60


@require_safe
def suggestions(request: HttpRequest) -> JsonResponse:
    """Answer ?q= with at most eight suggestions; what was typed is neither stored nor logged.

    Four statements at most: words, how many entries they have, entries, their columns. Nothing
    limits how often one may ask: an answer costs less than counting it would.
    """
    found = suggest(request.GET.get("q", ""))
    status = (
        ngettext("%(n)s suggestion.", "%(n)s suggestions.", len(found)) % {"n": len(found)}
        if found
        else _("No suggestions.")
    )
    body = {"suggestions": [asdict(suggestion) for suggestion in found], "status": status}
    response = JsonResponse(body, json_dumps_params={"ensure_ascii": False})
    patch_cache_control(response, public=True, max_age=BROWSER_SECONDS, s_maxage=SHARED_SECONDS)
    response["X-Robots-Tag"] = "noindex"
    return response
