"""The five fields of a lead, and the municipality's answer."""

import re
import secrets
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kb.protection.forms import ProtectedFormMixin
from practices.curation.choices import Suspicion
from practices.leads import consent
from practices.submissions.fields import MunicipalitiesField

MUNICIPALITIES_AT_MOST = 30
TOO_LONG = _("Up to %(limit_value)d characters; now there are %(show_value)d.")


class LeadForm(ProtectedFormMixin, forms.Form):
    """Somebody else's practice in five fields, one of them optional."""

    title = forms.CharField(
        label=_("Title"),
        max_length=120,
        help_text=_("What was done, in a few words."),
        error_messages={"required": _("Write a title."), "max_length": TOO_LONG},
    )
    municipalities = MunicipalitiesField(
        label=_("Municipalities"), help_text=_("One or more: where it was done.")
    )
    lead_text = forms.CharField(
        label=_("What was done, in short"),
        max_length=600,
        help_text=_("What you saw or read, and why it may help others: two or three sentences."),
        error_messages={
            "required": _("Write in a few words what was done."),
            "max_length": TOO_LONG,
        },
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    evidence_link = forms.URLField(
        label=_("Link"),
        max_length=500,
        required=False,
        assume_scheme="https",
        help_text=_("An address where one can read about it."),
        error_messages={"invalid": _("This is no address. It looks like https://example.bg/news.")},
        widget=forms.URLInput(attrs={"inputmode": "url"}),
    )
    email = forms.EmailField(
        label=_("Your e-mail"),
        max_length=254,
        help_text=_("The municipality does not see it. We send you a link to confirm."),
        error_messages={
            "required": _("Write your e-mail; without it we cannot tell you what comes."),
            "invalid": _("This is not an e-mail address. It looks like name@example.bg."),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    consent = forms.BooleanField(
        error_messages={"required": _("Without your agreement we may not pass it on.")},
    )
    form_key = forms.Field(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["consent"].label = consent.text(get_language() or "bg")
        self.initial.setdefault("form_key", secrets.token_hex(16))

    def clean_municipalities(self) -> list:
        chosen = self.cleaned_data["municipalities"]
        if len(chosen) > MUNICIPALITIES_AT_MOST:
            raise forms.ValidationError(
                _("Choose up to %(most)d municipalities and name the others in the text."),
                params={"most": MUNICIPALITIES_AT_MOST},
            )
        return chosen

    def posted_key(self) -> str | None:
        """Return the key that this form was opened with; None if it was tampered with."""
        key = str(self.data.get(self.add_prefix("form_key"), ""))
        return key if re.fullmatch(r"[0-9a-f]{32}", key) else None

    def values(self) -> dict:
        """Return the columns of the lead that a valid form stands for."""
        suspicion = list(self.suspicion)
        if self.asks_person:
            suspicion.append(Suspicion.NO_CODE.value)
        names = ("title", "lead_text", "evidence_link", "email")
        return {
            **{name: self.cleaned_data[name] for name in names},
            "form_key": self.posted_key(),
            "language": (get_language() or "bg")[:2],
            "consent_version": consent.CURRENT,
            "consent_at": timezone.now(),
            "suspicion": suspicion,
        }


class DeclineForm(forms.Form):
    """Why the municipality does not describe it."""

    reason = forms.CharField(
        label=_("Why not?"),
        max_length=1000,
        help_text=_("One sentence is enough. We pass it on to who pointed to the practice."),
        error_messages={
            "required": _("Write why; the person who pointed to it is told."),
            "max_length": TOO_LONG,
        },
        widget=forms.Textarea(attrs={"rows": 3}),
    )
