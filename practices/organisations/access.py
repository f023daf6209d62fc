"""Who may see what of an organisation: its members what is theirs, everybody else nothing."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache

from practices.organisations.models import Member


def member_of(user) -> Member | None:
    """Return the membership of whoever is logged in, with its account (1 query)."""
    if not user.is_authenticated:
        return None
    return Member.objects.select_related("account").filter(user=user).first()


def own_or_404(member: Member, model: type[Model], **wanted) -> Model:
    """Return a row of the member's own confirmed organisation; 404 for anybody else's.

    The one place that decides it.
    """
    rows = model.objects.filter(account=member.account_id, account__confirmed_at__isnull=False)
    row = rows.filter(**wanted).first()
    if row is None:
        raise Http404
    return row


def for_members(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give a view the membership; send others to the login or to where an account begins."""

    @never_cache
    @wraps(view)
    def members_view(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        member = member_of(request.user)
        if member is None:
            return redirect("organisation_start")
        return view(request, member, *args, **kwargs)

    return members_view
