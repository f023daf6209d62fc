"""How editors share the queue: who has a proposal open, who answers for it, what is new to whom.

None of it locks anything; a decision is guarded by the version seen (steps.require_seen).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from practices.curation.choices import Step
from practices.curation.models import Look, Submission
from practices.curation.steps import name_of, note

CLAIM = timedelta(minutes=15)
VISIT = timedelta(minutes=15)  # looks nearer than this are one visit


@dataclass(frozen=True, slots=True)
class Claim:
    """Somebody else has it open: a name and since when."""

    who: str
    since: datetime


def editors() -> QuerySet:
    """Return the people who may decide on proposals, by name."""
    may = Permission.objects.filter(
        content_type__app_label="curation", codename="change_submission"
    )
    people = get_user_model().objects.filter(is_active=True)
    return (
        people.filter(
            Q(is_superuser=True) | Q(groups__permissions__in=may) | Q(user_permissions__in=may)
        )
        .distinct()
        .order_by("first_name", "last_name", "username")
    )


def claim(submission: Submission, user) -> Claim | None:
    """Note that `user` has the entry open; return whose claim is in force instead, if one is.

    Opening it again begins the 15 minutes anew; a claim that is over goes to who opens next. The
    entry's version stays: a claim is no change.
    """
    now = timezone.now()
    free = Q(claimed_by=None) | Q(claimed_by=user) | Q(claimed_at__lt=now - CLAIM)
    mine = Submission.objects.filter(free, pk=submission.pk)
    if mine.update(claimed_by=user, claimed_at=now):
        return None
    row = Submission.objects.select_related("claimed_by").get(pk=submission.pk)
    if row.claimed_by is None or row.claimed_by == user:
        return None
    return Claim(who=name_of(row.claimed_by), since=row.claimed_at)


def let_go(submission: Submission, user) -> None:
    """End the claim of `user`, if it is theirs: after a decision the entry is free."""
    Submission.objects.filter(pk=submission.pk, claimed_by=user).update(
        claimed_by=None, claimed_at=None
    )


@transaction.atomic
def assign(keys: Iterable[int], *, to, actor) -> int:
    """Give proposals to an editor, or to nobody (`to` None); return how many changed hands.

    Effects: an audit line each. No mail: the queue shows it first to who has it.
    """
    rows = Submission.objects.select_for_update().filter(pk__in=list(keys))
    changed = 0
    for row in rows.order_by("pk"):
        if row.assigned_to_id == (to.pk if to else None):
            continue
        row.assigned_to = to
        row.save(update_fields=["assigned_to"])
        text = name_of(to) if to else ""
        note(row, Step.ASSIGN, before=row.state, actor=actor, text=text)
        changed += 1
    return changed


def look(submission: Submission, user) -> datetime | None:
    """Note that `user` looks now; return until when they saw it on the visit before, if ever.

    So what is new stays marked while one reloads the page.
    """
    now = timezone.now()
    row, created = Look.objects.get_or_create(
        submission=submission, user=user, defaults={"at": now}
    )
    if created:
        return None
    if now - row.at > VISIT:
        row.before = row.at
    row.at = now
    row.save(update_fields=["at", "before"])
    return row.before
