"""Organisations that send several practices."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrganisationsConfig(AppConfig):
    name = "practices.organisations"
    label = "organisations"
    verbose_name = _("Organisations with an account")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from practices import personal as port
        from practices.organisations import (
            personal,
            signal_handlers,  # noqa: F401 - connects the receivers
        )

        port.register("organisations", personal.memberships_of, personal.erase_person)
