"""The two pages of this room: what somebody is asked, and the protocol."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from practices.signoff import reading, rounds
from practices.signoff.forms import AnswerForm
from practices.signoff.models import Person
from practices.signoff.rounds import LIVE, RoundError
from practices.signoff.sections import HEADINGS, commented
from practices.signoff.tokens import open_person, open_protocol

SHORT = 16  # hex digits of a hash that people read


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def review(request: HttpRequest, token: str) -> HttpResponse:
    """Show the text, or what is new in it, and take an answer. GET changes nothing."""
    opened = open_person(token)
    person = opened.person
    if person is None or person.round.state not in LIVE or person.round.erased_at:
        return _dead_link(request, person, opened.fault)
    if request.method != "POST":
        return _guarded(_show(request, person, AnswerForm()))
    form = AnswerForm(request.POST)
    fault, status = _("Something is wrong in the answer. Press one of the buttons again."), 200
    if form.is_valid():
        given = form.cleaned_data
        try:
            rounds.answer(person, given["verdict"], given, given["seen"])
        except RoundError as error:
            if error.code == "closed":
                person.round.refresh_from_db()
                return _dead_link(request, person, "")
            fault, status = _fault(error.code), 200 if error.code == "words" else 409
            person.round.refresh_from_db()
        else:
            return _guarded(redirect("signoff_review", token))
    return _guarded(_show(request, person, form, fault, status))


@require_safe
@never_cache
def protocol(request: HttpRequest, token: str) -> HttpResponse:
    """One page to print: title, number, hash; role, answer and day of each person."""
    asked = open_protocol(token)
    if asked is None:
        raise Http404
    context = {
        "asked": asked,
        "short": asked.sha256[:SHORT],
        "rows": [
            (row, row.last.revision.sha256[:SHORT] if row.last else "")
            for row in rounds.standing(asked)
        ],
    }
    return _guarded(render(request, "signoff/protocol.html", context))


def _show(
    request: HttpRequest, person: Person, form: AnswerForm, fault: str = "", status: int = 200
) -> HttpResponse:
    """The whole text for who has not answered; only what is new for who has."""
    asked = person.round
    current = asked.revisions.get(sha256=asked.sha256)
    last = person.answers.select_related("revision").last()
    is_old = last is not None and last.revision_id != current.pk
    context = reading.page_of(current.content) | {
        "asked": asked,
        "person": person,
        "form": form,
        "fault": fault,
        "last": last,
        "comments": commented(last.comments) if last else [],
        # What came with a second answer to the same text, which is not taken.
        "typed": commented(form.cleaned_data) if fault and last and not is_old else [],
        "is_old": is_old,
        "short": current.sha256[:SHORT],
        "pictures": current.content.get("pictures", []),
        "sealed_at": current.sealed_at,
        "changes": reading.compared(last.revision.content, current.content) if is_old else [],
    }
    return render(request, "signoff/review.html", context, status=status)


def _fault(code: str) -> str:
    if code == "changed":
        return _("The text was changed while you were reading. Look at it as it is now and answer.")
    if code == "again":
        return _("You have answered to this text already. Nothing was changed.")
    return _("Write a comment first: the author must know what to change.")


def _dead_link(request: HttpRequest, person: Person | None, fault: str) -> HttpResponse:
    """404 for no link; 410 for one that expired or whose round is over."""
    typed = commented({name: request.POST.get(name, "")[:3000] for name in HEADINGS})
    context = {"fault": fault, "asked": person.round if person else None, "typed": typed}
    status = 404 if fault == "unknown" else 410
    return _guarded(render(request, "signoff/dead_link.html", context, status=status))


def _guarded(response: HttpResponse) -> HttpResponse:
    """The address is the key: no search engine and no other site learns it from us."""
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Referrer-Policy"] = "same-origin"
    return response
