"""Proposed changes of public practices; the public text stays as it is until one is accepted."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ChangesConfig(AppConfig):
    name = "practices.changes"
    label = "changes"
    verbose_name = _("Proposed changes")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from practices import personal as port
        from practices.changes import (
            erasure,
            personal,
            signal_handlers,  # noqa: F401 - connects the receivers
            tokens,
        )
        from practices.ports import register_change_path

        register_change_path(tokens.path_for)
        port.register("proposed_changes", personal.changes_of, erasure.erase_person)
