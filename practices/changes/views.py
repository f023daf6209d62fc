"""The public pages of a proposed change. Only a POST changes anything; mail scanners open links."""

import re
import secrets
from dataclasses import dataclass, field
from typing import Any

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods
from wagtail.models import Revision

from kb.protection import human, rate
from kb.protection.responses import too_many
from practices.changes import deciding, letters, sections, wording
from practices.changes.choices import ChangeState, Role
from practices.changes.forms import AnswerForm, LinkForm, WhyForm
from practices.changes.merging import merge
from practices.changes.models import ProposedChange
from practices.changes.page_entry import entry_of
from practices.changes.tokens import LIFE, Person, invite, open_token, path_of
from practices.curation.steps import TransitionError
from practices.models import PracticePage
from practices.reading import answer_to_slug

HOUR, DAY = 3600, 24 * 3600
SENDS_AN_HOUR, ASKS_AN_HOUR, MAILS_A_DAY = 10, 20, 5
_SALT = "practices.changes.form"
safe_or_post = require_http_methods(["GET", "HEAD", "POST"])


@dataclass
class Page:
    """What the form is made from."""

    request: HttpRequest
    person: Person
    keys: list[str]
    now: dict[str, Any]
    values: dict[str, Any]
    why: WhyForm
    form_key: str
    wrong: set[str] = field(default_factory=set)
    both: list[tuple[str, str]] = field(default_factory=list)
    add: str = ""
    is_empty: bool = False


# The link is all one needs and no cookie says who comes: another site could post nothing that
# whoever knows the link could not post; and no dead session loses what was typed.
@csrf_exempt
@safe_or_post
@never_cache
def propose_change(request: HttpRequest, token: str) -> HttpResponse:
    """The public text as a form, section by section; a right post leads to what was sent."""
    opened = open_token(token)
    if opened.fault or opened.person is None or opened.person.role == Role.DOUBLE:
        return _closed(request, opened.person, opened.fault)
    person = opened.person
    now = entry_of(person.page)
    keys = sections.keys_shown(person.page, now)
    if request.method == "POST":
        if not rate.allow("change-form", token, 20 * SENDS_AN_HOUR, HOUR):
            return too_many(request, HOUR)
        return _guarded(_post(request, person, now, keys))
    kept = _kept(person)
    why = WhyForm(initial={name: kept.get(name, "") for name in ("why", "source")})
    values = sections.values_of(now) | {k: v for k, v in kept.items() if k not in why.fields}
    page = Page(request, person, keys, now, values, why, form_key=secrets.token_hex(16))
    return _guarded(_show(page))


@csrf_exempt
@safe_or_post
@never_cache
def proposed_change(request: HttpRequest, token: str, pk: int) -> HttpResponse:
    """Where a change is; answer a question about it, or take it back."""
    opened = open_token(token)
    if opened.fault or opened.person is None:
        return _closed(request, opened.person, opened.fault)
    person = opened.person
    rows = ProposedChange.objects.filter(page=person.page, role=person.role)
    rows = rows.exclude(state=ChangeState.UNSENT).filter(email__iexact=person.email)
    if person.role == Role.DOUBLE:
        rows = rows.filter(submission=person.joined)
    change = get_object_or_404(rows, pk=pk)
    form, fault = AnswerForm(), ""
    if request.method == "POST":
        if not rate.allow("change-answer", f"{pk}", SENDS_AN_HOUR, HOUR):
            return too_many(request, HOUR)
        form = AnswerForm(request.POST)
        try:
            if "withdraw" in request.POST and person.role != Role.DOUBLE:
                deciding.withdraw(change)
                return _guarded(redirect(request.path))
            if form.is_valid():
                deciding.answer(change, text=form.cleaned_data["text"])
                return _guarded(redirect(request.path))
        except TransitionError as error:
            change.refresh_from_db()
            fault = str(error)
    merged = merge(change.wishes, entry_of(person.page)) if change.is_open else None
    context = {
        "change": change,
        "practice": person.page,
        "form": form,
        "fault": fault,
        "events": list(change.events.all()),
        "may_withdraw": change.is_open and person.role != Role.DOUBLE,
        "fields": [wording.label_of(key) for key in change.fields],
        "shown": wording.shown(change.wishes, entry_of(person.page), merged) if merged else [],
        "again": path_of(person) if person.role != Role.DOUBLE else "",
    }
    return _guarded(render(request, "changes/sent.html", context))


@safe_or_post
@never_cache
def request_link(request: HttpRequest, slug: str) -> HttpResponse:
    """Mail the link to whoever sent a practice or is its contact; say the same to everybody."""
    answer = answer_to_slug(slug, get_language())
    if answer.record is None or answer.record.page is None:
        if answer.moved_to:
            return HttpResponsePermanentRedirect(f"{answer.moved_to}promyana/")
        raise Http404
    form = LinkForm(request.POST if request.method == "POST" else None)
    if form.is_bound:
        if not rate.allow("change-link", request, ASKS_AN_HOUR, HOUR):
            return too_many(request, HOUR)
        # Who cannot read the code gets the link too, less often: it goes to a known address only.
        if form.asks_person and not rate.allow("change-link-helped", request, human.LIMIT, HOUR):
            return too_many(request, HOUR)
        if form.is_valid():
            _mail_link(answer.record.page, form.cleaned_data["email"])
            return redirect(f"{request.path}?sent=1")
    context = {
        "practice": answer.record.document,
        "form": form,
        "sent": "sent" in request.GET and not form.is_bound,
        "days": LIFE.days,
    }
    return render(request, "changes/link.html", context)


def _mail_link(page: PracticePage, email: str) -> None:
    """Mail the link if we know the address, a few times a day at most."""
    person = invite(page, email)
    if person and rate.allow("change-mail", person.email.lower(), MAILS_A_DAY, DAY):
        letters.send_link(person)


