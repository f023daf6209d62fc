"""Login and logout of editors; everything else is allauth's."""

from typing import Any

from allauth.account.views import LoginView
from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME, logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kb.accounts.adapter import ADMIN_ACCESS
from kb.accounts.lockout import lockout_page
from kb.protection import rate

# Axes counts per name and address; this counts the address alone, whatever names it tries.
ATTEMPTS, ATTEMPTS_WINDOW = 40, 900


class EditorLoginView(LoginView):
    """The login page, which does not send people without rights round in circles."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Tell a visitor who is logged in but may not edit; otherwise log in."""
        if request.user.is_authenticated and not request.user.has_perm(ADMIN_ACCESS):
            return render(request, "account/no_access.html", status=403)
        if request.method == "POST" and not rate.allow("login", request, ATTEMPTS, ATTEMPTS_WINDOW):
            return lockout_page(request)
        return super().dispatch(request, *args, **kwargs)


@never_cache
def admin_login(request: HttpRequest) -> HttpResponse:
    """Send Wagtail's login address to ours, with a `next` that stays on this site."""
    wanted = request.GET.get(REDIRECT_FIELD_NAME, "")
    if not url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        wanted = reverse("wagtailadmin_home")
    return redirect(f"{reverse('account_login')}?{urlencode({REDIRECT_FIELD_NAME: wanted})}")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def admin_logout(request: HttpRequest) -> HttpResponse:
    """Log out on POST, as Wagtail's menu does; a GET leads to the page that asks."""
    if request.method != "POST":
        return redirect("account_logout")
    logout(request)
    return redirect(resolve_url(settings.LOGOUT_REDIRECT_URL or "/"))
