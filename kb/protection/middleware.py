"""A response that shows a challenge belongs to one person and is never kept by a cache."""

from collections.abc import Callable
from contextvars import ContextVar

from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers, patch_cache_control

_challenge_shown: ContextVar[bool] = ContextVar("challenge_shown", default=False)


def note_challenge() -> None:
    """Remember that the response being made shows a challenge; called by the widget."""
    _challenge_shown.set(True)


class ChallengeMiddleware:
    """Mark responses with a challenge ``no-store``, whichever view or template made them.

    Two people who were handed one cached challenge would take the code from each other.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = _challenge_shown.set(False)
        try:
            response = self.get_response(request)
            if _challenge_shown.get():
                add_never_cache_headers(response)
                patch_cache_control(response, no_store=True, private=True)
        finally:
            _challenge_shown.reset(token)
        return response
