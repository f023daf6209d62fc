"""The pages behind the links of the mails. A GET only shows; its buttons POST."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kb.protection import rate
from kb.protection.responses import too_many
from practices.listing import cards_of
from search.wanted import following, tokens, transitions
from search.wanted.choices import OWN_STATES, CallState, Verdict
from search.wanted.models import Call, Notice, Seeker

HOUR = 3600
STEPS_AN_HOUR = 60
safe_or_post = require_http_methods(["GET", "HEAD", "POST"])


@safe_or_post
@never_cache
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """A page with a button; the button confirms the address. Twice is fine."""
    opened = tokens.open_token(token, "confirm")
    if opened.seeker is None:
        return _dead_link(request, opened.fault)
    seeker = opened.seeker
    if request.method == "POST":
        if seeker.is_author:
            transitions.confirm(seeker.call)
        else:
            following.confirm(seeker)
        return redirect(tokens.own_path(seeker))
    waits = seeker.confirmed_at is None and seeker.call.state != CallState.WITHDRAWN
    context = {"seeker": seeker, "call": seeker.call, "waits": waits}
    context["own_path"] = tokens.own_path(seeker)
    return render(request, "wanted/confirm.html", context)


@safe_or_post
@never_cache
def own(request: HttpRequest, token: str) -> HttpResponse:
    """Where the call is, what was found, and what this seeker may do about it now."""
    opened = tokens.open_token(token, "own")
    if opened.seeker is None:
        return _dead_link(request, opened.fault)
    seeker, fault = opened.seeker, ""
    if request.method == "POST":
        if not rate.allow("wanted-own", str(seeker.pk), STEPS_AN_HOUR, HOUR):
            return too_many(request, HOUR)
        try:
            left = _act(request, seeker)
        except transitions.TransitionError as error:
            seeker.call.refresh_from_db()
            fault = str(error)
        else:
            if left:
                return render(request, "wanted/left.html", {"call": seeker.call})
            return redirect(request.path)
    return render(request, "wanted/own.html", _story(request, seeker) | {"fault": fault})


def _act(request: HttpRequest, seeker: Seeker) -> bool:
    """Do what the pressed button says; return whether the seeker is no more."""
    call, posted = seeker.call, request.POST
    if "withdraw" in posted and seeker.is_author:
        transitions.withdraw(call)
    elif "stop" in posted and seeker.is_author:
        following.mute(seeker)
    elif "resume" in posted and seeker.is_author:
        following.unmute(seeker)
    elif "stop" in posted:
        following.leave(seeker)
        return True
    elif "yes" in posted or "no" in posted:
        _say(seeker, posted)
    return False


def _say(seeker: Seeker, posted) -> None:
    """Note what the seeker says of a practice; the author's yes answers the call."""
    verdict = Verdict.YES if "yes" in posted else Verdict.NO
    key = posted.get(verdict, "")
    if not (key.isascii() and key.isdigit() and len(key) < 16):
        return
    notice = Notice.objects.filter(pk=int(key), seeker=seeker).select_related("match").first()
    if notice is None:
        return
    if verdict == Verdict.YES and seeker.is_author:
        transitions.answer(seeker.call, pids=[notice.match.pid])
    notice.verdict = verdict
    notice.save(update_fields=["verdict"])


def _story(request: HttpRequest, seeker: Seeker) -> dict:
    """Return what the own page tells of the call: what was found for this seeker, the answers."""
    call: Call = seeker.call
    notices = list(seeker.notices.exclude(sent_at=None).select_related("match").order_by("-pk"))
    answers = list(call.answers.values_list("pid", flat=True))
    pids = [notice.match.pid for notice in notices]
    cards = {card.pid: card for card in cards_of([*pids, *answers], seeker.language)}
    found = [
        {"notice": notice, "card": cards[notice.match.pid], "words": notice.match.words}
        for notice in notices
        if notice.match.pid in cards
    ]
    return {
        "seeker": seeker,
        "call": call,
        "found": found,
        "answers": [cards[pid] for pid in answers if pid in cards],
        "asked": request.GET.get("otgovor", ""),
        "followers": call.seekers.filter(is_author=False).exclude(confirmed_at=None).count(),
        "may_withdraw": seeker.is_author and call.state in OWN_STATES,
        "may_say": call.state in (CallState.OPEN, CallState.ANSWERED),
    }


def _dead_link(request: HttpRequest, fault: str) -> HttpResponse:
    """A plain page that says what to do; 410 for a link whose time is over, 404 for no link."""
    status = 410 if fault == "expired" else 404
    return render(request, "wanted/dead_link.html", {"fault": fault}, status=status)
