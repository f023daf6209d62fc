"""What is thrown away and when: nothing of a person is kept longer than it is needed.

| what | when |
|---|---|
| a call, or a follower, that nobody confirmed | after 14 days, whole |
| an open call | closed after two years |
| addresses and typed texts of a call that ended | 6 months later |
| the public texts of one that nobody may read | with them |
| the address of a follower who leaves, of a withdrawn call | at once |
"""

from django.db import transaction
from django.utils import timezone

from search.wanted import transitions
from search.wanted.choices import HIDDEN_STATES, CallState
from search.wanted.models import Call, Seeker
from search.wanted.tokens import CONFIRM_LIFE


def erase_unconfirmed() -> int:
    """Delete calls and followers that nobody confirmed in time; return how many."""
    limit = timezone.now() - CONFIRM_LIFE
    calls = Call.objects.filter(state=CallState.UNCONFIRMED, created_at__lt=limit)
    followers = Seeker.objects.filter(confirmed_at=None, is_author=False, created_at__lt=limit)
    erased = 0
    for key in list(calls.values_list("pk", flat=True)):
        with transaction.atomic():
            row = calls.select_for_update().filter(pk=key).first()
            if row is not None:
                row.delete()
                erased += 1
    return erased + followers.delete()[0]


def close_old() -> int:
    """Close the calls that have been open for too long; return how many."""
    limit = timezone.now() - transitions.OPEN_LIFE
    overdue = list(Call.objects.open().filter(published_at__lt=limit))
    return sum(transitions.expire(call).changed for call in overdue)


def erase_personal_data() -> int:
    """Erase addresses and typed texts of calls whose time is up; return how many calls.

    The audit trail remains: it says what happened and why, and names no author.
    """
    overdue = Call.objects.filter(erase_after__lt=timezone.localdate(), erased_at=None)
    erased = 0
    for key in list(overdue.values_list("pk", flat=True)):
        with transaction.atomic():
            call = overdue.select_for_update().filter(pk=key).first()
            if call is None:
                continue
            call.seekers.update(email="")
            call.typed_title = call.typed_text = call.asked = ""
            if call.state in HIDDEN_STATES:
                call.title = call.text = call.words = ""
            call.erased_at = timezone.now()
            call.save()
            erased += 1
    return erased
