"""What the worker does for calls; see kb.jobs."""

from datetime import timedelta

from kb.jobs import job
from search.wanted import digests, matches, retention


@job("wanted.match", every=timedelta(seconds=5))
def match_publications() -> int:
    """Compare what was published with the open calls."""
    return matches.match_due()


@job("wanted.digest", every=timedelta(minutes=1))
def send_digests() -> int:
    """Write to those for whom something was found, once a day at most."""
    return digests.send_due()


@job("wanted.erase_unconfirmed", every=timedelta(hours=6))
def erase_unconfirmed() -> int:
    """Erase calls and followers that nobody confirmed within 14 days."""
    return retention.erase_unconfirmed()


@job("wanted.close_old", every=timedelta(hours=12))
def close_old() -> int:
    """Close calls that have been open for two years."""
    return retention.close_old()


@job("wanted.erase_personal_data", every=timedelta(hours=12))
def erase_personal_data() -> int:
    """Erase addresses and typed texts of calls that ended 6 months ago."""
    return retention.erase_personal_data()
