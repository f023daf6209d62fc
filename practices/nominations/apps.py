"""Support for published practices. Counters stay beside the records, which never hold them."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NominationsConfig(AppConfig):
    name = "practices.nominations"
    label = "nominations"
    verbose_name = _("Nominations")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from practices.nominations import counting
        from practices.ports import register_counter

        register_counter(counting.counts)
