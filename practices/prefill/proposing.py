"""All the rules over one text."""

from practices.prefill import (
    codes,
    documents,
    events,
    funding,
    groups,
    money,
    organisations,
    periods,
    places,
    publications,
    sections,
)
from practices.prefill.proposal import FIELDS, Proposal
from practices.prefill.source import Source

RULES = (
    sections.title,
    sections.sections,
    places.municipalities,
    funding.funding,
    codes.project_codes,
    money.cost,
    periods.period,
    periods.duration,
    organisations.partners,
    events.events,
    documents.documents,
    groups.target_groups,
    publications.publications,
)
# A release has some thousand characters; of a book only its beginning is read, so that the time
# of an answer is bounded.
LONGEST_TEXT = 50_000


def propose(text: str) -> list[Proposal]:
    """Return what the rules found, in the order of FIELDS and then of the text."""
    source = Source(text[:LONGEST_TEXT])
    found = [proposal for rule in RULES for proposal in rule(source)]
    return sorted(found, key=lambda p: (FIELDS.index(p.field), p.start, p.end))
