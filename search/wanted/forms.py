"""The form of a call, and the shorter one of who looks for the same."""

import re
import secrets
from hashlib import sha256
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kb.protection.forms import ProtectedFormMixin
from practices.models import Municipality
from practices.widgets import MunicipalitySelect, municipality_choices
from search.wanted import personal
from search.wanted.choices import Asker, Suspicion
from search.wanted.consent import CURRENT, of_author, of_follower
from search.wanted.existing import Existing, existing
from search.wanted.models import TEXT_LENGTH, TITLE_LENGTH, WORDS_LENGTH

MUNICIPALITIES_AT_MOST = 5
DETAILS_SHOWN = 10
TOO_LONG = _("Up to %(limit_value)d characters; now there are %(show_value)d.")
LOOK = "look"  # the code of „look at this first“, which is no mistake


def new_form_key() -> str:
    return secrets.token_hex(16)


def _email(hint: str) -> forms.EmailField:
    return forms.EmailField(
        label=_("Your e-mail"),
        max_length=254,
        help_text=hint,
        error_messages={
            "required": _("Write your e-mail; without it we cannot tell you what is found."),
            "invalid": _("This is not an e-mail address. It looks like name@example.bg."),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class PlacesField(forms.ModelMultipleChoiceField):
    """Up to five of today's municipalities, grouped by oblast; cleans to a list of rows."""

    widget = MunicipalitySelect

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Municipality.objects.filter(valid_until=None), required=False, **kwargs)
        self.choices = municipality_choices

    def clean(self, value: Any) -> list[Municipality]:
        for code in value or ():
            if not str(code).isalnum():  # a NUL byte is an error in PostgreSQL, not a miss
                raise ValidationError(
                    self.error_messages["invalid_choice"],
                    code="invalid_choice",
                    params={"value": code},
                )
        chosen = list(super().clean(value))
        if len(chosen) > MUNICIPALITIES_AT_MOST:
            raise ValidationError(
                _("Choose up to %(most)d municipalities."), params={"most": MUNICIPALITIES_AT_MOST}
            )
        return chosen


class AddressForm(ProtectedFormMixin, forms.Form):
    """What every form here ends with: e-mail, consent and the code, which is always the last."""

    email = _email(_("It is not published. We send you a link to confirm."))
    consent = forms.BooleanField(
        error_messages={"required": _("Without your agreement we may not keep your address.")},
    )
    consent_text = staticmethod(of_follower)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["consent"].label = self.consent_text(get_language() or "bg")

    def clean_email(self) -> str:
        """One mailbox is one seeker, however its address is written."""
        return self.cleaned_data["email"].lower()

    def agreement(self) -> dict:
        """Return the columns that say what was agreed to, and when."""
        return {"consent_version": CURRENT, "consent_at": timezone.now()}

    def language(self) -> str:
        return (get_language() or "bg")[:2]


class FollowForm(AddressForm):
    """„Търся и аз същото“."""


class CallForm(AddressForm):
    """One sentence, an address and consent are enough.

    Before it is sent, the form shows once what may make it needless or harmful: practices that may
    be the answer (`found`) and personal details in what will be public (`personal`). `looked` says
    what was shown already, so that the second post goes through.
    """

    title = forms.CharField(
        label=_("What are you looking for?"),
        max_length=TITLE_LENGTH,
        help_text=_("One sentence, as you would say it to a colleague. It will be public."),
        error_messages={"required": _("Write what you are looking for."), "max_length": TOO_LONG},
    )
    text = forms.CharField(
        label=_("Why? What is the problem?"),
        max_length=TEXT_LENGTH,
        required=False,
        help_text=_(
            "What does not work now, for whom, what you have tried. No names, telephones or "
            "addresses of people: this will be public too."
        ),
        error_messages={"max_length": TOO_LONG},
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    municipalities = PlacesField(
        label=_("Municipality"), help_text=_("Where the problem is, if it is in one place.")
    )
    asker = forms.ChoiceField(
        label=_("Who is looking?"),
        required=False,
        choices=[("", _("not stated")), *Asker.choices],
    )
    asked = forms.CharField(required=False, max_length=WORDS_LENGTH, widget=forms.HiddenInput)
    looked = forms.Field(required=False, widget=forms.HiddenInput)
    form_key = forms.Field(required=False, widget=forms.HiddenInput)
    field_order = (
        *("title", "text", "municipalities", "asker", "email", "consent"),
        *("asked", "looked", "form_key"),
    )
    consent_text = staticmethod(of_author)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].help_text = _(
            "It is not published. We send you a link to confirm and write when something is found."
        )
        self.initial.setdefault("form_key", new_form_key())
        self.found: list[Existing] = []
        self.personal: list[personal.Detail] = []

    def clean(self) -> dict:
        """Ask once to look, when all that was typed is right."""
        data = super().clean()
        if self.errors:
            return data
        self.personal = personal.details(f"{data['title']}\n{data['text']}")[:DETAILS_SHOWN]
        self.found = existing(data["asked"], data["title"], self.language())
        told = [hit.pid for hit in self.found] + [detail.text for detail in self.personal]
        marks = [sha256(text.encode()).hexdigest()[:8] for text in told]
        if set(marks) - set(self.seen()):
            self.data = self.data.copy()
            self.data[self.add_prefix("looked")] = " ".join(marks)
            raise ValidationError(_("Look at this before you send it."), code=LOOK)
        return data

    def seen(self) -> list[str]:
        """Return the marks of what the form has already shown."""
        return str(self.data.get(self.add_prefix("looked"), "")).split()

    @property
    def only_look(self) -> bool:
        """Whether nothing is wrong, but something is to be looked at first."""
        errors = self.errors.as_data() if self.is_bound else {}
        rest = [name for name in errors if name != "__all__"]
        return not rest and any(e.code == LOOK for e in errors.get("__all__", ()))

    def posted_key(self) -> str | None:
        """Return the key that this form was opened with; None if it was tampered with."""
        key = str(self.data.get(self.add_prefix("form_key"), ""))
        return key if re.fullmatch(r"[0-9a-f]{32}", key) else None

    def values(self) -> dict:
        """Return the columns of the call that a valid form stands for."""
        suspicion = list(self.suspicion)
        if self.asks_person:
            suspicion.append(Suspicion.NO_CODE.value)
        return {
            **{name: self.cleaned_data[name] for name in ("title", "text", "asker", "asked")},
            "form_key": self.posted_key(),
            "language": self.language(),
            "shown": [hit.pid for hit in self.found],
            "suspicion": suspicion,
        }

    def author(self) -> dict:
        """Return the columns of the author."""
        return {
            "email": self.cleaned_data["email"],
            "language": self.language(),
            **self.agreement(),
        }
