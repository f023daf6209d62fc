"""The permanent number of a practice, ДП-2026-0147, given once and never again."""

import re

from django.db import transaction
from django.db.models import F

from practices.models.published import PidSequence

_PATTERN = re.compile(r"^(?:ДП|дп|DP|dp)-(\d{4})-(\d{4,})$")


@transaction.atomic
def next_pid(year: int) -> str:
    """Return the next number of `year`.

    The counter's row stays locked until the caller's transaction ends, so two can never get one
    number; a number whose transaction rolls back was never seen and may be given again.
    """
    PidSequence.objects.get_or_create(year=year)
    PidSequence.objects.filter(year=year).update(last=F("last") + 1)
    return f"ДП-{year}-{PidSequence.objects.get(year=year).last:04d}"


def parse_pid(typed: str) -> str | None:
    """Return the number in its official spelling from Cyrillic or Latin letters, or None."""
    found = _PATTERN.match(typed.strip())
    return f"ДП-{found[1]}-{found[2]}" if found else None
