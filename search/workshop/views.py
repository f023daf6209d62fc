"""The one public address of the workshop: a browser tells which hit was opened."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from . import log


@never_cache
@csrf_exempt
@require_POST
def chosen(request: HttpRequest) -> HttpResponse:
    """Note the place of the first hit opened: `asked` as the page carried it, `position` a number.

    A beacon carries no token of a form. It needs none: the signed text belongs to one question, is
    good for two hours, and all it can do is to fill in one empty number once.
    """
    position = request.POST.get("position", "")
    if not (position.isascii() and position.isdigit() and len(position) < 4):
        return HttpResponse(status=400)
    known = log.opened(request.POST.get("asked", "")[:200], int(position))
    return HttpResponse(status=204 if known else 400)
