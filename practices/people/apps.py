"""Export and erasure of one person's data, over all rooms."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "practices.people"
    label = "people"
    verbose_name = _("Personal data")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from practices import personal as port
        from practices.people import accounts, contacts, help_requests, letters

        # After the rooms (INSTALLED_APPS): they find a contact by the page, and their last mails
        # are in the queue.
        port.register("contact_of", contacts.pages_of, contacts.erase_person)
        port.register("help_requests", help_requests.requests_of, help_requests.erase_person)
        port.register("account", accounts.accounts_of, accounts.erase_person)
        port.register("letters", letters.letters_of, letters.erase_person)
