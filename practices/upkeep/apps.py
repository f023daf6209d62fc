"""Life after publishing: reports of readers and the yearly question to the contact."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UpkeepConfig(AppConfig):
    name = "practices.upkeep"
    label = "upkeep"
    verbose_name = _("Upkeep")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from practices import personal as port
        from practices.ports import register_standings
        from practices.upkeep import personal, reading

        register_standings(reading.standings_of, reading.changed_since)
        port.register("still_alive", personal.answers_of, personal.erase_person)
