"""Template filters for what a record holds; the words are in practices.wording."""

from urllib.parse import urlsplit

from django import template
from django.utils.safestring import SafeString, mark_safe

from practices import choices, wording

register = template.Library()

for function in (
    wording.country_text,
    wording.date_text,
    wording.euro_text,
    wording.keep_together,
    wording.money_text,
    wording.name_of,
    wording.number_text,
    wording.oblasti_text,
    wording.original_text,
    wording.period_text,
    wording.places_text,
    wording.practices_text,
    wording.size_text,
    wording.years_text,
):
    register.filter(function.__name__, function)

_VOCABULARIES = {
    "practice_kind": choices.PracticeKind,
    "stage": choices.Stage,
    "organisation_kind": choices.OrganisationKind,
    "measure_kind": choices.MeasureKind,
    "participation": choices.ParticipationLevel,
    "event_kind": choices.EventKind,
    "publication_kind": choices.PublicationKind,
    "document_kind": choices.DocumentKind,
    "source_reading": choices.SourceReading,
    "size_band": choices.SizeBand,
}


@register.filter
def label(code: str, vocabulary: str) -> str:
    """Return the word for a code of a vocabulary; "" for no code, the code for an unknown one."""
    words = {value: str(text) for value, text in _VOCABULARIES[vocabulary].choices}
    return words.get(code, code)


@register.filter
def record_html(html: str) -> SafeString:
    """Mark HTML of a record as safe: records.py sanitised it when the record was written."""
    return mark_safe(html)


@register.filter
def host(url: str) -> str:
    """Return the host of an address, without www."""
    return urlsplit(url).netloc.removeprefix("www.")


@register.simple_tag
def dates(start: str | None, end: str | None) -> str:
    return wording.dates_text(start, end)
