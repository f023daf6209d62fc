"""Names of the fields and short forms of their values, for people."""

from functools import cache
from typing import Any

from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from practices.choices import DocumentKind, EventKind, OrganisationKind, PublicationKind
from practices.prefill.proposal import Proposal
from practices.registers import read as register

_KINDS = {
    "partners": dict(OrganisationKind.choices),
    "events": dict(EventKind.choices),
    "documents": dict(DocumentKind.choices),
    "publications": dict(PublicationKind.choices),
}
LABELS = {
    "title": _("Title"),
    "background": _("Background"),
    "practice": _("Practice"),
    "results": _("Results"),
    "municipalities": _("Municipality"),
    "partners": _("Partner"),
    "funding": _("Funding"),
    "project_codes": _("Project number"),
    "cost": _("Total cost"),
    "period": _("Period"),
    "duration_months": _("Duration in months"),
    "target_groups": _("Target group"),
    "events": _("Event"),
    "documents": _("Document"),
    "publications": _("Publication"),
}


def said(proposal: Proposal) -> str:
    """Return the value in one line; rows as `key: value` without what is empty."""
    value: Any = proposal.value
    if isinstance(value, dict):
        kinds = _KINDS.get(proposal.field, {})
        filled = [
            f"{_key(name)}: {kinds.get(inner, inner) if name == 'kind' else inner}"
            for name, inner in value.items()
            if inner and name != "programme"
        ]
        return "; ".join(filled)
    return _named().get(value, str(value)) if isinstance(value, str) else str(value)


@cache
def _named() -> dict[str, str]:
    """Return code of a municipality or slug of a target group -> Bulgarian name."""
    towns = {row["code"]: row["name_bg"] for row in register("municipalities")}
    return towns | {row["slug"]: row["name_bg"] for row in register("target_groups")}


def _key(name: str) -> str:
    names = {
        "name": gettext("name"),
        "title": gettext("title"),
        "kind": gettext("kind"),
        "country": gettext("country"),
        "role": gettext("role"),
        "donor": gettext("donor"),
        "share": gettext("share"),
        "amount": gettext("amount"),
        "currency": gettext("currency"),
        "year": gettext("year"),
        "start": pgettext("period", "from"),
        "end": pgettext("period", "to"),
        "participants": gettext("participants"),
        "adopted_by": gettext("adopted by"),
        "adopted_on": gettext("adopted on"),
        "issues": gettext("issues"),
        "print_run": gettext("print run"),
    }
    return names[name]
