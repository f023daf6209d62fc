"""What reviewers and editors fill in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from practices.models import Municipality, Organisation
from practices.reviews.choices import MARKS, QUESTIONS, Badge, Criterion, EvidenceLevel


class DeclarationForm(forms.Form):
    """What ties a reviewer has."""

    municipality = forms.ModelChoiceField(
        Municipality.objects.filter(valid_until=None).order_by("name_bg"),
        label=_("Your municipality"),
        required=False,
        empty_label=_("None: I neither work nor live in one"),
        help_text=_("Where you work or live. Practices of its whole oblast go to others."),
    )
    organisations = forms.ModelMultipleChoiceField(
        Organisation.objects.all(),
        label=_("Organisations you belong to"),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 12}),
        help_text=_("Several: hold Ctrl. Practices they took part in go to others."),
    )


class AnswerForm(forms.Form):
    """Four marks, each with a reason."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for criterion in Criterion:
            self.fields[criterion.value] = forms.TypedChoiceField(
                label=criterion.label,
                choices=[(n, str(n)) for n in MARKS],
                coerce=int,
                widget=forms.RadioSelect,
                error_messages={"required": _("Choose a mark from 0 to 5.")},
            )
            self.fields[f"{criterion.value}_why"] = forms.CharField(
                label=_("Why"),
                max_length=1000,
                widget=forms.Textarea(attrs={"rows": 3}),
                error_messages={"required": _("Say in a sentence why this mark.")},
            )

    def questions(self) -> list[tuple]:
        """Return (criterion, question, bound mark, bound reason) in order."""
        return [
            (criterion, QUESTIONS[criterion], self[criterion.value], self[f"{criterion.value}_why"])
            for criterion in Criterion
        ]

    def marks(self) -> dict[str, tuple[int, str]]:
        """Return what rounds.answer takes; the form must be valid."""
        values = self.cleaned_data
        return {name: (values[name], values[f"{name}_why"]) for name in Criterion.values}


class DecisionForm(forms.Form):
    """The editor's own decision; the proposal is only filled in."""

    level = forms.TypedChoiceField(
        label=_("Evidence level"), choices=EvidenceLevel.choices, coerce=int
    )
    badge = forms.ChoiceField(label=_("Badge"), choices=Badge.choices, required=False)
    reason = forms.CharField(
        label=_("Why"),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Say why: the reason is kept with the decision.")},
    )
