"""„Същата, моя версия или друга?“: what a new entry may be a double of, and what its sender says."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DoublesConfig(AppConfig):
    name = "practices.doubles"
    label = "doubles"
    verbose_name = _("Likely doubles")
    default_auto_field = "django.db.models.BigAutoField"
