"""Pages of organisations: asking for an account, opening it, joining, the list itself.

Only a POST changes anything. Whoever may see what is decided in access.py.
"""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.views import redirect_to_login
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kb.protection import human, rate
from kb.protection.responses import too_many
from practices.drafts import handing, saving
from practices.drafts.tokens import draft_path, token_for
from practices.drafts.views import STARTS_AN_HOUR
from practices.organisations import accounts, items, letters, tokens
from practices.organisations.access import for_members, own_or_404
from practices.organisations.forms import AddressForm, PasswordForm, StartForm
from practices.organisations.models import Item, Member
from practices.organisations.overview import overview
from practices.organisations.tokens import Wish

HOUR, DAY = 3600, 24 * 3600
ASKED_AN_HOUR = 10
INVITED_AN_HOUR = 20
MAILS_A_DAY = 5  # to one address, whose owner may not have asked for mail
safe_or_post = require_http_methods(["GET", "HEAD", "POST"])


@safe_or_post
@never_cache
def start(request: HttpRequest) -> HttpResponse:
    """What an account is for, and the form that asks for one; nobody needs it to send anything."""
    if request.method != "POST":
        return render(request, "organisations/start.html", {"form": StartForm()})
    form = StartForm(request.POST)
    if not form.is_valid():
        return render(request, "organisations/start.html", {"form": form})
    values = form.cleaned_data
    limits = [("organisation", ASKED_AN_HOUR)]
    if form.asks_person:  # who could not read the code: the mail is the same, there are fewer
        limits.append(("organisation-without-code", human.LIMIT))
    if not all(rate.allow(scope, request, limit, HOUR) for scope, limit in limits):
        return too_many(request, HOUR)
    if not rate.allow("organisation-mail", values["email"].lower(), MAILS_A_DAY, DAY):
        form.add_error("email", _("We have sent several mails to this address today."))
        return render(request, "organisations/start.html", {"form": form})
    language = (get_language() or "bg")[:2]
    letters.ask_to_open(Wish(values["email"], values["name"], values["municipality"], language))
    context = {"email": values["email"], "days": tokens.OPEN_LIFE.days}
    return render(request, "organisations/sent.html", context)


@safe_or_post
@never_cache
def open_account(request: HttpRequest, token: str) -> HttpResponse:
    """The link that proves the address: a button opens the account."""
    opened = tokens.open_wish(token)
    if opened.wish is None:
        return _dead_link(request, opened.fault)
    wish = opened.wish

    def take(**who) -> Member:
        return accounts.open_account(wish, **who)

    context = {"name": wish.name, "email": wish.email, "invited": False}
    return _enter(request, wish.email, take, context)


@safe_or_post
@never_cache
def join(request: HttpRequest, token: str) -> HttpResponse:
    """An invitation: a button joins."""
    opened = tokens.open_invitation(token)
    if opened.invitation is None:
        return _dead_link(request, opened.fault)
    invitation = opened.invitation

    def take(**who) -> Member:
        return accounts.join(invitation, **who)

    context = {"name": invitation.account.name, "email": invitation.email, "invited": True}
    return _enter(request, invitation.email, take, context)


@safe_or_post
@for_members
def own_practices(request: HttpRequest, member: Member) -> HttpResponse:
    """„Нашите практики“, and every button on it."""
    told = fault = ""
    if request.method == "POST":
        action = next((name for name in ACTIONS if name in request.POST), None)
        # Before somebody said that it is who it says, its people can only go.
        if action is None or not (member.account.confirmed_at or action == "leave"):
            raise Http404
        try:
            answer = ACTIONS[action](request, member, request.POST[action])
        except accounts.RefusedError as error:
            fault = str(error)
        else:
            if isinstance(answer, HttpResponse):
                return answer
            told, fault = answer
    if not member.account.confirmed_at:
        context = {"account": member.account, "member": member, "fault": fault}
        return render(request, "organisations/waiting.html", context)
    context = overview(member) | {"told": told, "fault": fault}
    return render(request, "organisations/own.html", context)


