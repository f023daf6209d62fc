"""allauth's forms in our words, without placeholders, which vanish while one types."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from django.utils.translation import gettext_lazy as _


class PlainWordsMixin:
    """Replaces the labels that have one in `words` and drops what a label already says."""

    words: dict[str, Any] = {
        "login": _("User name or e-mail"),
        "email": _("E-mail"),
        "password": _("Password"),
        "oldpassword": _("Password until now"),
        "password1": _("New password"),
        "password2": _("New password once more"),
        "code": _("Code"),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = self.words.get(name, field.label)
            field.widget.attrs.pop("placeholder", None)


class LoginForm(PlainWordsMixin, account.LoginForm):
    """User name or e-mail, and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""
        self.fields["login"].widget.attrs["autocomplete"] = "username"


class ReauthenticateForm(PlainWordsMixin, account.ReauthenticateForm):
    """The password once more."""


class ChangePasswordForm(PlainWordsMixin, account.ChangePasswordForm):
    """The old password and the new one twice."""


class SetPasswordForm(PlainWordsMixin, account.SetPasswordForm):
    """A first password, twice."""


class ResetPasswordForm(PlainWordsMixin, account.ResetPasswordForm):
    """Where to send the link."""


class ResetPasswordKeyForm(PlainWordsMixin, account.ResetPasswordKeyForm):
    """A new password, twice."""


class ActivateTOTPForm(PlainWordsMixin, totp.ActivateTOTPForm):
    """The first code of a new app."""


class AuthenticateForm(PlainWordsMixin, mfa.AuthenticateForm):
    """A code at the login: of the app, or a spare one."""


class ReauthenticateCodeForm(PlainWordsMixin, mfa.ReauthenticateForm):
    """A code before a change of the account."""
