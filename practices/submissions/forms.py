"""The short form of a practice, and the answer to an editor's question."""

import re
import secrets
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kb.protection.forms import ProtectedFormMixin
from practices.curation.choices import Suspicion
from practices.ports import Occasion, occasion
from practices.submissions import consent
from practices.submissions.fields import FilesField, HoldsFilesMixin, MunicipalitiesField

MUNICIPALITIES_AT_MOST = 30
TOO_LONG = _("Up to %(limit_value)d characters; now there are %(show_value)d.")


def new_form_key() -> str:
    return secrets.token_hex(16)


def _text(label: str, length: int, *, rows: int, hint: str = "", required: str = ""):
    """A field of several lines; `required` is what is said when it is empty, "" for optional."""
    return forms.CharField(
        label=label,
        max_length=length,
        required=bool(required),
        error_messages={"required": required, "max_length": TOO_LONG},
        help_text=hint,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class ProposalForm(HoldsFilesMixin, ProtectedFormMixin, forms.Form):
    """Five fields and consent are enough; three sections, a link and files may follow."""

    title = forms.CharField(
        label=_("Title"),
        max_length=120,
        help_text=_("What was done, in a few words."),
        error_messages={"required": _("Write a title."), "max_length": TOO_LONG},
    )
    municipalities = MunicipalitiesField(
        label=_("Municipalities"),
        help_text=_("One or more: where the practice works."),
    )
    lead_text = _text(
        _("What was done, in short"),
        600,
        rows=5,
        required=_("Write in a few words what was done."),
        hint=_("What the problem was, what you did and what came of it: two or three sentences."),
    )
    email = forms.EmailField(
        label=_("Your e-mail"),
        max_length=254,
        help_text=_("It is not published. We send you a link to confirm and tell you what comes."),
        error_messages={
            "required": _("Write your e-mail; without it we cannot tell you what comes."),
            "invalid": _("This is not an e-mail address. It looks like name@example.bg."),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    background = _text(
        _("Background"), 3000, rows=6, hint=_("What was the problem before, and for whom?")
    )
    practice = _text(
        _("Practice"), 6000, rows=8, hint=_("What did you do, step by step, and with whom?")
    )
    results = _text(
        _("Results"), 3000, rows=6, hint=_("What changed, and how do you know? Numbers help.")
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
    files = FilesField(
        label=_("Files"),
        help_text=_("Pictures, PDF or office documents: up to 5 files, 15 MB each."),
    )
    innovator_name = forms.CharField(
        label=_("Innovator"),
        max_length=150,
        required=False,
        help_text=_("The name to show beside the practice: a person, a team or an organisation."),
    )
    consent = forms.BooleanField(
        error_messages={"required": _("Without your agreement we may not publish it.")},
    )
    form_key = forms.Field(required=False, widget=forms.HiddenInput)
    # What the proposal is sent for (practices.ports.occasion); what names nothing is nothing.
    za = forms.Field(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["consent"].label = consent.text(get_language() or "bg")
        self.initial.setdefault("form_key", new_form_key())

    def full_clean(self) -> None:
        """Tell about refused files also when the post only asks for another picture."""
        super().full_clean()
        if self.is_bound and self.wants_new_code and self.fields["files"].held.errors:
            self.add_error("files", self.fields["files"].held.errors)

    def clean_municipalities(self) -> list:
        chosen = self.cleaned_data["municipalities"]
        if len(chosen) > MUNICIPALITIES_AT_MOST:
            raise forms.ValidationError(
                _("Choose up to %(most)d municipalities and name the others in the text."),
                params={"most": MUNICIPALITIES_AT_MOST},
            )
        return chosen

    def occasion(self) -> Occasion | None:
        """Return what the proposal is sent for, as the open form or its address says."""
        named = self.data if self.is_bound else self.initial
        return occasion(str(named.get(self.add_prefix("za"), ""))[:40])

    def posted_key(self) -> str | None:
        """Return the key that this form was opened with; None if it was tampered with."""
        key = str(self.data.get(self.add_prefix("form_key"), ""))
        return key if re.fullmatch(r"[0-9a-f]{32}", key) else None

    def values(self) -> dict:
        """Return the columns of the proposal that a valid form stands for."""
        names = (
            *("title", "lead_text", "background", "practice", "results", "evidence_link"),
            *("innovator_name", "email"),
        )
        suspicion = list(self.suspicion)
        if self.asks_person:
            suspicion.append(Suspicion.NO_CODE.value)
        return {
            **{name: self.cleaned_data[name] for name in names},
            "form_key": self.posted_key(),
            "language": (get_language() or "bg")[:2],
            "consent_version": consent.CURRENT,
            "consent_at": timezone.now(),
            "suspicion": suspicion,
        }


class AnswerForm(HoldsFilesMixin, forms.Form):
    """What the sender says to an editor's question."""

    text = _text(_("Your answer"), 5000, rows=6, required=_("Write your answer."))
    files = FilesField(
        label=_("Files"),
        help_text=_("Pictures, PDF or office documents: up to 5 files, 15 MB each."),
    )
