"""The picture, the sound and the replacement of a code; the page of a request for help."""

import io
from typing import TypeVar

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from ranged_response import RangedFileResponse

from kb.protection import challenges, picture, rate, speech
from kb.protection.fields import describe
from kb.protection.models import HelpRequest

Response = TypeVar("Response", bound=HttpResponseBase)

REFRESHES, REFRESH_WINDOW = 40, 600
# A player asks for a recording in several pieces; speaking costs a process each time.
SOUNDS, SOUND_WINDOW = 60, 600


@require_safe
def image(request: HttpRequest, key: str) -> HttpResponse:
    """Answer with the picture of a live challenge, 404 for any other key."""
    code = _live_code_or_404(key)
    return _private(HttpResponse(picture.draw(code, picture.seed_for(key)), "image/png"))


@require_safe
def audio(request: HttpRequest, key: str) -> HttpResponseBase:
    """Answer with the code spoken aloud, in pieces if asked; 404 where nothing can speak."""
    code = _live_code_or_404(key)
    if not rate.allow("code-audio", request, SOUNDS, SOUND_WINDOW):
        return _private(HttpResponse(status=429))
    try:
        recording = speech.say(code, _language(request.GET.get("language")), picture.seed_for(key))
    except speech.SpeechUnavailableError as error:
        raise Http404("no sound") from error
    # Safari plays only what answers range requests.
    return _private(RangedFileResponse(request, io.BytesIO(recording), content_type="audio/wav"))


@require_POST
def refresh(request: HttpRequest) -> JsonResponse:
    """Replace a challenge: JSON ``{key, image, audio}``, or 429 ``{error}``."""
    language = _language(request.POST.get("language"))
    with translation.override(language):
        if not rate.allow("code-refresh", request, REFRESHES, REFRESH_WINDOW):
            message = _("Too many pictures in a short time. Please wait a few minutes.")
            return _private(JsonResponse({"error": message}, status=429))
        challenges.withdraw(request.POST.get("key", "")[:40].replace("\x00", ""))
        return _private(JsonResponse(describe(challenges.open_challenge(), language)))


@require_safe
@never_cache
def help_request(request: HttpRequest, number: str) -> HttpResponse:
    """Show the number of a request for help and whether a person has dealt with it."""
    asked = get_object_or_404(HelpRequest.objects.defer("payload"), number=number)
    return render(
        request,
        "protection/help_request.html",
        {"asked": asked, "days": settings.HELP_REQUEST_DAYS},
    )


def _language(wanted: str | None) -> str:
    """Return the wanted language if the site has it, else the site's own."""
    return wanted if wanted in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def _live_code_or_404(key: str) -> str:
    code = challenges.live_code(key)
    if code is None:
        raise Http404("no such challenge")
    return code


def _private(response: Response) -> Response:
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
