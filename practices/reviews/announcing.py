"""From a decision to what everybody reads: the announced evidence level and badge."""

from django.db import transaction
from django.utils import timezone

from practices.ports import Assessment
from practices.reviews.choices import RoundState
from practices.reviews.models import Round
from practices.reviews.rounds import RoundError


@transaction.atomic
def announce(asked: Round, *, actor) -> Round:
    """Let everybody read what was decided. Twice is once.

    Effects: who and when; from now on the public page and its data show level and badge, never a
    reason, a mark or a name. A later announcement takes the place of an earlier one.

    :raises RoundError: "undecided".
    """
    asked = Round.objects.select_for_update(of=("self",)).get(pk=asked.pk)
    if asked.state != RoundState.DECIDED:
        raise RoundError("undecided")
    if asked.announced_at is None:
        asked.announced_at, asked.announced_by = timezone.now(), actor
        asked.save(update_fields=["announced_at", "announced_by"])
    return asked


def assessment_of(pid: str) -> Assessment | None:
    """Return what was announced last of a practice (1 query)."""
    announced = Round.objects.filter(page__pid=pid).exclude(announced_at=None)
    row = announced.defer("document", "reason").order_by("-announced_at", "-pk").first()
    if row is None:
        return None
    return Assessment(
        level=row.evidence_level,
        level_name=str(row.get_evidence_level_display()),
        badge=row.badge,
        badge_name=str(row.get_badge_display()) if row.badge else "",
        announced_on=timezone.localdate(row.announced_at),
        text_of=timezone.localdate(row.opened_at),
    )
