"""What the worker does for the workshop; see kb.jobs."""

from datetime import timedelta

from kb.jobs import job

from . import effect, log


@job("workshop.effect", every=timedelta(seconds=3))
def work_out_effects() -> int:
    """Work out the effect of one row that an editor asked for."""
    return effect.work_out_next()


@job("workshop.retention", every=timedelta(hours=12))
def erase_old_questions() -> int:
    """Delete the questions older than a year."""
    return log.erase_old()
