"""Which Content-Security-Policy goes with which path."""

from csp.middleware import CSPMiddleware, PolicyParts
from django.http import HttpRequest, HttpResponseBase
from django.urls import NoReverseMatch, reverse

from kb.accounts.policies import ADMIN_POLICY


def admin_prefix() -> str:
    """Return the path under which Wagtail's admin lives; empty if there is no admin."""
    try:
        return reverse("wagtailadmin_home")
    except NoReverseMatch:
        return ""


class PolicyMiddleware(CSPMiddleware):
    """Give the admin its own policy and every other page the strict one of the settings."""

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        """Return what the header of this response is built from."""
        parts = super().get_policy_parts(request, response, report_only)
        prefix = admin_prefix()
        is_admin = bool(prefix) and request.path_info.startswith(prefix)
        if is_admin and not report_only and parts.config is None:
            parts.config = ADMIN_POLICY
        return parts
