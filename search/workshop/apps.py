"""The editors' workshop: what is searched for, and words added with their effect seen first."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkshopConfig(AppConfig):
    name = "search.workshop"
    label = "workshop"
    verbose_name = _("Search workshop")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Plug the room into the search, which does not know it."""
        from search.ports import register_promoted, register_rows
        from search.signals import asked
        from search.workshop import live, log

        register_rows(live.rows)
        register_promoted(live.promoted)
        asked.connect(log.record, dispatch_uid="search.workshop.log")
