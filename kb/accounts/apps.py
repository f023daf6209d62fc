"""Editors' accounts: login, second factor, lockout, and what their pages may load."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "kb.accounts"
    label = "accounts"
    verbose_name = _("Editors' accounts")
    default_auto_field = "django.db.models.BigAutoField"
