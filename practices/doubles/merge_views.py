"""„Слей с друга практика“: for whoever may publish the practice. Only a POST changes anything."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from practices.doubles import finding, merging
from practices.models import PracticePage, PracticeRecord


def may_merge(page: PracticePage, user) -> bool:
    """Whoever may publish and unpublish a practice may join it to another."""
    return page.permissions_for_user(user).can_publish()


@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show likely doubles and the history; join, or take apart."""
    page = get_object_or_404(PracticePage.objects.select_related("locale"), pk=page_id)
    if not may_merge(page, request.user):
        raise PermissionDenied
    row = None if page.live else merging.standing(page.pid)
    if request.method != "POST":
        return _show(request, page, row)
    if "apart" in request.POST:
        if row is not None and merging.take_apart(row, actor=request.user):
            messages.success(request, _("The practice is public again under its own number."))
        return redirect("practice_merge", page.pk)
    try:
        merging.merge(
            page,
            request.POST.get("into", "")[:40],
            actor=request.user,
            reason=request.POST.get("reason", ""),
        )
    except merging.MergeError as error:
        return _show(request, page, row, str(error))
    messages.success(request, _("The two are one now. The old addresses lead to the other one."))
    return redirect("practice_merge", page.pk)


def _show(request: HttpRequest, page: PracticePage, row, fault: str = "") -> HttpResponse:
    record = PracticeRecord.objects.live().filter(page=page.pk).first()
    language = page.locale.language_code
    context = {
        "page": page,
        "merge": row,
        "fault": fault,
        "into": request.POST.get("into", ""),
        "reason": request.POST.get("reason", ""),
        "is_public": record is not None,
        "doubles": finding.likely(record.document, language, without=[page.pid]) if record else [],
        "history": merging.history(page.pid),
        "header_title": _("Merge"),
        "header_icon": "link",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse("wagtailadmin_pages:edit", args=[page.pk]), "label": page.title},
            {"url": "", "label": _("Merge")},
        ],
    }
    return render(request, "doubles/merge.html", context, status=422 if fault else 200)


urlpatterns = [path("dvoynitsi/<int:page_id>/", merge, name="practice_merge")]
