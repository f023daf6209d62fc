"""What was typed, as a reader would say it: codes by their names."""

from typing import Any

from django.forms import Field
from django.utils.translation import gettext as _


def said(field: Field, value: Any) -> str:
    """Return the value of a field in words; "" where nothing is typed."""
    if value in (None, "", False, []):
        return ""
    if value is True:
        return _("yes")
    known = names(getattr(field, "choices", ()))
    if isinstance(value, list):
        return ", ".join(known.get(str(item), str(item)) for item in value)
    return known.get(str(value), str(value))


def names(choices: Any) -> dict[str, str]:
    """Return {code: name} of choices, grouped or not."""
    found: dict[str, str] = {}
    for key, label in choices:
        if isinstance(label, (list, tuple)):
            found |= {str(inner): str(name) for inner, name in label}
        else:
            found[str(key)] = str(label)
    return found
