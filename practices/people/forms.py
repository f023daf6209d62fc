"""The two forms of „Лични данни“: an address to look for, and the button under what was found."""

from datetime import timedelta

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

SALT = "practices.people.shown"
LIFE = timedelta(hours=1)


class AddressForm(forms.Form):
    """It is posted, not asked for by GET: an address in a query would stand in the server's log."""

    mail = forms.EmailField(label=_("E-mail of the person"), max_length=254)


class EraseForm(forms.Form):
    """Good only for exactly what was shown (`shown`: address and fingerprint, signed)."""

    shown = forms.CharField(widget=forms.HiddenInput)
    request = forms.CharField(
        label=_("Number of the request"),
        max_length=60,
        required=False,
        help_text=_(
            "For the record, for example the number of the letter. No names, no addresses."
        ),
    )

    def clean_request(self) -> str:
        """Refuse what would keep the address."""
        text = self.cleaned_data["request"].strip()
        if "@" in text:
            raise ValidationError(_("Write no address here: this line is kept."))
        return text


def seal(mail: str, fingerprint: str) -> str:
    """Sign what an editor was shown."""
    return signing.dumps([mail, fingerprint], salt=SALT)


def unseal(shown: str) -> tuple[str, str]:
    """Return (address, fingerprint).

    :raises signing.BadSignature: if it is altered, or older than an hour.
    """
    mail, fingerprint = signing.loads(shown, salt=SALT, max_age=LIFE)
    return mail, fingerprint
