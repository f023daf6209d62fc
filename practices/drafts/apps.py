"""The full description of a practice while its authors write it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DraftsConfig(AppConfig):
    name = "practices.drafts"
    label = "drafts"
    verbose_name = _("Drafts of full descriptions")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from practices import personal as port
        from practices.drafts import personal

        port.register("drafts", personal.drafts_of, personal.erase_person)
