"""What the marks of a round come to: docs/reviews.md says the rule in words. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import fmean, median

from practices.choices import MeasureKind, MeasureNature
from practices.reviews.choices import Badge, Criterion, EvidenceLevel

WIDE_CRITERION = 2.5  # two marks for one criterion this far apart call a third reviewer
WIDE_MEAN = 1.5  # so do the means of two reviewers
# The highest evidence level that a rating of „Въздействие“ below the number allows.
CEILINGS = (
    (2, EvidenceLevel.DESCRIBED),
    (3, EvidenceLevel.MEASURED),
)
# badge: lowest evidence level, lowest mean, lowest value of any criterion
BADGES = (
    (Badge.PROVEN, EvidenceLevel.COMPARED, 4, 3),
    (Badge.GOOD, EvidenceLevel.MEASURED, 3, 2),
    (Badge.PROMISING, EvidenceLevel.CLAIMED, 2, 0),
)

Marks = Mapping[str, int]  # criterion -> 0 to 5, all four


@dataclass(frozen=True, slots=True)
class Proposal:
    """`values`: criterion -> median, 0.0 to 5.0; `mean` is theirs."""

    values: dict[str, float]
    mean: float
    level: EvidenceLevel
    badge: Badge


def is_wide(answers: Sequence[Marks]) -> bool:
    """Return whether any two reviewers are too far apart to leave it at that."""
    return any(
        max(abs(one[name] - other[name]) for name in Criterion) >= WIDE_CRITERION
        or abs(_mean(one) - _mean(other)) >= WIDE_MEAN
        for one, other in combinations(answers, 2)
    )


def propose(answers: Sequence[Marks], document: Mapping) -> Proposal:
    """Return what one or more answers to the record `document` come to.

    :raises ValueError: without an answer.
    """
    if not answers:
        raise ValueError("nobody has answered")
    values = {name.value: float(median(marks[name] for marks in answers)) for name in Criterion}
    mean = _mean(values)
    level = min(shown(document), _ceiling(values[Criterion.IMPACT]))
    badge = next(
        (
            badge
            for badge, least_level, least_mean, least_value in BADGES
            if level >= least_level and mean >= least_mean and min(values.values()) >= least_value
        ),
        Badge.NONE,
    )
    return Proposal(values, mean, level, badge)


def shown(document: Mapping) -> EvidenceLevel:
    """Return how far the text itself goes: claimed, described, measured, compared.

    That somebody independent assessed it is no field of a practice; only an editor can say so.
    """
    measured = [
        row
        for row in document.get("measures", ())
        if row["kind"] == MeasureKind.MEASURED
        and row["nature"] == MeasureNature.OUTCOME
        and str(row["after"]).strip()
        and row["source"].strip()
    ]
    if any(str(row["before"]).strip() for row in measured):
        return EvidenceLevel.COMPARED
    if measured:
        return EvidenceLevel.MEASURED
    return EvidenceLevel.DESCRIBED if document.get("results") else EvidenceLevel.CLAIMED


def _mean(marks: Mapping[str, float]) -> float:
    return fmean(marks[name] for name in Criterion)


def _ceiling(impact: float) -> EvidenceLevel:
    return next((level for below, level in CEILINGS if impact < below), EvidenceLevel.INDEPENDENT)
