"""Who may open a screen of this room. The admin's own login comes before it."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

RATES = "reviews.answer_review"
LEADS = "reviews.change_round"


class RatesMixin:
    """Opens to reviewers."""

    permissions: tuple[str, ...] = (RATES,)

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not any(request.user.has_perm(name) for name in self.permissions):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class LeadsMixin(RatesMixin):
    """Opens to editors."""

    permissions = (LEADS,)
