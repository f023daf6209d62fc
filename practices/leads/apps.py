"""Leads: practices that somebody else pointed to."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LeadsConfig(AppConfig):
    name = "practices.leads"
    label = "leads"
    verbose_name = _("Leads")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from practices import personal as port
        from practices.leads import personal, signal_handlers  # noqa: F401 - connects the receivers

        port.register("leads", personal.leads_of, personal.erase_person)
