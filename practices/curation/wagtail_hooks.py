"""Registers the editors' desk in the admin and nothing else."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages, widgets
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from practices.curation import byuro, publishing, readiness
from practices.curation.listing import SubmissionViewSet
from practices.curation.models import Submission
from practices.curation.panels import WaitingPanel
from practices.curation.reason_texts import ReasonTemplateViewSet
from practices.models import PracticePage

register_snippet(ReasonTemplateViewSet)


@hooks.register("register_admin_viewset")
def register_queue() -> SubmissionViewSet:
    return SubmissionViewSet()


@hooks.register("register_admin_urls")
def register_byuro() -> list:
    return byuro.urlpatterns


@hooks.register("register_log_actions")
def register_log_lines(actions) -> None:
    """The words of the page history for what this room notes there."""
    for code, label, message in (
        (publishing.SMALL_CHANGE, _("Small correction"), _("A small correction went live")),
        (publishing.OVERRIDE, _("Without a second person"), _("Published without a second person")),
        (publishing.HIDE, _("Hide"), _("Hidden at once, with a public reason")),
        (publishing.RETURN, _("Give back"), _("Given back with a reason")),
    ):
        actions.register_action(code, label, message)


@hooks.register("construct_homepage_panels")
def add_waiting_panel(request: HttpRequest, panels: list) -> None:
    panel = WaitingPanel(request)
    if panel.is_shown:
        panels.append(panel)


@hooks.register("before_edit_page")
def say_what_is_missing(request: HttpRequest, page: Page) -> None:
    """Above the form of a practice: what keeps it from being published."""
    if request.method == "GET" and isinstance(page, PracticePage):
        missing = readiness.missing_in(page)
        if missing:
            messages.warning(request, readiness.sentence(page, missing))


@hooks.register("before_publish_page")
def keep_incomplete_page(request: HttpRequest, page: Page) -> HttpResponse | None:
    """The button „Публикувай“: the draft is saved, the editor is told what is missing."""
    if isinstance(page, PracticePage) and (missing := readiness.missing_in(page)):
        messages.error(request, readiness.sentence(page, missing))
        return redirect("wagtailadmin_pages:edit", page.pk)
    return None


@hooks.register("before_publish_page")
def keep_for_second_look(request: HttpRequest, page: Page) -> HttpResponse | None:
    """The same button: the draft is saved; what its author changed waits for a colleague."""
    if not isinstance(page, PracticePage):
        return None
    stored = PracticePage.objects.get(pk=page.pk)
    if publishing.may_publish(stored, request.user):
        publishing.note_small_change(stored, request.user)
        return None
    return _ask_a_colleague(request, page)


@hooks.register("after_edit_page")
def say_why_it_waits(request: HttpRequest, page: Page) -> HttpResponse | None:
    """The step „Одобри“ of a form that changed the text too: it is saved, and not published."""
    approves = request.POST.get("workflow-action-name") == "approve"
    if not approves or not isinstance(page, PracticePage):
        return None
    stored = PracticePage.objects.get(pk=page.pk)
    waits = stored.workflow_in_progress and not publishing.may_publish(stored, request.user)
    return _ask_a_colleague(request, page) if waits else None


def _ask_a_colleague(request: HttpRequest, page: Page) -> HttpResponse:
    messages.warning(
        request,
        _(
            "Saved. You wrote this text last, so a colleague publishes it. "
            "What is public stays as it is until then."
        ),
        buttons=[
            messages.button(
                reverse("byuro_practice", args=[page.pk]), _("Publish alone, with a reason")
            )
        ],
    )
    return redirect("wagtailadmin_pages:edit", page.pk)


@hooks.register("before_bulk_action")
def keep_incomplete_pages(
    request: HttpRequest, action_type: str, objects: list, action
) -> HttpResponse | None:
    """„Публикувай избраните“: all or nothing, and each page that lacks something is named."""
    if request.method != "POST" or action_type != "publish" or action.model is not Page:
        return None
    chosen = list(objects)
    if "include_descendants" in request.POST:
        chosen += [child for page in objects for child in page.get_descendants().not_live()]
    faults = []
    for page in chosen:
        draft = page.get_latest_revision_as_object()
        if isinstance(draft, PracticePage) and (missing := readiness.missing_in(draft)):
            faults.append(readiness.sentence(draft, missing))
        elif isinstance(draft, PracticePage) and not publishing.may_publish(draft, request.user):
            faults.append(
                _("“%(title)s”: you wrote it last, so a colleague publishes it.")
                % {"title": draft.title}
            )
    for fault in faults:
        messages.error(request, fault)
    return redirect("wagtailadmin_explore_root") if faults else None


@hooks.register("register_page_header_buttons")
def link_to_proposal(page: Page, user, view_name: str, next_url: str | None = None):
    """From a draft to the proposal it was made from."""
    if not user.has_perm("curation.view_submission") or not isinstance(page.specific, PracticePage):
        return
    key = Submission.objects.filter(page_id=page.pk).values_list("pk", flat=True).first()
    if key:
        yield widgets.Button(
            _("The proposal"),
            reverse("submissions:read", args=[key]),
            icon_name="clipboard-list",
            priority=5,
        )
