"""What is still missing from a practice, in words: what it is, and what to do about it."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from practices.completeness import WEIGHTS, completeness, is_record, record_shape


@dataclass(frozen=True, slots=True)
class Gap:
    """A gap: its code, how many points filling it brings, its name, and how it is filled."""

    code: str
    points: int
    words: str | Promise
    advice: str | Promise


@dataclass(frozen=True, slots=True)
class Gauge:
    """How much is written down, 0 to 100, and what is missing, in the order of the page."""

    score: int
    gaps: tuple[Gap, ...]

    @property
    def first(self) -> tuple[Gap, ...]:
        """The three gaps that bring most."""
        return tuple(sorted(self.gaps, key=lambda gap: -gap.points)[:3])


# code of practices.completeness -> (what is missing, what to do), in the order of the page
_WORDS: dict[str, tuple[Promise, Promise]] = {
    "background": (
        _("the background"),
        _("Say in three sentences what the problem was and for whom."),
    ),
    "practice": (
        _("the description of the practice"),
        _("Tell what was done, step after step, as to a colleague who will do it next."),
    ),
    "results": (
        _("the results in words"),
        _("Say what is different now in the life of people, not what was bought or held."),
    ),
    "measured_results": (
        _("a measured result"),
        _("Give one number before and after, with unit, period and where it comes from."),
    ),
    "cost": (_("the price"), _("Give the sum, the currency and the year; “about” is welcome.")),
    "period": (_("the years"), _("Give the year it began and, if it is over, the year it ended.")),
    "steps": (_("the steps"), _("List three to seven steps: what, how long, who.")),
    "documents": (
        _("documents to reuse"),
        _("Attach an ordinance, a contract or a form that others can start from."),
    ),
    "contact": (
        _("a contact"),
        _("Give an office telephone or an office e-mail; the e-mail is never shown."),
    ),
    "funding": (
        _("the source of the money"),
        _("Name the programme or say that the municipality paid for it."),
    ),
    "target_groups": (_("for whom it is"), _("Choose for whom the practice is.")),
    "what_failed": (
        _("what did not work"),
        _("One thing you would do otherwise; it may be shown to municipalities only."),
    ),
    "limits": (
        _("conditions and limits"),
        _("Say without what it would not work, or what to change elsewhere."),
    ),
    "staff_effort": (
        _("the labour it took"),
        _("Estimate the person-months: two people for half a year are twelve."),
    ),
    "legal_basis": (
        _("the legal basis"),
        _("Name the act or the decision of the council on which it rests."),
    ),
    "gallery": (_("pictures"), _("Add one picture with a sentence on what is in it.")),
}


def gauge(practice: dict) -> Gauge:
    """Return the gauge of a record document, or of an entry of which keys may be missing."""
    found = completeness(practice if is_record(practice) else record_shape(practice))
    missing = set(found["gaps"])
    gaps = tuple(
        Gap(code, WEIGHTS[code], words, advice)
        for code, (words, advice) in _WORDS.items()
        if code in missing
    )
    return Gauge(found["score"], gaps)
