"""What the worker does for ratings."""

from datetime import timedelta

from kb.jobs import job
from practices.reviews import terms


@job("reviews.remind", every=timedelta(hours=12))
def remind_reviewers() -> int:
    """Remind once who has not rated and whose term is nearly over."""
    return terms.remind_due()


@job("reviews.release", every=timedelta(hours=12))
def release_reviewers() -> int:
    """Release whose term is over and ask others."""
    return terms.release_due()
