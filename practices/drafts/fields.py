"""Form fields of the full description. None of them is demanded before it is sent."""

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from itertools import groupby
from typing import Any

from babel import Locale
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from practices.models import FundingProgramme, Theme
from practices.models.evidence import PartialDateField

TOO_LONG = _("Up to %(limit_value)d characters; now there are %(show_value)d.")


def line(
    label: str, length: int, hint: str = "", *, required: bool = False, **more: Any
) -> forms.CharField:
    """A field of one line; `required` says so on the page and holds nobody back before sending."""
    return forms.CharField(
        label=label,
        max_length=length,
        required=required,
        help_text=hint,
        error_messages={"max_length": TOO_LONG},
        **more,
    )


def text(
    label: str, length: int, hint: str = "", rows: int = 6, *, required: bool = False
) -> forms.CharField:
    """A field of several lines."""
    widget = forms.Textarea(attrs={"rows": rows})
    return line(label, length, hint, required=required, widget=widget)


def choice(label: str, choices: Any, hint: str = "", initial: str = "") -> forms.ChoiceField:
    """A list of codes; the first line says that nothing is chosen, unless there is an initial one."""
    if not initial:
        choices = _with_nothing(choices)
    return forms.ChoiceField(
        label=label, choices=choices, required=False, help_text=hint, initial=initial
    )


def _with_nothing(choices: Any) -> Any:
    if callable(choices):
        return lambda: [("", "–"), *choices()]
    return [("", "–"), *choices]


def tick(label: str, hint: str = "", *, required: bool = False) -> forms.BooleanField:
    return forms.BooleanField(label=label, required=required, help_text=hint)


def whole_number(label: str, hint: str = "", most: int = 10_000_000) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=most,
        help_text=hint,
        error_messages={"invalid": _("Write a whole number, for example 25.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "input-short"}),
    )


def year(label: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=1900,
        max_value=2100,
        error_messages={"invalid": _("Write a year with four digits, for example 2019.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "input-short"}),
    )


def month(label: str) -> forms.ChoiceField:
    return choice(label, months)


def months() -> list[tuple[str, str]]:
    names = Locale.parse((get_language() or "bg")[:2]).months["stand-alone"]["wide"]
    return [(str(number), names[number]) for number in range(1, 13)]


def web_address(label: str = _("Address on the web")) -> forms.URLField:
    return forms.URLField(
        label=label,
        max_length=500,
        required=False,
        assume_scheme="https",
        error_messages={"invalid": _("This is no address. It looks like https://example.bg/news.")},
        # Typed text comes back as it was typed, also when it is no address.
        widget=forms.TextInput(attrs={"inputmode": "url"}),
    )


def day(label: str) -> forms.CharField:
    """A date as exact as the source is."""
    return forms.CharField(
        label=label,
        required=False,
        max_length=10,
        help_text=_("2016, 2016-04 or 2016-04-21"),
        validators=PartialDateField.default_validators,
        widget=forms.TextInput(attrs={"class": "input-short"}),
    )


class AmountField(forms.CharField):
    """A sum as people type it: „12 500,50“. Cleans to text with a point, "" for nothing.

    `below` is the first number that the column of the page does not hold.
    """

    def __init__(self, *, below: int = 10**14, **kwargs: Any) -> None:
        self.below = Decimal(below)
        widget = forms.TextInput(attrs={"inputmode": "decimal", "class": "input-short"})
        super().__init__(required=False, max_length=30, widget=widget, **kwargs)

    def clean(self, value: Any) -> str:
        typed = "".join(str(super().clean(value)).split()).replace("\u00a0", "")
        if not typed:
            return ""
        try:
            amount = Decimal(typed.replace(",", "."))
        except InvalidOperation:
            amount = Decimal("NaN")
        if not amount.is_finite() or amount < 0:
            raise ValidationError(_("Write a number, for example 12500 or 12 500,50."))
        if amount >= self.below or (amount := amount.quantize(Decimal("0.01"))) >= self.below:
            raise ValidationError(_("This number is too large. Check the zeros."))
        return str(amount)


def themes() -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Yield (theme of the top level, [(slug, name), …]) with the top one first in its group."""
    rows = list(Theme.objects.select_related("parent"))
    for top in (row for row in rows if row.parent_id is None):
        inside = [row for row in rows if row.parent_id == top.pk]
        yield top.name, [(row.slug, row.name) for row in (top, *inside)]


def terms(model: Any) -> Any:
    """Return what gives the (slug, name) pairs of a vocabulary when a form is made."""
    return lambda: [(row.slug, row.name) for row in model.objects.all()]


def programmes() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the programmes, grouped by kind."""
    rows = sorted(FundingProgramme.objects.all(), key=lambda row: (row.kind, row.name_bg))
    return [
        (str(members[0].get_kind_display()), [(row.slug, str(row)) for row in members])
        for members in (list(group) for _kind, group in groupby(rows, key=lambda row: row.kind))
    ]


def countries() -> list[tuple[str, str]]:
    """Return (ISO code, name) of the world's countries but Bulgaria, by name."""
    names = Locale.parse((get_language() or "bg")[:2]).territories
    rows = [(code, name) for code, name in names.items() if len(code) == 2 and code.isalpha()]
    rows = [row for row in rows if row[0] not in {"BG", "EU", "EZ", "UN", "XA", "XB", "ZZ", "QO"}]
    return sorted(rows, key=lambda row: row[1])


def several(label: str, choices: Any, hint: str = "") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        choices=choices,
        required=False,
        help_text=hint,
        widget=forms.CheckboxSelectMultiple,
    )
