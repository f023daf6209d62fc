"""„Архив“ in the admin: for whoever may publish the practice. Only a POST changes anything."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from practices import archiving
from practices.models import PracticePage


def may_archive(page: PracticePage, user) -> bool:
    """Whoever may publish and unpublish a practice may archive it."""
    return page.permissions_for_user(user).can_publish()


@require_http_methods(["GET", "HEAD", "POST"])
def archive(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show where the practice stands; archive it now or on a day; take it back."""
    page = get_object_or_404(PracticePage.objects.select_related("locale"), pk=page_id)
    if not may_archive(page, request.user):
        raise PermissionDenied
    if request.method != "POST":
        return _show(request, page)
    if "restore" in request.POST:
        if archiving.restore(page, actor=request.user):
            messages.success(request, _("Done: the practice stays public, without a last day."))
        return redirect("practice_archive", page.pk)
    try:
        day = _day(request.POST.get("on", ""))
        reason = request.POST.get("reason", "")
        archiving.archive(page, actor=request.user, reason=reason, on=day)
    except archiving.ArchiveError as error:
        return _show(request, page, str(error))
    messages.success(
        request,
        _("It goes into the archive on that day.") if day else _("The practice is in the archive."),
    )
    return redirect("practice_archive", page.pk)


def _day(text: str) -> date | None:
    """Return the day that was typed; None for today.

    :raises ArchiveError: for what is no day.
    """
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise archiving.ArchiveError(_("This is no day. Choose one from the calendar.")) from error


def _show(request: HttpRequest, page: PracticePage, fault: str = "") -> HttpResponse:
    context = {
        "page": page,
        "fault": fault,
        "reason": request.POST.get("reason", page.withdrawal_reason if page.live else ""),
        "on": request.POST.get("on", ""),
        "is_archived": page.expired and not page.live,
        "header_title": _("Archive"),
        "header_icon": "history",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse("wagtailadmin_pages:edit", args=[page.pk]), "label": page.title},
            {"url": "", "label": _("Archive")},
        ],
    }
    return render(request, "practices/archive.html", context, status=422 if fault else 200)


urlpatterns = [path("arhiv/<int:page_id>/", archive, name="practice_archive")]
