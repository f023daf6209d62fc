"""The editing form of a practice: drafts may be incomplete, what is published may not."""

from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

from practices.widgets import DeskMunicipalitySelect, municipality_choices

SUMMARY_LENGTH = (150, 300)
MAX_THEMES = 3


class PracticePageForm(WagtailAdminPageForm):
    """Checks the starred fields of the model when a page goes to review or to the public."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if "municipalities" in self.fields:
            field = self.fields["municipalities"]
            field.widget = DeskMunicipalitySelect(attrs=field.widget.attrs)
            field.choices = municipality_choices

    def clean(self):
        cleaned = super().clean()
        if not self.is_deferred_validation:
            # Facts of public sources in our own words have no submitter who could consent.
            consent = cleaned.get("consent") or bool(self.instance.import_key)
            missing = missing_for_publication(cleaned | {"consent": consent})
            for name, message in missing.items():
                self.add_error(name if name in self.fields else None, message)
        return cleaned


def missing_for_publication(values: dict) -> dict[str, str]:
    """Return {field: sentence} for each starred field that `values` does not fill. Pure."""
    missing = {}
    shortest, longest = SUMMARY_LENGTH
    if not shortest <= len((values.get("summary") or "").strip()) <= longest:
        missing["summary"] = _("The summary needs %(shortest)d to %(longest)d characters.") % {
            "shortest": shortest,
            "longest": longest,
        }
    sections = {
        "background": _("Describe the problem that was there before."),
        "practice": _("Describe what was done."),
        "results": _("Describe the results, or say that they are not known."),
    }
    missing |= {
        name: message
        for name, message in sections.items()
        if not strip_tags(values.get(name) or "").strip()
    }
    if not values.get("municipalities") and not values.get("municipalities_note"):
        missing["municipalities"] = _("Choose a municipality, or say why none can be named.")
    if not values.get("themes"):
        missing["themes"] = _("Choose at least one theme.")
    elif len(values["themes"]) > MAX_THEMES:
        missing["themes"] = _("Choose no more than three themes.")
    if not values.get("lead_organisation"):
        missing["lead_organisation"] = _("Name the organisation that led the practice.")
    if not values.get("licence"):
        missing["licence"] = _("Choose a licence.")
    if not values.get("consent"):
        missing["consent"] = _("Nothing is published without consent.")
    return missing
