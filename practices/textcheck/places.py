"""What the fields of an entry are called when a remark points at them."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

PLACES = {
    "title": gettext_lazy("Title"),
    "lead_text": gettext_lazy("What was done, in short"),
    "summary": gettext_lazy("Summary"),
    "problem_line": gettext_lazy("The problem in one sentence"),
    "background": gettext_lazy("Background"),
    "practice": gettext_lazy("Practice"),
    "results": gettext_lazy("Results"),
    "what_failed": gettext_lazy("What did not work"),
    "limits": gettext_lazy("Conditions and limits"),
    "adapt_notes": gettext_lazy("Reusing it"),
    "municipalities_note": gettext_lazy("Municipalities"),
    "target_groups_note": gettext_lazy("For whom it is"),
    "innovator_name": gettext_lazy("Innovator"),
    "editor_note": gettext_lazy("Note of the editors"),
    "steps": gettext_lazy("Steps"),
    "measures": gettext_lazy("Measured results"),
    "partners": gettext_lazy("Partners"),
    "events": gettext_lazy("Events"),
    "publications": gettext_lazy("Publications"),
    "legal_basis": gettext_lazy("Legal basis"),
    "documents": gettext_lazy("Documents"),
    "sources": gettext_lazy("Sources"),
    "gallery": gettext_lazy("Pictures"),
    "funding": gettext_lazy("Funding"),
    "cost": gettext_lazy("Price"),
    "running_cost": gettext_lazy("Yearly running cost"),
    "staff_effort": gettext_lazy("Labour"),
    "lead_organisation": gettext_lazy("Lead organisation"),
    "participation": gettext_lazy("Participation of citizens"),
    "contact": gettext_lazy("Contact"),
    "inspired_by": gettext_lazy("Where the idea came from"),
    "project_codes": gettext_lazy("Project number"),
    "evidence_link": gettext_lazy("Link"),
}


def place_of(field: str) -> str:
    """Return the name of a field or of a row of it; an unknown field under its own name."""
    key, *path = field.split(".")
    name = str(PLACES.get(key, key))
    if path and path[0].isdigit():
        return _("%(list)s, row %(row)d") % {"list": name, "row": int(path[0]) + 1}
    return name
