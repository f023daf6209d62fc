"""„Проверка на текста“: remarks that teach, claims that want a source, links that no longer answer."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TextcheckConfig(AppConfig):
    name = "practices.textcheck"
    label = "textcheck"
    verbose_name = _("Check of the text")
    default_auto_field = "django.db.models.BigAutoField"