def _begin(request: HttpRequest, member: Member, value: str) -> HttpResponse:
    if not rate.allow("draft-start", request, STARTS_AN_HOUR, HOUR):
        return too_many(request, HOUR)
    # Whoever is logged in begins on the list (signal_handlers.py).
    author = saving.start((get_language() or "bg")[:2])
    return redirect("draft_step", token_for(author), 1)


def _open(request: HttpRequest, member: Member, value: str) -> HttpResponse:
    item = own_or_404(member, Item, key=value)
    author = handing.author_for(item.key, member.email)
    if author is None:
        raise Http404
    return redirect(draft_path(author))


def _claim(request: HttpRequest, member: Member, value: str) -> tuple[str, str]:
    if items.claim(member, value):
        return _("It is on your list now."), ""
    return "", _("It is on a list already.")


def _drop(request: HttpRequest, member: Member, value: str) -> tuple[str, str]:
    items.drop(own_or_404(member, Item, key=value))
    return _("It is off the list. Nothing of it was erased."), ""


def _invite(request: HttpRequest, member: Member, value: str) -> tuple[str, str]:
    form = AddressForm(request.POST)
    if not form.is_valid():
        return "", str(form.errors["email"][0])
    email = form.cleaned_data["email"]
    allowed = rate.allow("organisation-invite", str(member.account_id), INVITED_AN_HOUR, HOUR)
    if not (allowed and rate.allow("organisation-mail", email.lower(), MAILS_A_DAY, DAY)):
        return "", _("We have sent several mails today. Please try again tomorrow.")
    accounts.invite(member, email)
    return _("The invitation is on its way to %(email)s.") % {"email": email}, ""


def _uninvite(request: HttpRequest, member: Member, value: str) -> tuple[str, str]:
    accounts.uninvite(member, _number(value))
    return _("The invitation is taken back."), ""


def _remove(request: HttpRequest, member: Member, value: str) -> tuple[str, str]:
    accounts.remove(member, _number(value))
    return _("Done. The links of that person open nothing any more."), ""


def _leave(request: HttpRequest, member: Member, value: str) -> HttpResponse:
    accounts.leave(member)
    return render(request, "organisations/left.html", {"name": member.account.name})


# The name of the pressed button -> what it does: a page, or (what was done, what is wrong).
ACTIONS: dict[str, Callable[[HttpRequest, Member, str], HttpResponse | tuple[str, str]]] = {
    "begin": _begin,
    "open": _open,
    "claim": _claim,
    "drop": _drop,
    "invite": _invite,
    "uninvite": _uninvite,
    "remove": _remove,
    "leave": _leave,
}


def _enter(
    request: HttpRequest, email: str, take: Callable[..., Member], context: dict
) -> HttpResponse:
    """Let the holder of a link in: by a first password, or as whoever is logged in already.

    Somebody with another login is told, so that no membership lands with the wrong person.
    """
    known, user = accounts.login_of(email), request.user
    if known is not None and not user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    context |= {"stranger": user.is_authenticated and user != known, "known": known is not None}
    form = PasswordForm(request.POST if request.method == "POST" and known is None else None)
    if request.method == "POST" and not context["stranger"]:
        try:
            if known is not None:
                take(user=known)
                return redirect("own_practices")
            if form.is_valid():
                member = take(password=form.cleaned_data["password"])
                login(request, member.user, backend=settings.AUTHENTICATION_BACKENDS[-1])
                return redirect("own_practices")
        except accounts.RefusedError as error:
            context["fault"] = str(error)
        except IntegrityError:
            # The same button pressed twice at once: the other press made the login.
            return redirect_to_login(request.get_full_path())
    return render(request, "organisations/enter.html", context | {"form": form})


def _number(value: str) -> int:
    return int(value) if value.isascii() and value.isdigit() and len(value) < 12 else 0


def _dead_link(request: HttpRequest, fault: str) -> HttpResponse:
    code = 410 if fault == "expired" else 404
    return render(request, "organisations/dead_link.html", {"fault": fault}, status=code)
