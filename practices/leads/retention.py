"""What the clock does to leads: reminders, links that are over, personal data that goes."""

from collections.abc import Callable

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from practices.leads import transitions
from practices.leads.choices import LeadState as State
from practices.leads.models import Lead
from practices.leads.tokens import CONFIRM_LIFE


def remind_due() -> int:
    """Remind municipalities that have not answered; return how many."""
    due = Lead.objects.filter(
        state=State.SENT, reminded_at=None, remind_on__lte=timezone.localdate()
    )
    return sum(transitions.remind(lead).changed for lead in list(due))


def lapse_overdue() -> int:
    """Give leads whose link is over back to the editors; return how many."""
    overdue = Lead.objects.filter(state=State.SENT, claim_until__lte=timezone.now())
    return sum(transitions.lapse(lead).changed for lead in list(overdue))


def erase_unconfirmed() -> int:
    """Delete leads that nobody confirmed in time; return how many."""
    overdue = Lead.objects.filter(
        state=State.UNCONFIRMED, created_at__lt=timezone.now() - CONFIRM_LIFE
    )
    return _each(overdue, lambda lead: lead.delete())


def erase_personal_data() -> int:
    """Erase the addresses of leads decided on 180 days ago; return how many. Text and trail stay."""
    overdue = Lead.objects.exclude(state=State.UNCONFIRMED).filter(
        erase_after__lt=timezone.localdate(), erased_at=None
    )
    return _each(overdue, _erase)


def _erase(lead: Lead) -> None:
    lead.email = lead.claim_email = lead.claim_secret = ""
    lead.erased_at = timezone.now()
    lead.save(update_fields=["email", "claim_email", "claim_secret", "erased_at"])


def _each(overdue: QuerySet, act: Callable[[Lead], object]) -> int:
    """Act on each row in a transaction of its own: a killed worker leaves whole leads."""
    done = 0
    for key in list(overdue.values_list("pk", flat=True)):
        with transaction.atomic():
            row = overdue.select_for_update().filter(pk=key).first()
            if row is not None:
                act(row)
                done += 1
    return done
