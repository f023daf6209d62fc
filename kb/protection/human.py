"""„Не мога да прочета кода“: the same text, taken over by a person."""

from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from kb.protection import rate
from kb.protection.forms import ProtectedFormMixin
from kb.protection.models import HelpRequest
from kb.protection.responses import too_many

# Without a picture in the way only the count holds back a program.
LIMIT, WINDOW = 5, 3600

# Beginning of a scope → the page of the admin where what is asked for is really done.
_desks: dict[str, Callable[[HelpRequest], str]] = {}


def register_desk(form: str, address: Callable[[HelpRequest], str]) -> None:
    """Say where editors do what the requests of one form ask for: marking them done does nothing."""
    _desks[form] = address


def desk_of(asked: HelpRequest) -> str | None:
    """Return the address where a request is dealt with, None where it is by hand."""
    address = _desks.get(asked.scope.partition(":")[0])
    return address(asked) if address else None


def hand_over(request: HttpRequest, form: ProtectedFormMixin, scope: str) -> HttpResponse:
    """Keep what was typed for an editor and redirect to the page that tells its number.

    :param scope: which form, and for which practice, for example ``"nominate:ДП-2026-0147"``.
    :returns: a redirect, or the page "too many" (429) beyond five in an hour from one address.
    """
    if not rate.allow("help", request, LIMIT, WINDOW):
        return too_many(request, WINDOW)
    asked = take(scope, form.typed(), form.suspicion)
    return redirect("help_request", number=asked.number)


def take(scope: str, payload: dict, suspicion: list[str]) -> HelpRequest:
    """Store a request under a number that nobody has yet."""
    for _attempt in range(20):
        try:
            with transaction.atomic():
                return HelpRequest.objects.create(
                    scope=scope[:120], payload=payload, suspicion=suspicion
                )
        except IntegrityError:
            continue
    raise IntegrityError("no free number for a request for help")


def erase_old() -> int:
    """Delete requests older than ``settings.HELP_REQUEST_DAYS``; return how many."""
    limit = timezone.now() - timedelta(days=settings.HELP_REQUEST_DAYS)
    return HelpRequest.objects.filter(created__lt=limit).delete()[0]
