"""The form in Word: downloaded empty or filled in, and brought back."""

from dataclasses import asdict
from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from kb.protection import rate
from kb.protection.responses import too_many
from practices.drafts import saving
from practices.drafts.models import Author, Draft
from practices.drafts.opening import by_link
from practices.drafts.ready_text import steps_of
from practices.drafts.steps import STEPS
from practices.drafts.tokens import token_for
from practices.drafts.word import form, reading, taking

HOUR = 3600
READINGS_AN_HOUR = 30
_SALT = "practices.drafts.word"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_NAME = "%D1%84%D0%BE%D1%80%D0%BC%D1%83%D0%BB%D1%8F%D1%80.docx"  # формуляр.docx


class ChangedError(Exception):
    """Somebody else saved what the page did not show yet."""


@require_safe
def empty(request: HttpRequest) -> HttpResponse:
    """The form with nothing in it."""
    return _document(form.write(_language(), {}, {}, form.version_mark()))


@require_safe
@by_link
def filled(request: HttpRequest, author: Author, token: str) -> HttpResponse:
    """The form with what the draft has."""
    draft = author.draft
    names = form.shown_names(draft)
    return _document(form.write(_language(), draft.values, names, form.version_mark(draft)))


@require_http_methods(["GET", "HEAD", "POST"])
@by_link
def word(request: HttpRequest, author: Author, token: str) -> HttpResponse:
    """Ask for a file, show what was read in it, take over what its author says."""
    if request.method != "POST":
        return _page(request, author)
    if "take" in request.POST:
        return _take(request, author)
    try:
        found = _read(request, form.shown_names(author.draft))
    except reading.ReadingError as error:
        return _page(request, author, fault=str(error))
    return _review(request, author, found) if found else too_many(request, HOUR)


@never_cache
def begin(request: HttpRequest) -> HttpResponse:
    """Begin a draft with a file: the draft is empty until its author says what enters."""
    try:
        found = _read(request, {})
    except reading.ReadingError as error:
        return render(request, "drafts/start.html", {"steps": STEPS, "fault": str(error)})
    if not found:
        return too_many(request, HOUR)
    return _review(request, saving.start(_language()), found)


def _language() -> str:
    return (get_language() or "bg")[:2]


def _document(content: bytes) -> HttpResponse:
    response = HttpResponse(content, content_type=_TYPE)
    response["Content-Disposition"] = (
        f"attachment; filename=\"formulyar.docx\"; filename*=UTF-8''{_NAME}"
    )
    return response


def _read(request: HttpRequest, names: dict[str, str]) -> reading.Found | None:
    """Return what the uploaded file says; None beyond the limit of readings.

    :raises reading.ReadingError: with a sentence.
    """
    upload = request.FILES.get("word")
    if upload is None:
        raise reading.ReadingError(_("Choose the file first."))
    if not rate.allow("draft-reading", request, READINGS_AN_HOUR, HOUR):
        return None
    return reading.read(upload, {name: key for key, name in names.items()})


def _page(request: HttpRequest, author: Author, **context: Any) -> HttpResponse:
    context |= {"draft": author.draft, "token": token_for(author)}
    return render(request, "drafts/word.html", context)


def _review(
    request: HttpRequest,
    author: Author,
    found: reading.Found,
    answers: dict[str, str] | None = None,
    fault: str = "",
) -> HttpResponse:
    draft = author.draft
    payload = asdict(found) | {"draft": form.fingerprint(draft), "seen": draft.version}
    return _page(
        request,
        author,
        fault=fault,
        read=found,
        review=taking.review(draft, found, answers or {}),
        payload=signing.dumps(payload, salt=_SALT, compress=True),
    )


def _take(request: HttpRequest, author: Author) -> HttpResponse:
    """Write what was chosen, or ask again about what was not."""
    try:
        payload = signing.loads(request.POST.get("read", ""), salt=_SALT)
    except signing.BadSignature:
        payload = {}
    if payload.get("draft") != form.fingerprint(author.draft):
        return _page(request, author, fault=_("Please upload the file once more."))
    unread = [reading.Unread(**row) for row in payload["unread"]]
    found = reading.Found(payload["values"], unread, payload["mark"])
    answers = taking.choices_of(request.POST, found.values)
    if _changed_since(author.draft, found, payload["seen"]):
        return _review(request, author, found, fault=_elsewhere())
    items = taking.review(author.draft, found, answers).items
    if any(item.state == taking.BOTH and not item.chosen for item in items):
        fault = _("For some fields both you and the file have words. Please choose what to keep.")
        return _review(request, author, found, answers, fault)
    chosen = {item.name: item.chosen for item in items if item.chosen}
    try:
        draft = saving.merge(author, lambda values: _new(author, values, found, chosen), steps_of)
    except ChangedError:
        author.draft.refresh_from_db()
        return _review(request, author, found, fault=_elsewhere())
    author.draft = draft
    taken = sum(way != taking.SITE for way in chosen.values())
    return _page(request, author, done=True, taken=taken, read=found)


def _new(author: Author, values: dict, found: reading.Found, chosen: dict[str, str]) -> dict:
    """Return what changes in the locked values, if they are still those that were compared."""
    if any(values.get(name) != author.draft.values.get(name) for name in chosen):
        raise ChangedError
    return taking.merged(values, found.values, chosen)


def _changed_since(draft: Draft, found: reading.Found, seen: int) -> bool:
    """Tell whether a step of what was read was saved after the page was made."""
    numbers = {str(number) for number in steps_of(found.values)}
    return any(
        stamp["version"] > seen for number, stamp in draft.stamps.items() if number in numbers
    )


def _elsewhere() -> str:
    return _("Somebody saved the draft while you were choosing. Below is how it stands now.")
