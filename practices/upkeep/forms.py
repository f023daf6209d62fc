"""What a reader reports, what a contact answers, what an editor decides."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kb.protection.forms import ProtectedFormMixin
from practices.models import Municipality
from practices.upkeep.choices import ANSWERS, PUBLIC_KINDS, ReportKind
from practices.upkeep.models import SENTENCE
from practices.widgets import DeskMunicipalitySelect, municipality_choices


class ReportForm(ProtectedFormMixin, forms.Form):
    """One of five choices, a sentence nobody has to write, and the picture code."""

    kind = forms.ChoiceField(
        label=_("What should we look at?"),
        choices=[(kind.value, kind.label) for kind in PUBLIC_KINDS],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the five.")},
    )
    text = forms.CharField(
        label=_("In one sentence"),
        help_text=_("Only the editors read it. Please write no personal data."),
        max_length=SENTENCE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    # The version of the record that was on the screen.
    seen = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def clean_text(self) -> str:
        """Return the sentence as one line."""
        return " ".join(self.cleaned_data["text"].split())

    def clean_kind(self) -> ReportKind:
        return ReportKind(self.cleaned_data["kind"])


class AnswerForm(forms.Form):
    """A button of three, and a sentence nobody has to write."""

    state = forms.ChoiceField(choices=[(state.value, state.label) for state in ANSWERS])
    note = forms.CharField(
        label=_("In one sentence, if you wish"),
        help_text=_("What is different now? Only the editors read it."),
        max_length=SENTENCE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class DecisionForm(forms.Form):
    """What an editor decides about a report."""

    decision = forms.ChoiceField(choices=[("accept", ""), ("close", "")])
    reason = forms.CharField(max_length=SENTENCE, required=False)


class PlacesField(forms.ModelMultipleChoiceField):
    """Today's municipalities by their codes."""

    def clean(self, value):
        # A NUL byte is an error in PostgreSQL, not a miss.
        return super().clean([code for code in value or () if str(code).isalnum()])


class RoundForm(forms.Form):
    """The municipalities whose contacts are asked anew."""

    municipalities = PlacesField(
        Municipality.objects.filter(valid_until=None),
        to_field_name="code",
        label=_("Municipalities"),
        widget=DeskMunicipalitySelect,
        error_messages={"required": _("Choose at least one municipality.")},
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["municipalities"].choices = municipality_choices
