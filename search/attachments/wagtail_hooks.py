"""What an editor learns of the reading of files: a sentence above the form of a practice."""

from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page

from practices.models import PracticePage
from practices.models.published import PracticeRecord

from . import status


@hooks.register("before_edit_page")
def say_what_is_not_found(request: HttpRequest, page: Page) -> None:
    """Above the form of a public practice: which of its files the search cannot read, and why."""
    if request.method != "GET" or not isinstance(page, PracticePage):
        return
    for record in PracticeRecord.objects.live().filter(page=page):
        silent = status.without_text(record.document)
        if silent:
            rows = format_html_join(" ", "<b>{}</b>: {}", silent.items())
            said = _("The search cannot read these documents.")
            messages.warning(request, format_html("{} {}", said, rows))
