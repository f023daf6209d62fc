"""The public pages of „Търсим практика“. Only a POST changes anything."""

from django.core import signing
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from kb.protection import human, rate
from kb.protection.responses import too_many
from practices.listing import cards_of
from practices.structured_data import script
from search.query import clean
from search.wanted import following, listing, transitions
from search.wanted.forms import AddressForm, CallForm, FollowForm
from search.wanted.letters import call_path
from search.wanted.models import TITLE_LENGTH, Call
from search.wanted.structured_data import of_call
from search.wanted.tokens import CONFIRM_LIFE

HOUR, DAY = 3600, 24 * 3600
# A town hall shares one connection; a mailbox belongs to somebody who may not have asked for mail.
POSTS_AN_HOUR = 20
MAILS_A_DAY = 5
SHARED_SECONDS = 60
_THANKS_SALT = "search.wanted.thanks"
safe_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def call_list(request: HttpRequest) -> HttpResponse:
    """Open calls, or those that were answered; ?oblast=, ?municipality=, ?theme= narrow."""
    state = request.GET.get("sastoyanie", "")
    if state not in listing.STATES:
        raise Http404
    values = _values(request)
    calls = listing.chosen(state, values)
    found = listing.page_of(calls, _page_number(request))
    if found is None:
        raise Http404
    context = {
        "listing": found,
        "state": state,
        "narrowing": listing.narrowing(calls, values, state),
        "chips": listing.chips(values, state),
        "tabs": [(name, listing.address(values, name)) for name in listing.STATES],
        "noindex": bool(values),
    }
    return _public(render(request, "wanted/list.html", context))


@require_safe
def call_detail(request: HttpRequest, number: str) -> HttpResponse:
    """One call; 410 for one that was public once, 404 for everything else."""
    call = Call.objects.with_followers().select_related("theme").filter(number=number).first()
    if call is None:
        raise Http404
    if not call.is_public:
        if call.published_at:
            return render(request, "wanted/gone.html", {"number": number}, status=410)
        raise Http404
    pids = list(call.answers.values_list("pid", flat=True))
    places = list(call.municipalities.select_related("oblast"))
    context = {
        "call": call,
        "places": places,
        "answers": cards_of(pids, get_language() or "bg"),
        "untranslated": [] if call.language == get_language() else [get_language()],
        "canonical": call_path(call, call.language),
        "structured_data": script(of_call(call, places)) if call.is_open else "",
    }
    return _public(render(request, "wanted/detail.html", context))


@safe_or_post
@never_cache
def new_call(request: HttpRequest) -> HttpResponse:
    """The form; a post that is right leads to the thanks, any other shows it again, whole."""
    if request.method != "POST":
        asked = clean(request.GET.get("q", ""))
        form = CallForm(initial={"title": asked[:TITLE_LENGTH], "asked": asked})
        return render(request, "wanted/new.html", {"form": form, "asked": asked})
    form = CallForm(request.POST)
    try:
        # One transaction: a code spent on a call that we failed to store comes back with it.
        with transaction.atomic():
            answer = _take_call(request, form)
    except IntegrityError:
        # Its twin was stored between our look and our insert.
        answer = _thank_for_twin(form)
        if answer is None:
            raise
    return answer or render(request, "wanted/new.html", {"form": form})


@safe_or_post
@never_cache
def follow_call(request: HttpRequest, number: str) -> HttpResponse:
    """„Търся и аз същото“: an address to confirm. The same answer whether it is known or not."""
    call = Call.objects.with_followers().filter(number=number).first()
    if call is None or not call.is_open:
        return redirect("wanted_detail", number=number)
    form = FollowForm(request.POST if request.method == "POST" else None)
    answer = None
    if request.method == "POST":
        with transaction.atomic():
            answer = _take_follower(request, form, call)
    return answer or render(request, "wanted/follow.html", {"form": form, "call": call})


@require_safe
@never_cache
def thanks(request: HttpRequest) -> HttpResponse:
    """What happens next, with the number of the call when the address carries a signed one."""
    try:
        kind, number = signing.loads(request.GET.get("n", ""), salt=_THANKS_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        kind, number = "call", ""
    context = {"kind": kind, "number": number, "days": CONFIRM_LIFE.days}
    return render(request, "wanted/thanks.html", context)


def _take_call(request: HttpRequest, form: CallForm) -> HttpResponse | None:
    """Store a right form and lead to the thanks; None when it has to be shown again."""
    valid = form.is_valid()
    if answer := _thank_for_twin(form):
        return answer
    if not valid:
        return None
    if refusal := _over_limit(request, form):
        return refusal
    if form.errors:
        return None
    call = transitions.submit(
        values=form.values(),
        author=form.author(),
        municipalities=form.cleaned_data["municipalities"],
    )
    return redirect(_thanks_path("call", call.number))


def _thank_for_twin(form: CallForm) -> HttpResponse | None:
    """Thank for the call that this very form made already: a double click, „back“ and „send“."""
    key = form.posted_key()
    sent = Call.objects.filter(form_key=key).first() if key else None
    return redirect(_thanks_path("call", sent.number)) if sent else None


def _take_follower(request: HttpRequest, form: FollowForm, call: Call) -> HttpResponse | None:
    if not form.is_valid():
        return None
    if refusal := _over_limit(request, form):
        return refusal
    if form.errors:
        return None
    following.follow(
        call,
        email=form.cleaned_data["email"],
        language=form.language(),
        consent=form.agreement(),
    )
    return redirect(_thanks_path("follow", call.number))


def _over_limit(request: HttpRequest, form: AddressForm) -> HttpResponse | None:
    """Hold back a flood: a page for one connection, an error in the form for one mailbox."""
    limits = [("wanted", POSTS_AN_HOUR)]
    if form.asks_person:
        limits.append(("wanted-without-code", human.LIMIT))
    if not all(rate.allow(scope, request, limit, HOUR) for scope, limit in limits):
        return too_many(request, HOUR)
    if not rate.allow("wanted-mail", form.cleaned_data["email"], MAILS_A_DAY, DAY):
        form.add_error(
            "email",
            _("We have sent several mails to this address today. Please try again tomorrow."),
        )
    return None


def _thanks_path(kind: str, number: str) -> str:
    return f"{reverse('wanted_thanks')}?n={signing.dumps([kind, number], salt=_THANKS_SALT)}"


def _values(request: HttpRequest) -> dict[str, str]:
    """Return {facet: value} of the address; bounded before the database sees it."""
    values = {name: request.GET.get(name, "").strip() for name in listing.FACETS}
    if not all(value == "" or _is_code(value) for value in values.values()):
        raise Http404
    return {name: value for name, value in values.items() if value}


def _is_code(value: str) -> bool:
    return len(value) <= 60 and value.isascii() and value.replace("-", "").isalnum()


def _page_number(request: HttpRequest) -> int:
    number = request.GET.get("page", "1")
    if not (number.isascii() and number.isdigit() and len(number) < 6):
        raise Http404
    return int(number)


def _public(response: HttpResponse) -> HttpResponse:
    patch_cache_control(response, public=True, max_age=0, s_maxage=SHARED_SECONDS)
    return response
