"""„Иновация на седмицата“: the editors' choice, or else the week's own."""

from dataclasses import dataclass
from datetime import date, timedelta

from practices.listing import Card, card_of, visible
from practices.models.pages import FeaturedPractice

# A prime, so that neighbouring weeks do not show neighbouring numbers.
STRIDE = 7919
MEASURED = {"facets__facet": "has", "facets__value": "measured_results"}


@dataclass(frozen=True, slots=True)
class Week:
    """The practice of a week; `reason` is the editors' sentence, "" when the week chose."""

    card: Card
    reason: str


def of_the_week(language: str, today: date) -> Week | None:
    """Return the practice of the ISO week of `today` (2–4 queries), or None on an empty site.

    Without an editors' choice that is public, the week picks among the practices published before
    its Monday, those with a measured result first: the same all week, whatever is published in it.
    """
    monday = today - timedelta(days=today.weekday())
    choice = FeaturedPractice.objects.filter(week=monday).values("practice__pid", "reason").first()
    if choice:
        record = visible(language).filter(pid=choice["practice__pid"]).first()
        if record:
            return Week(card_of(record.document), choice["reason"])
    return _pick(language, monday)


def _pick(language: str, monday: date) -> Week | None:
    everything = visible(language).order_by("pid")
    known = everything.filter(first_published_on__lt=monday)
    measured = known.filter(**MEASURED)
    for records in (measured, everything.filter(**MEASURED), known, everything):
        number = records.count()
        if number:
            place = monday.toordinal() // 7 * STRIDE % number
            return Week(card_of(records[place].document), "")
    return None
