"""The form behind „Номинирай“."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kb.protection.forms import ProtectedFormMixin

REASON_LENGTH = 200


class NominationForm(ProtectedFormMixin, forms.Form):
    """A reason nobody has to give, and the picture code as the last field."""

    reason = forms.CharField(
        label=_("Why do you support it?"),
        help_text=_("One line for our editors; we do not publish it."),
        max_length=REASON_LENGTH,
        required=False,
    )

    def __init__(self, *args, **kwargs) -> None:
        # The form is also shown inside the practice page, whose ids must stay its own.
        super().__init__(*args, auto_id="nominate_%s", **kwargs)

    def clean_reason(self) -> str:
        """Return the reason as one line."""
        return " ".join(self.cleaned_data["reason"].split())

    @property
    def code_key(self) -> str:
        """The public key of the challenge that was answered."""
        return self._typed_code().key
