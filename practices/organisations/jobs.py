"""What the worker does for accounts."""

from datetime import timedelta

from django.utils import timezone

from kb.jobs import job
from practices.organisations import accounts, items
from practices.organisations.models import Invitation


@job("organisations.erase", every=timedelta(hours=12))
def erase() -> int:
    """Erase invitations whose time is over, accounts without people, lines of which nothing is left."""
    over = Invitation.objects.filter(expires_at__lt=timezone.now()).delete()[0]
    return over + accounts.mend() + items.drop_erased()
