"""„Търсим практика“: a search without an answer becomes a public request."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WantedConfig(AppConfig):
    name = "search.wanted"
    label = "wanted"
    verbose_name = _("Wanted practices")
    default_auto_field = "django.db.models.BigAutoField"
