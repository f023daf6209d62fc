"""What stands beside the sections: why, the source, an answer, an address."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kb.protection.forms import ProtectedFormMixin
from practices.changes.models import ANSWER, SOURCE, WHY

TOO_LONG = _("Up to %(limit_value)d characters; now there are %(show_value)d.")


class WhyForm(forms.Form):
    """One sentence that everybody owes, and a source for who has one."""

    why = forms.CharField(
        label=_("Why, in one sentence"),
        max_length=WHY,
        help_text=_("For example: the project ended and the numbers are final now."),
        error_messages={"required": _("Say in one sentence why."), "max_length": TOO_LONG},
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    source = forms.CharField(
        label=_("Where one can check it"),
        max_length=SOURCE,
        required=False,
        help_text=_("An address on the web, a report, a decision of the council."),
        error_messages={"max_length": TOO_LONG},
    )

    def clean_why(self) -> str:
        return " ".join(self.cleaned_data["why"].split())


class AnswerForm(forms.Form):
    text = forms.CharField(
        label=_("Your answer"),
        max_length=ANSWER,
        error_messages={"required": _("Write your answer."), "max_length": TOO_LONG},
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class LinkForm(ProtectedFormMixin, forms.Form):
    """The address that we know somebody by."""

    email = forms.EmailField(
        label=_("Your e-mail"),
        max_length=254,
        help_text=_("The one you sent the practice from, or that of its contact."),
        error_messages={
            "required": _("Write your e-mail; the link goes there."),
            "invalid": _("This is not an e-mail address. It looks like name@example.bg."),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class DecisionForm(forms.Form):
    """Which version was read, over which public revision, and what is said to the proposer."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    public = forms.IntegerField(widget=forms.HiddenInput)
    text = forms.CharField(required=False, max_length=3000, widget=forms.Textarea)
