"""The public search. It plugs itself into the practices; they do not know it."""

from django.apps import AppConfig
from django.conf import settings
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from search.bulgarian import use_lexicon


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = _("Search")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from practices.ports import register_near, register_related
        from search import checks, related, signal_handlers

        use_lexicon(settings.LEXICON_DIR)
        register_related(related.related)
        register_near(related.near)
        signal_handlers.connect()
        checks.register_all()
        post_migrate.connect(signal_handlers.prepare_tables, sender=self)
