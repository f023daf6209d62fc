"""What a person who proposes a practice meets. Decisions are made in practices.curation."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SubmissionsConfig(AppConfig):
    name = "practices.submissions"
    label = "submissions"
    verbose_name = _("Proposals")
    default_auto_field = "django.db.models.BigAutoField"
