"""One step of a draft: shown, saved, and at the end sent."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kb.protection import human, rate
from kb.protection.responses import too_many
from practices import textcheck
from practices.completeness import completeness
from practices.curation import transitions
from practices.curation.choices import EntrySize, Suspicion
from practices.curation.models import Submission
from practices.drafts import arriving, double_choice, preview, saving, signoff_views, typed
from practices.drafts.entries import entry_from, missing
from practices.drafts.models import Author, Draft
from practices.drafts.opening import by_link, step_facts
from practices.drafts.steps import FILES_STEP, LAST, STEPS, SendingForm, Step
from practices.entry import SECTIONS
from practices.reading import practice_context
from practices.submissions import consent
from practices.submissions.views import thanks_path

HOUR, DAY = 3600, 24 * 3600
UPLOADS_AN_HOUR = 60
SENDS_AN_HOUR = 20
MAILS_A_DAY = 5
SAID = ("title", "lead_text", "summary", *SECTIONS)  # without a word there is nothing to check


@dataclass
class Page:
    """What the page of a step is made from."""

    request: HttpRequest
    author: Author
    token: str
    step: Step
    values: dict[str, Any]
    version: int
    check: bool = False
    add: str = ""
    saved: bool = False
    mine: dict[str, Any] | None = None
    faults: tuple[str, ...] = ()
    form: Any = None


@require_http_methods(["GET", "HEAD", "POST"])
@by_link
def step(request: HttpRequest, author: Author, token: str, number: int) -> HttpResponse:
    """Show a step; a post saves it whatever else it asks for."""
    if not 1 <= number <= LAST:
        raise Http404
    page = Page(
        *(request, author, token, STEPS[number - 1]),
        values=author.draft.values,
        version=author.draft.version,
        saved="saved" in request.GET,
    )
    return _post(page) if request.method == "POST" else _show(page)


def _post(page: Page) -> HttpResponse:
    post, author = page.request.POST, page.author
    if page.request.FILES and not rate.allow("draft-files", page.request, UPLOADS_AN_HOUR, HOUR):
        return too_many(page.request, HOUR)
    removed: dict[str, Any] = {}
    arrived = arriving.with_row_files(author, page.step, page.request)
    target = typed.index_to_remove(post.get("remove_row", ""))
    if target and target[0] in page.step.rows:
        said, removed = typed.without_row(page.step, arrived.post, *target)
    else:
        said = typed.read(page.step, arrived.post)
    if page.step.number == FILES_STEP:
        arrived.faults += arriving.give_rows(author, page.request, said)
    page.faults = tuple(arrived.faults)
    seen = post.get("version", "")
    saved = saving.save_step(
        author, page.step.number, said, int(seen) if seen.isdecimal() and len(seen) < 9 else 0
    )
    author.draft, page.version = saved.draft, saved.draft.version
    if "autosave" in post:
        return _told_script(saved)
    if saved.clash:
        page.values, page.mine = saved.draft.values | said, said
        return _show(page)
    for key in filter(None, (removed.get("file"), *arrived.replaced)):
        saving.drop_file(author, key)
    page.values = saved.draft.values
    return _go_on(page)


def _go_on(page: Page) -> HttpResponse:
    """Answer a saved post by what its button asks for."""
    post, number = page.request.POST, page.step.number
    page.saved = True
    if "add_row" in post:
        page.add = post["add_row"]
        return _show(page)
    if "remove_row" in post or page.faults:
        return _show(page)
    if number == LAST and double_choice.take(page.author, post):
        page.values, page.version = page.author.draft.values, page.author.draft.version
    if number == LAST and _wants_sending(post):
        return _send(page)
    if "double" in post:
        return _show(page)
    if "new_code" in post:
        return _show(page)
    go = post.get("go", "next")
    if go.isdecimal() and 1 <= int(go[:2]) <= LAST:
        return redirect("draft_step", page.token, int(go[:2]))
    if go == "back":
        return redirect("draft_step", page.token, max(1, number - 1))
    if go == "overview":
        return redirect("draft", page.token)
    if go == "preview":
        return redirect("draft_preview", page.token)
    page.check = True
    if go != "anyway" and (number == LAST or _is_wrong(page)):
        return _show(page)
    return redirect("draft_step", page.token, min(LAST, number + 1))


def _wants_sending(post: Any) -> bool:
    """The button, or Enter in the field of the code."""
    by_button = post.get("go") == "send" or "ask_person" in post
    return by_button or bool(
        "go" not in post and "new_code" not in post and post.get("code_answer")
    )


def _is_wrong(page: Page) -> bool:
    return page.step.number in typed.check(page.values).wrong


def _told_script(saved: saving.Saved) -> JsonResponse:
    """Tell draft.js what became of an autosave; 409: somebody else saved this step."""
    if saved.clash:
        message = _("Somebody else saved this step. Press “Save” to see both texts.")
        return JsonResponse({"message": message}, status=409)
    moment = time_format(timezone.localtime(), "H:i")
    message = _("Saved at %(time)s.") % {"time": moment}
    return JsonResponse({"version": saved.draft.version, "message": message})


def _send(page: Page) -> HttpResponse:
    """Send the draft, or show what stands in the way."""
    author, request = page.author, page.request
    if not rate.allow("draft-send", request, SENDS_AN_HOUR, HOUR):
        return too_many(request, HOUR)
    if "ask_person" in request.POST and not rate.allow(
        "propose-without-code", request, human.LIMIT, HOUR
    ):
        return too_many(request, HOUR)
    if not author.is_owner:
        page.faults = (_("Only the person who began the draft can send it."),)
        return _show(page)
    # One transaction: a code spent on a proposal that we failed to store comes back with it.
    with transaction.atomic():
        number = saving.send(author, lambda draft: _submit(draft, page))
    return redirect(thanks_path(number)) if number else _show(page)


def _submit(draft: Draft, page: Page) -> Submission | None:
    """Make the proposal of a locked draft; None when something is wrong with it."""
    checked = typed.check(draft.values)
    lacking = missing(checked)
    page.check, page.values = True, draft.values
    form = page.form = SendingForm(page.request.POST, missing=lacking or checked.wrong)
    if not form.is_valid():
        return None
    if not rate.allow("propose-mail", checked.cleaned["email"].lower(), MAILS_A_DAY, DAY):
        form.add_error(
            "email",
            _("We have sent several mails to this address today. Please send this tomorrow."),
        )
        return None
    entry = entry_from(draft.values, checked)
    files = saving.hand_over(draft.files.filter(key__in=_file_keys(entry)))
    for row in _rows_with_files(entry):
        row["file"] = files[row["file"]].file.name if row["file"] in files else ""
    entry["gallery"] = [row for row in entry["gallery"] if row["file"]]
    return transitions.submit(
        values=_columns(draft, checked.cleaned, form),
        municipalities=checked.cleaned["municipalities"],
        files=files.values(),
        size=EntrySize.FULL,
        full=entry,
    )


def _file_keys(entry: dict[str, Any]) -> list[str]:
    return [row["file"] for row in _rows_with_files(entry) if row["file"]]


def _rows_with_files(entry: dict[str, Any]) -> list[dict[str, Any]]:
    return [*entry["documents"], *entry["publications"], *entry["gallery"]]


def _columns(draft: Draft, cleaned: dict[str, Any], form: SendingForm) -> dict[str, Any]:
    """Return the short form of the proposal: the columns that every proposal has."""
    names = ("title", "background", "practice", "results", "evidence_link", "innovator_name")
    suspicion = list(form.suspicion)
    if form.asks_person:
        suspicion.append(Suspicion.NO_CODE.value)
    return {
        **{name: cleaned.get(name) or "" for name in names},
        "lead_text": cleaned.get("lead_text") or cleaned["summary"],
        "email": cleaned["email"],
        "licence": cleaned["licence"],
        "form_key": draft.key,
        "language": draft.language,
        "consent_version": consent.CURRENT,
        "consent_at": timezone.now(),
        "suspicion": suspicion,
    }


def _show(page: Page) -> HttpResponse:
    """Render a step with what was typed, who changed it last, and what is wrong if asked for."""
    draft, step = page.author.draft, page.step
    files = {row.key: row for row in draft.files.all()} if step.number == FILES_STEP else {}
    form = page.form or typed.step_form(step, page.values, check=page.check)
    context: dict[str, Any] = {
        "draft": draft,
        "author": page.author,
        "token": page.token,
        "step": step,
        "steps": STEPS,
        "last": LAST,
        "version": page.version,
        "form": form,
        "groups": typed.groups(step, page.values, files, check=page.check, add=page.add),
        "added": page.add,
        "saved": page.saved,
        "check": page.check,
        "faults": page.faults,
        "takes_files": step.number == FILES_STEP,
        "changed": step_facts(page.author).get(step.number),
        "differences": _differences(page) if page.mine is not None else [],
    }
    if step.number == LAST:
        context |= _review(page)
        if page.form is None:
            unsent = SendingForm(initial={n: page.values.get(n, "") for n in step.form.base_fields})
            for name, field in step.form.base_fields.items():
                if name not in page.values:
                    unsent.initial[name] = field.initial or ""
            context["form"] = unsent
    context["sections"] = typed.sections(step, context["form"])
    return render(page.request, "drafts/step.html", context)


def _review(page: Page) -> dict[str, Any]:
    """What is still missing, how complete it is, and where the preview is."""
    checked = typed.check(page.values)
    entry = entry_from(page.values, checked)
    document = preview.document_of(page.author.draft, entry, page.token)
    return {
        "remarks": textcheck.check(entry) if any(entry[name] for name in SAID) else [],
        "missing": [row for row in missing(checked) if row[1] != LAST or page.check],
        "wrong": [STEPS[number - 1] for number in checked.wrong if number != LAST],
        "agreement": signoff_views.state_of(page.author),
        **double_choice.asked(page.author.draft, entry),
        "score": completeness(document)["score"],
        "gaps": practice_context(document, preview=True)["missing"],
        "preview_address": reverse("draft_preview", args=[page.token]),
    }


def _differences(page: Page) -> list[dict[str, Any]]:
    """Return (label, stored text) of each single field or kind of rows that two people changed."""
    stored = page.author.draft.values
    found = []
    form = page.step.form()
    for name, value in (page.mine or {}).items():
        if stored.get(name) != value:
            label = form.fields[name].label if name in form.fields else typed.heading_of(name)
            found.append({"label": label, "stored": typed.in_words(stored.get(name))})
    return found
