"""No admin without a second factor, where the site asks for one."""

from collections.abc import Callable

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from kb.accounts.policy import admin_prefix


class SecondFactorMiddleware:
    """Send an editor without a second factor to set one up before the admin opens.

    Only where ``settings.REQUIRE_TOTP`` is true. Whoever has one was asked for it at the login.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.REQUIRE_TOTP and self._is_for_admin(request):
            user = request.user
            if user.is_authenticated and not get_adapter().is_mfa_enabled(
                user, [Authenticator.Type.TOTP]
            ):
                query = urlencode({"next": request.get_full_path()})
                return redirect(f"{reverse('mfa_activate_totp')}?{query}")
        return self.get_response(request)

    def _is_for_admin(self, request: HttpRequest) -> bool:
        prefix = admin_prefix()
        if not prefix or not request.path_info.startswith(prefix):
            return False
        way_out = (f"{prefix}login/", f"{prefix}logout/")
        return not request.path_info.startswith(way_out)
