"""„Съгласуване без вход“: people agree to one exact text by a link."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SignoffConfig(AppConfig):
    name = "practices.signoff"
    label = "signoff"
    verbose_name = _("Agreement without login")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from practices import personal as port
        from practices.signoff import personal

        port.register("agreement", personal.agreement_of, personal.erase_person)
