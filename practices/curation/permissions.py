"""Who may open a screen of the desk. The admin's own login comes before it."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse


class SubmissionPermissionMixin:
    """Opens to who may `permission` proposals: "view" or "change"."""

    permission = "view"

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        allowed = {"view": ("view", "change"), "change": ("change",)}[self.permission]
        if not any(request.user.has_perm(f"curation.{name}_submission") for name in allowed):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)
