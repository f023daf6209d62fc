"""Which Content-Security-Policy goes with which path."""

from csp.middleware import CSPMiddleware, PolicyParts
from django.http import HttpRequest, HttpResponseBase
from django.urls import NoReverseMatch, reverse

from kb.accounts.policies import ADMIN_POLICY, PREVIEW_POLICY


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
        if report_only or parts.config is not None:
            return parts
        # Wagtail renders a preview as an answer to a request it makes up for the public address.
        if getattr(request, "is_dummy", False):
            parts.config = PREVIEW_POLICY
            return parts
        prefix = admin_prefix()
        if prefix and request.path_info.startswith(prefix):
            parts.config = ADMIN_POLICY
        return parts
