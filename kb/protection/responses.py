"""Answers that any public form may need to give."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def too_many(request: HttpRequest, seconds: int) -> HttpResponse:
    """Return the page (429) that asks to wait; `seconds` is the length of the window."""
    minutes = max(1, round(seconds / 60))
    response = render(request, "protection/too_many.html", {"minutes": minutes}, status=429)
    response["Retry-After"] = str(seconds)
    response["Cache-Control"] = "no-store"
    return response
