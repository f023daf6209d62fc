"""What guards the public forms: picture code, trap, timing, rate limits, a person's help."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProtectionConfig(AppConfig):
    name = "kb.protection"
    label = "protection"
    verbose_name = _("Protection of the public forms")
    default_auto_field = "django.db.models.BigAutoField"
