"""The author asks people to agree to a draft, reminds them, withdraws the request."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kb.protection import rate
from practices.drafts import sealing
from practices.drafts.models import Author, Draft
from practices.drafts.opening import by_link
from practices.drafts.tokens import draft_path
from practices.signoff import rounds
from practices.signoff.forms import AskForm
from practices.signoff.models import State
from practices.signoff.sections import commented
from practices.signoff.tokens import protocol_path

HOUR, DAY = 3600, 24 * 3600
MAILS_AN_HOUR = 20
MAILS_A_DAY = 5
ROUNDS_A_DAY = 5  # of one draft


@require_http_methods(["GET", "HEAD", "POST"])
@by_link
def ask(request: HttpRequest, author: Author, token: str) -> HttpResponse:
    """The form that opens a round, and the buttons of the overview. Only the owner may."""
    if not author.is_owner:
        return redirect("draft", token)
    fault, form = "", AskForm(initial={"author_email": author.email})
    if request.method == "POST":
        if "open" not in request.POST:
            _change(request, author)
            return redirect(f"{reverse('draft', args=[token])}#signoff")
        form = AskForm(request.POST)
        if form.is_valid():
            fault = _open(request, author, form.cleaned_data)
            if not fault:
                return redirect(f"{reverse('draft', args=[token])}#signoff")
    context = {
        "form": form,
        "fault": fault,
        "title": str(author.draft.values.get("title") or _("A draft without a title yet")),
        "back": reverse("draft", args=[token]),
    }
    return render(request, "signoff/ask.html", context)


def section(author: Author, token: str) -> dict:
    """Return what templates/signoff/_section.html shows of a draft."""
    asked_rounds = list(rounds.of(author.draft.key))
    return {
        "signoff_rounds": [
            {
                "asked": asked,
                "rows": [_row(row, asked.sha256) for row in rounds.standing(asked)],
                "protocol": protocol_path(asked),
                "is_live": asked.state in rounds.LIVE,
            }
            for asked in asked_rounds
        ],
        "ask_address": reverse("draft_signoff", args=[token]),
        "is_owner": author.is_owner,
        "can_ask": not any(row.state in (State.OPEN, State.RETURNED) for row in asked_rounds),
    }


def state_of(author: Author) -> str:
    """Return in words where the newest round of a draft stands, "" when nobody was asked."""
    newest = rounds.of(author.draft.key).first()
    return newest.get_state_display() if newest else ""


def _row(row: rounds.Standing, now: str) -> dict:
    return {
        "person": row.person,
        "can_remind": row.can_remind,
        "answers": row.answers,
        "history": [
            {
                "answer": given,
                "is_old": given.revision.sha256 != now,
                "comments": commented(given.comments),
            }
            for given in row.answers
        ],
    }


def _open(request: HttpRequest, author: Author, asked: dict) -> str:
    """Open a round; return what is wrong, or ""."""
    people, draft = asked["people"], author.draft
    allowed = rate.allow("signoff-round", draft.key, ROUNDS_A_DAY, DAY) and all(
        rate.allow("draft-mail", request, MAILS_AN_HOUR, HOUR)
        and rate.allow("draft-mail-to", person["email"].lower(), MAILS_A_DAY, DAY)
        for person in people
    )
    if not allowed:
        return _("We have sent several mails today. Please try again tomorrow.")
    try:
        with transaction.atomic():
            # Nobody saves while the text is sealed: what is shown is what the draft says.
            draft = Draft.objects.select_for_update().get(pk=draft.pk)
            rounds.open_round(
                about=draft.key,
                subject=str(draft.values.get("title") or _("A draft without a title yet")),
                link=draft_path(author),
                author_email=asked["author_email"],
                language=draft.language,
                content=sealing.content_of(draft),
                people=people,
                order=asked["order"],
            )
    except rounds.RoundError:
        return _("Another request still waits for answers. Withdraw it first.")
    return ""


def _change(request: HttpRequest, author: Author) -> None:
    """Remind or withdraw; what cannot be done any more changes nothing, the page then shows why."""
    key = request.POST.get("round", "")
    asked = rounds.of(author.draft.key).filter(pk=key if _is_key(key) else 0).first()
    if asked is None:
        return
    if "withdraw" in request.POST:
        rounds.withdraw(asked)
        return
    person = request.POST.get("remind", "")
    if _is_key(person) and rate.allow("draft-mail", request, MAILS_AN_HOUR, HOUR):
        try:
            rounds.remind(asked, int(person))
        except rounds.RoundError:
            return


def _is_key(text: str) -> bool:
    return text.isdecimal() and len(text) < 12
