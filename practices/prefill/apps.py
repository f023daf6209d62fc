"""From a finished press release to the fields of a practice: rules that propose and never decide."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PrefillConfig(AppConfig):
    name = "practices.prefill"
    label = "prefill"
    verbose_name = _("Start from a press release")
    default_auto_field = "django.db.models.BigAutoField"
