"""What the search box offers while somebody types."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class SuggestionsConfig(AppConfig):
    name = "search.suggestions"
    label = "suggestions"
    verbose_name = _("Suggestions")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from search.suggestions import checks, signal_handlers

        signal_handlers.connect()
        checks.register_all()
        post_migrate.connect(signal_handlers.prepare, sender=self)
