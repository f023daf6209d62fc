"""What somebody meets who typed wrong passwords too often, and what the log says about it."""

from typing import Any

from axes.helpers import get_cool_off
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def client_username(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    """Return the name that attempts are counted under, alike for every way of writing it."""
    given = credentials or {}
    name = given.get("username") or given.get("email") or request.POST.get("login") or ""
    return str(name).strip().casefold()


def describe_client(
    username: str,
    ip_address: str,
    user_agent: str,
    path_info: str,
    request: HttpRequest,
) -> str:
    """Return what the log may say: today's hash of the address and the path, no name."""
    return f"client {str(ip_address)[:8]} at {path_info}"


def lockout_page(
    request: HttpRequest,
    original_response: HttpResponse | None = None,
    credentials: dict[str, Any] | None = None,
) -> HttpResponse:
    """Answer 429 with a page that says how long to wait and what else one can do."""
    pause = get_cool_off(request)
    minutes = round(pause.total_seconds() / 60) if pause else 0
    response = render(request, "account/lockout.html", {"minutes": minutes}, status=429)
    if pause:
        response["Retry-After"] = str(int(pause.total_seconds()))
    response["Cache-Control"] = "no-store"
    return response
