"""The editors' workshop: what is searched for, and words added with their effect seen first."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkshopConfig(AppConfig):
    name = "search.workshop"
    label = "workshop"
    verbose_name = _("Search workshop")
    default_auto_field = "django.db.models.BigAutoField"
