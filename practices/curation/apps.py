"""The editors' desk: the only code that changes the state of a proposal."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CurationConfig(AppConfig):
    name = "practices.curation"
    label = "curation"
    verbose_name = _("Editing")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from practices import personal as port
        from practices.curation import (
            erasure,
            personal,
            senders,
            signal_handlers,  # noqa: F401 - connects the receivers
            workdays,
        )
        from practices.ports import register_senders, register_workdays

        register_senders(senders.senders_of)
        register_workdays(workdays.add_working_days)
        port.register("proposals", personal.proposals_of, erasure.erase_person)
