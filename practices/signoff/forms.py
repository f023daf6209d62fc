"""What people type: whom the author asks, and what somebody answers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from practices.signoff.models import Order, Verdict
from practices.signoff.rounds import MOST_PEOPLE
from practices.signoff.sections import HEADINGS

_NO_ADDRESS = _("This is not an e-mail address. It looks like name@example.bg.")


class AskForm(forms.Form):
    """Up to five people as role_1, name_1, email_1 …, the order, and where the author is told."""

    use_required_attribute = False

    order = forms.ChoiceField(
        label=_("In which order"),
        choices=Order.choices,
        initial=Order.TOGETHER,
        widget=forms.RadioSelect,
    )
    author_email = forms.EmailField(
        label=_("Your e-mail"),
        help_text=_("There we tell you about answers. The people you ask see it."),
        max_length=254,
        error_messages={"required": _("Write your e-mail."), "invalid": _NO_ADDRESS},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, MOST_PEOPLE + 1):
            self.fields[f"role_{number}"] = forms.CharField(
                label=_("Role"),
                max_length=80,
                required=number == 1,
                error_messages={"required": _("Write in what role: mayor, lawyer, PR …")},
            )
            self.fields[f"name_{number}"] = forms.CharField(
                label=_("Name"), max_length=120, required=False
            )
            self.fields[f"email_{number}"] = forms.EmailField(
                label=_("E-mail"),
                max_length=254,
                required=number == 1,
                error_messages={
                    "invalid": _NO_ADDRESS,
                    "required": _("Write the e-mail; the link goes there."),
                },
            )

    def rows(self) -> list[tuple[int, list[forms.BoundField]]]:
        """Return (number, its three fields) for each person."""
        return [
            (number, [self[f"{name}_{number}"] for name in ("role", "name", "email")])
            for number in range(1, MOST_PEOPLE + 1)
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        people, addresses = [], set()
        for number in range(1, MOST_PEOPLE + 1):
            role, name, email = (
                cleaned.get(f"{part}_{number}", "") for part in ("role", "name", "email")
            )
            if not (role or name or email):
                continue
            if not role and f"role_{number}" not in self.errors:
                self.add_error(f"role_{number}", _("Write in what role: mayor, lawyer, PR …"))
            if not email and f"email_{number}" not in self.errors:
                self.add_error(f"email_{number}", _("Write the e-mail; the link goes there."))
            if email.lower() in addresses - {""}:
                self.add_error(f"email_{number}", _("This address is there already."))
            addresses.add(email.lower())
            people.append({"role": role, "name": name, "email": email})
        return cleaned | {"people": people}


class AnswerForm(forms.Form):
    """Comments by section, and the button that was pressed."""

    use_required_attribute = False

    seen = forms.CharField(max_length=64)
    verdict = forms.ChoiceField(choices=Verdict.choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, heading in HEADINGS.items():
            self.fields[name] = forms.CharField(
                label=heading,
                max_length=3000,
                required=False,
                widget=forms.Textarea(attrs={"rows": 3}),
            )

    def comment_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in HEADINGS]
