"""How allauth behaves here: editors only, made by an administrator; no sign-up, no raw addresses."""

import base64
import hashlib
import time
from typing import Any
from urllib.parse import urlsplit

import qrcode
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context as current
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kb.mail import absolute, queue
from kb.protection.address import hashed_address

ADMIN_ACCESS = "wagtailadmin.access_admin"
# allauth's name of a message -> our mail template.
MAILS = {"account/email/password_reset_key": "accounts/password_reset"}


class EditorAdapter(DefaultAccountAdapter):
    """Accounts of editors."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is switched off. Ask an administrator."),
        "email_password_mismatch": _("The e-mail or the password is not right."),
        "username_password_mismatch": _("The user name or the password is not right."),
        "incorrect_password": _("The password is not right."),
        "incorrect_code": _("The code is not right. Wait for the next one and type it."),
        "too_many_login_attempts": _("Too many attempts. Wait a quarter of an hour."),
        "rate_limited": _("Too many attempts. Wait a quarter of an hour."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up: an administrator makes the account."""
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Lead people who edit nothing to what an account is for them (``MEMBERS_HOME``)."""
        if request.user.has_perm(ADMIN_ACCESS):
            return super().get_login_redirect_url(request)
        return resolve_url(settings.MEMBERS_HOME)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Do not ask again for what was typed at the login a few minutes ago.

        Otherwise an editor who must set up the second step types the password twice in a row.
        """
        now = current.request
        recent = time.time() - settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
        records = get_authentication_records(now, now.user)
        if any(record["at"] > recent for record in records):
            return False
        return super().is_reauthentication_required(app=app, **kwargs)

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the day's hash: allauth only needs something to count by."""
        return hashed_address(request)

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Say nothing: our pages say it themselves, and a left-over would open the admin."""

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Build the link from SITE_URL, not from the host that the request claimed."""
        return absolute(urlsplit(super().get_reset_password_from_key_url(key)).path)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Queue our own mail where we have one; stay silent otherwise.

        The only mail an editor needs from here is the link for a new password.
        """
        template = MAILS.get(template_prefix)
        if template is not None:
            link = str(context.get("password_reset_url", ""))
            queue(template, email, {"link": link}, get_language() or settings.LANGUAGE_CODE)


class SecondFactorAdapter(DefaultMFAAdapter):
    """The code of the second factor: stored encrypted, drawn without inline style or data: address."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("The code is not right. Wait for the next one and type it."),
    }

    def encrypt(self, text: str) -> str:
        """Encrypt a secret with a key derived from SECRET_KEY."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Decrypt with SECRET_KEY or one of SECRET_KEY_FALLBACKS."""
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def build_totp_svg(self, url: str) -> str:
        """Return the QR code as one <svg> that may stand in a page under the strict policy."""
        code = qrcode.QRCode(border=4)
        code.add_data(url)
        rows = code.get_matrix()
        path = "".join(
            f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark
        )
        return format_html(
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {0}" width="240" height="240"'
            ' role="img" aria-label="{1}"><path fill="#fff" d="M0 0h{0}v{0}H0z"/>'
            '<path fill="#000" d="{2}"/></svg>',
            len(rows),
            _("QR code for the app"),
            path,
        )

    def get_totp_label(self, user: AbstractBaseUser) -> str:
        """Name the account in the app by its user name."""
        return user.get_username()


def _cipher() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet(
        Fernet(
            base64.urlsafe_b64encode(
                hashlib.scrypt(
                    str(key).encode(),
                    salt=b"kb.accounts.second-factor",
                    n=2**12,
                    r=8,
                    p=1,
                    dklen=32,
                )
            )
        )
        for key in keys
    )
