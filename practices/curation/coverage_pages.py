"""The coverage grid as a page and as a table for a spreadsheet."""

import csv

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views import View

from practices.curation import coverage
from practices.curation.permissions import SubmissionPermissionMixin
from practices.models import Oblast


class CoverageView(SubmissionPermissionMixin, View):
    """One oblast or the whole country; every cell says in words what its colour says."""

    def get(self, request: HttpRequest) -> HttpResponse:
        oblasti = list(Oblast.objects.order_by("name_bg"))
        chosen = request.GET.get("oblast", "")
        chosen = chosen if chosen in {oblast.code for oblast in oblasti} else ""
        table = coverage.grid(chosen)
        today = timezone.localdate()
        rows = [
            (place, [(cell, cell.standing(today)) for cell in cells])
            for place, cells in table.rows()
        ]
        cells = [pair for _place, pairs in rows for pair in pairs]
        standings = [standing for _cell, standing in cells]
        context = {
            "oblasti": oblasti,
            "chosen": chosen,
            "themes": [_name(theme) for theme in table.themes],
            "rows": rows,
            "totals": {
                **{name: standings.count(name) for name in ("none", "stale", "some")},
                "silent": sum(bool(cell.silent) for cell, _standing in cells),
                "broken": sum(bool(cell.broken) for cell, _standing in cells),
            },
            "link_checks": settings.LINK_CHECKS,
            "breadcrumbs_items": [
                {"url": reverse("wagtailadmin_home"), "label": _("Home")},
                {"url": reverse("submissions:index"), "label": _("Proposals")},
                {"url": "", "label": _("Coverage")},
            ],
            "header_title": _("Coverage: municipalities and themes"),
            "header_icon": "clipboard-list",
        }
        return render(request, "curation/coverage.html", context)


class CoverageTableView(SubmissionPermissionMixin, View):
    """The same as CSV: a line for each municipality, a column for each theme with its count."""

    def get(self, request: HttpRequest) -> HttpResponse:
        table = coverage.grid()
        response = HttpResponse(content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="pokritie.csv"'
        response.write("\ufeff")  # without it a spreadsheet takes Cyrillic for something else
        writer = csv.writer(response)
        themes = [_name(theme) for theme in table.themes]
        last = (_("newest"), _("contact did not answer"), _("broken link"))
        writer.writerow([_("Code"), _("Municipality"), _("Region"), *themes, *last])
        for place, cells in table.rows():
            days = [cell.newest for cell in cells if cell.newest]
            newest = max(days).isoformat() if days else ""
            counts = [cell.count for cell in cells]
            whole = table.places.get(place.code, coverage.Cell())
            last = (newest, whole.silent, whole.broken)
            writer.writerow([place.code, _name(place), _name(place.oblast), *counts, *last])
        return response


def _name(row) -> str:
    return row.name_en if get_language() == "en" else row.name_bg
