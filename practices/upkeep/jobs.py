"""What the worker does for practices that are public."""

from datetime import timedelta

from kb.jobs import job
from practices.upkeep import answering, asking, reporting


@job("upkeep.ask", every=timedelta(days=1))
def ask_contacts() -> int:
    """Ask who has not said for a year that the practice works."""
    return asking.ask_due()


@job("upkeep.remind", every=timedelta(days=1))
def remind_contacts() -> int:
    """Remind once who has not answered."""
    return asking.remind_due()


@job("upkeep.give_up", every=timedelta(days=1))
def note_silence() -> int:
    """Note where nobody answered."""
    return asking.give_up_due()


@job("upkeep.erase", every=timedelta(hours=12))
def erase_sentences() -> int:
    """Erase what people wrote with reports decided half a year ago, and with old answers."""
    return reporting.erase_sentences() + answering.erase_notes()
