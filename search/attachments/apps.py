"""The text of public PDF and DOCX files, read by the worker for the search."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AttachmentsConfig(AppConfig):
    name = "search.attachments"
    label = "attachments"
    verbose_name = _("Text of documents")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from search.attachments import signal_handlers

        signal_handlers.connect()
