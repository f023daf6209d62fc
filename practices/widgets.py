"""The box for municipalities, the same for whoever proposes and whoever edits."""

from collections.abc import Iterator
from itertools import groupby

from django import forms
from django.forms import Script
from django.utils.translation import gettext_lazy as _

from practices.models.register import Municipality


def municipality_choices() -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Yield (oblast, [(code, name), …]) of today's municipalities in alphabetical order."""
    rows = Municipality.objects.filter(valid_until=None).select_related("oblast")
    rows = sorted(rows, key=lambda row: (row.oblast.name, row.name, row.code))
    for oblast, members in groupby(rows, key=lambda row: row.oblast.name):
        yield oblast, [(row.code, row.name) for row in members]


class MunicipalitySelect(forms.SelectMultiple):
    """A plain list of 265, which municipality-picker.js turns into a box to type in."""

    class Media:
        js = [Script("js/municipality-picker.js", type="module")]

    def build_attrs(self, base_attrs: dict, extra_attrs: dict | None = None) -> dict:
        words = {
            "data-picker": "",
            "size": "10",
            "data-picker-label": _("Type the name of a municipality"),
            "data-picker-placeholder": _("for example: Gabrovo"),
            "data-picker-oblast": _("%s oblast"),
            "data-picker-chosen": _("Chosen municipalities"),
            "data-picker-remove": _("Remove %s"),
            "data-picker-added": _("%s is added."),
            "data-picker-removed": _("%s is removed."),
            "data-picker-found": _("%s found. Choose with the arrows and Enter."),
            "data-picker-none": _("No municipality has such a name."),
        }
        return super().build_attrs({**base_attrs, **words}, extra_attrs)


class DeskMunicipalitySelect(MunicipalitySelect):
    """The same in Wagtail's admin, which knows nothing of the site's look."""

    class Media:
        css = {"all": ["css/desk-picker.css"]}
