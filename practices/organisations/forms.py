"""The forms of accounts: asking for one, a first password, a colleague's address."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from kb.protection.forms import ProtectedFormMixin
from practices.models import Municipality
from practices.widgets import municipality_choices

NO_ADDRESS = {
    "required": _("Write an e-mail address."),
    "invalid": _("This is not an e-mail address. It looks like name@example.bg."),
}


class StartForm(ProtectedFormMixin, forms.Form):
    """Who asks for an account. A municipality chooses itself; everybody else leaves that empty."""

    name = forms.CharField(
        label=_("Name of the organisation"),
        max_length=150,
        error_messages={"required": _("Write the name of the organisation.")},
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    municipality = forms.ModelChoiceField(
        label=_("Municipality"),
        queryset=Municipality.objects.filter(valid_until=None),
        required=False,
        empty_label=_("We are not a municipality"),
        help_text=_("If you write from the official mail domain, your list opens at once."),
    )
    email = forms.EmailField(
        label=_("Your office e-mail"),
        max_length=254,
        help_text=_("You log in with it. It is not published."),
        error_messages=NO_ADDRESS,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["municipality"]
        field.choices = lambda: [("", field.empty_label), *municipality_choices()]


class PasswordForm(forms.Form):
    """A first password, typed once: who mistypes it asks for a new one by mail."""

    password = forms.CharField(
        label=_("Password"),
        max_length=200,
        strip=False,
        help_text=_("At least 12 characters; three words are easy to remember."),
        error_messages={"required": _("Write a password.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_password(self) -> str:
        password = self.cleaned_data["password"]
        try:
            validate_password(password)
        except forms.ValidationError as error:
            # Django's own sentences about passwords have no Bulgarian.
            told = _("Choose another password: at least 12 characters, not one many people use.")
            raise forms.ValidationError(told) from error
        return password


class AddressForm(forms.Form):
    """A colleague to invite."""

    email = forms.EmailField(max_length=254, error_messages=NO_ADDRESS)


class ReasonForm(forms.Form):
    """Why an editor does not confirm an organisation."""

    reason = forms.CharField(required=False, max_length=1000)
