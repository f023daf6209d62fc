"""What the worker does for proposals."""

from datetime import timedelta

from kb.jobs import job
from practices.curation import erasure, readiness, reminders
from practices.curation.choices import OPEN_STATES
from practices.curation.models import Submission
from practices.textcheck import linking


@job("curation.erase_unconfirmed", every=timedelta(hours=6))
def erase_unconfirmed() -> int:
    """Erase proposals whose e-mail nobody confirmed within 14 days."""
    return erasure.erase_unconfirmed()


@job("curation.erase_personal_data", every=timedelta(hours=12))
def erase_personal_data() -> int:
    """Erase addresses and files of proposals decided on long ago."""
    return erasure.erase_personal_data()


@job("curation.hold_back_scheduled", every=timedelta(minutes=1))
def hold_back_scheduled() -> int:
    """Keep practices that became incomplete from blocking the scheduled publication of others."""
    return readiness.hold_back_scheduled()


@job("curation.morning_mail", every=timedelta(minutes=20))
def send_morning_mail() -> int:
    """Tell editors in the morning what runs out of time; nothing if nothing does."""
    return reminders.send_morning_mail()


@job("curation.watch_links", every=timedelta(hours=1))
def watch_links() -> int:
    """Have the links of open proposals tried, so that their editor is told of dead ones."""
    addresses: set[str] = set()
    for submission in Submission.objects.filter(state__in=OPEN_STATES).iterator():
        entry = {**submission.full, "evidence_link": submission.evidence_link}
        addresses.update(row.text for row in linking.links_of(entry))
    return linking.watch(addresses)
