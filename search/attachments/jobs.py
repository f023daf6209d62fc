"""What the worker does for the text of documents; see kb.jobs."""

from datetime import timedelta

from kb.jobs import job

from . import following, reading

SECONDS = 5  # that one round may take before other jobs have their turn


@job("attachments.read", every=timedelta(seconds=3))
def read_files() -> int:
    """Read the public files that are new or may have changed."""
    return reading.read_due(SECONDS)


@job("attachments.compare", every=timedelta(hours=6))
def compare_files() -> int:
    """Find files that were replaced in their place, and rows that nobody needs."""
    return following.compare()
