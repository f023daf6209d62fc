"""What the site says when something went wrong, and what machines ask of it."""

import logging
import sys

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection
from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

log = logging.getLogger(__name__)

# Query pages multiply without end; two facets deep is what the lists link to themselves.
_ROBOTS = """User-agent: *
Disallow: /admin/
Disallow: /vhod/
Disallow: /en/vhod/
Disallow: /kod/
Disallow: /tarsene/?
Disallow: /en/tarsene/?
Disallow: /predlozhenie/
Disallow: /en/predlozhenie/
Disallow: /tarsim-praktika/*:
Disallow: /en/tarsim-praktika/*:
Disallow: /*/i-az/
Disallow: /*/nominirai/
Disallow: /*/pechat/
Disallow: /*sort=
Disallow: /*?*&*&

Sitemap: {sitemap}
"""


@require_safe
@cache_control(public=True, max_age=3600)
def robots(request: HttpRequest) -> HttpResponse:
    text = _ROBOTS.format(sitemap=settings.SITE_URL + reverse("sitemap"))
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@require_safe
@never_cache
def health(request: HttpRequest) -> JsonResponse:
    """200 when the site can answer readers, 503 when it has no database."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except (OperationalError, InterfaceError):
        log.exception("The database does not answer")
        return JsonResponse({"database": "down"}, status=503)
    return JsonResponse({"database": "up"})


@require_safe
@cache_control(public=True, max_age=3600)
def record_schema(request: HttpRequest) -> FileResponse:
    """The JSON Schema that every public record holds to."""
    path = settings.BASE_DIR / "schema" / "practice-record.json"
    return FileResponse(path.open("rb"), content_type="application/schema+json")


def bad_request(request: HttpRequest, exception=None) -> HttpResponse:
    return render(request, "400.html", status=400)


def permission_denied(request: HttpRequest, exception=None) -> HttpResponse:
    return render(request, "403.html", status=403)


def page_not_found(request: HttpRequest, exception=None) -> HttpResponse:
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500, or 503 when it is the database that is away. Needs neither database nor request."""
    if isinstance(sys.exc_info()[1], (OperationalError, InterfaceError)):
        response = HttpResponse(render_to_string("503.html"), status=503)
        response["Retry-After"] = "60"
        return response
    return HttpResponse(render_to_string("500.html"), status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that was open too long, or a browser that keeps no cookies."""
    return render(request, "403.html", {"expired": True}, status=403)
