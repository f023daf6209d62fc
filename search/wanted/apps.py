"""„Търсим практика“: a search without an answer becomes a public call."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WantedConfig(AppConfig):
    name = "search.wanted"
    label = "wanted"
    verbose_name = _("Wanted practices")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from practices import personal as port
        from practices.ports import register_occasions
        from practices.sitemaps import SITEMAPS
        from search.wanted import (
            occasions,
            people,
            signal_handlers,  # noqa: F401 - connects the receivers
        )
        from search.wanted.sitemaps import CallSitemap

        register_occasions(occasions.by_reference, occasions.by_proposal)
        port.register("calls", people.calls_of, people.erase_person)
        SITEMAPS["wanted"] = CallSitemap