def _post(
    request: HttpRequest, person: Person, now: dict[str, Any], keys: list[str]
) -> HttpResponse:
    post = request.POST
    removed = sections.without_row(post, keys, post.get("remove_row", ""))
    said = removed or sections.read(post, keys)
    revision, base = _base(person.page, post.get("base", ""), now)
    page = Page(
        *(request, person, keys, now, {}),
        why=WhyForm(initial=post.dict()),
        form_key=_form_key(post.get("form_key", "")),
        add=post.get("add_row", ""),
    )
    wishes, wrong = sections.wishes_in(said, base, keys)
    merged = merge(wishes, now)
    # What this person left alone is shown as it is now; what they touched, as they typed it.
    touched = {name for key in (*wishes, *wrong) for name in sections.names_of(key)}
    page.values = sections.values_of(now) | {k: said[k] for k in touched if k in said}
    page.values |= {page.add: said[page.add]} if page.add in said else {}
    page.both = [(wording.label_of(k), wording.text_of(k, now[k])) for k in merged.both]
    if removed is not None or page.add:
        return _show(page)
    page.wrong, page.why = wrong, WhyForm(post)
    page.is_empty = not (wishes.keys() - merged.done) and not wrong
    if not page.why.is_valid() or page.is_empty or wrong or page.both:
        return _show(page)
    return _send(page, {k: w for k, w in wishes.items() if k not in merged.done}, revision)


def _send(page: Page, wishes: dict, revision: int | None) -> HttpResponse:
    person = page.person
    if not rate.allow("change-send", f"{person.page.pk} {person.email}", SENDS_AN_HOUR, HOUR):
        return too_many(page.request, HOUR)
    given = page.why.cleaned_data
    outcome = deciding.send(
        person,
        wishes,
        why=given["why"],
        source=given["source"],
        base_revision=revision,
        form_key=page.form_key,
    )
    return redirect(path_of(person, "proposed_change", outcome.change.pk))


def _show(page: Page) -> HttpResponse:
    person = page.person
    revision = person.page.live_revision_id
    context = {
        "practice": person.page,
        "role": person.role.label,
        "sections": sections.sections(page.values, page.keys, wrong=page.wrong, add=page.add),
        "why": page.why,
        "form_key": page.form_key,
        "base": signing.dumps([person.page.pk, revision], salt=_SALT),
        "wrong": [wording.label_of(key) for key in page.keys if key in page.wrong],
        "both": page.both,
        "is_empty": page.is_empty,
        "mine": list(_mine(person)),
        "days": LIFE.days,
    }
    bad = page.wrong or page.why.errors or page.is_empty or page.both
    return render(page.request, "changes/propose.html", context, status=422 if bad else 200)


def _base(page: PracticePage, signed: str, now: dict[str, Any]) -> tuple[int | None, dict]:
    """Return the public revision that the form was opened on, and what it said.

    A signature that is not ours, or a revision that is gone, counts as the public one now.
    """
    try:
        key, revision = signing.loads(signed, salt=_SALT)
    except signing.BadSignature:
        return page.live_revision_id, now
    if key != page.pk or revision == page.live_revision_id:
        return page.live_revision_id, now
    row = Revision.page_revisions.filter(pk=revision, object_id=str(page.pk)).first()
    return (revision, entry_of(row.as_object())) if row else (page.live_revision_id, now)


def _form_key(typed: str) -> str:
    return typed if re.fullmatch(r"[0-9a-f]{32}", typed) else secrets.token_hex(16)


def _kept(person: Person) -> dict[str, Any]:
    """Return what this person typed under a link that was over."""
    row = _own(person).filter(state=ChangeState.UNSENT).first()
    return row.typed if row else {}


def _mine(person: Person) -> list[dict[str, Any]]:
    rows = _own(person).exclude(state=ChangeState.UNSENT)[:10]
    return [{"row": row, "path": path_of(person, "proposed_change", row.pk)} for row in rows]


def _own(person: Person):
    return ProposedChange.objects.filter(
        page=person.page, role=person.role, email__iexact=person.email
    )


def _closed(request: HttpRequest, person: Person | None, fault: str) -> HttpResponse:
    """Say that a link is closed. What was typed under one that is over is kept and mailed about."""
    typed, kept = "", False
    if request.method == "POST":
        kept = person is not None and _keep(request, person)
        values = [v for k in request.POST for v in request.POST.getlist(k) if len(v) > 40]
        typed = "" if kept else "\n\n".join(v for v in values if " " in v)[:60_000]
    context = {"fault": fault, "typed": typed, "kept": kept}
    if person is not None:
        context["again"] = reverse("request_change_link", args=[person.page.slug])
    status = 404 if fault == "unknown" else 410
    return _guarded(render(request, "changes/dead_link.html", context, status=status))


def _keep(request: HttpRequest, person: Person) -> bool:
    if person.role == Role.DOUBLE:
        return False
    if not rate.allow("change-mail", person.email.lower(), MAILS_A_DAY, DAY):
        return False
    now = entry_of(person.page)
    keys = sections.keys_shown(person.page, now)
    said = sections.read(request.POST, keys)
    _revision, base = _base(person.page, request.POST.get("base", ""), now)
    before = sections.values_of(base)
    typed = {name: value for name, value in said.items() if value != before.get(name)}
    why = {name: request.POST.get(name, "").replace("\0", "")[:500] for name in ("why", "source")}
    deciding.keep(person, typed | why)
    return True


def _guarded(response: HttpResponse) -> HttpResponse:
    """The address is the key: no search engine and no other site learns it from us."""
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Referrer-Policy"] = "same-origin"
    return response
