"""What the worker does for leads."""

from datetime import timedelta

from kb.jobs import job
from practices.leads import retention


@job("leads.remind", every=timedelta(hours=6))
def remind() -> int:
    """Remind municipalities of links that wait."""
    return retention.remind_due()


@job("leads.lapse", every=timedelta(hours=6))
def lapse() -> int:
    """Give leads whose link expired back to the editors."""
    return retention.lapse_overdue()


@job("leads.erase_unconfirmed", every=timedelta(hours=6))
def erase_unconfirmed() -> int:
    """Erase leads whose e-mail nobody confirmed within 14 days."""
    return retention.erase_unconfirmed()


@job("leads.erase_personal_data", every=timedelta(hours=12))
def erase_personal_data() -> int:
    """Erase the addresses of leads decided on long ago."""
    return retention.erase_personal_data()
