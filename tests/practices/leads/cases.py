"""Leads and who points to them, for tests; made by the same functions as in life."""

from django.utils import timezone

from practices.leads import transitions
from practices.leads.models import Lead
from practices.models import Municipality
from tests.practices.curation.cases import person
from tests.practices.submissions.cases import Proposer

FORM = "/predlozhi/signal/"
INFORMANT = "citizen@example.org"
TOWN_HALL = "kmet@gabrovo.example"
TITLE = "Читалня на спирката"
FIELDS = {
    "title": TITLE,
    "municipalities": ["GAB05"],
    "lead_text": "На спирката има рафт с книги; всеки взема и оставя.",
    "evidence_link": "https://example.org/chitalnya",
    "email": INFORMANT,
}
REASON = "Спирката е на съседната община."


class Informant(Proposer):
    """A browser with the form of a lead open and its picture read; it may be sent again."""

    def __init__(self) -> None:
        super().__init__(form=FORM)
        self.carried = self.hidden()

    def send(self, **fields):
        return self.client.post(self.form, {**FIELDS, "consent": "on", **self.carried, **fields})


def pointed(**values) -> Lead:
    """A lead that nobody has confirmed yet."""
    columns = {name: value for name, value in FIELDS.items() if name != "municipalities"}
    columns |= {"language": "bg", "consent_version": "2026-11-lead", "consent_at": timezone.now()}
    places = Municipality.objects.filter(code__in=FIELDS["municipalities"])
    return transitions.point(values={**columns, **values}, municipalities=places)


def waiting(**values) -> Lead:
    """A confirmed lead: it waits for an editor."""
    return transitions.confirm(pointed(**values)).lead


def with_town_hall(**values) -> Lead:
    """A lead whose municipality has the link."""
    return transitions.send_link(
        waiting(**values), actor=person(), address=TOWN_HALL, unofficial=True
    ).lead


def trail(lead: Lead) -> list[str]:
    return list(lead.events.values_list("step", flat=True))
