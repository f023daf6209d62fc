"""Every change of what a sender says about a likely double, and who asks for it."""

from django.db import transaction
from django.utils import timezone

from practices.doubles.models import Choice, Way
from practices.models import PracticePage, PracticeRecord

LONGEST = 300  # characters of a sentence


@transaction.atomic
def choose(key: str, way: str, pid: str = "", why: str = "") -> Choice | None:
    """Keep what the sender of `key` says; saying it again changes nothing.

    „The same“ and „transferred“ name a live practice, „another“ gives a sentence. None, and nothing
    kept, when it does not.
    """
    why = " ".join(why.split())[:LONGEST]
    if way == Way.OTHER:
        pid = ""
        if not why:
            return None
    elif way in Way.values:
        why = ""
        if not PracticeRecord.objects.live().filter(pid=pid).exists():
            return None
    else:
        return None
    said = {"way": way, "pid": pid, "why": why}
    known = Choice.objects.select_for_update().filter(key=key).first()
    if known and {name: getattr(known, name) for name in said} == said:
        return known
    return Choice.objects.update_or_create(key=key, defaults=said | {"at": timezone.now()})[0]


def chosen(key: str | None) -> Choice | None:
    """Return what the sender of `key` said, if anything."""
    return Choice.objects.filter(key=key).first() if key else None


def forget(key: str | None) -> None:
    """Erase what was said: the draft or the proposal is gone."""
    if key:
        Choice.objects.filter(key=key).delete()


def origin(key: str | None) -> PracticePage | None:
    """Return the page that the sender of `key` transferred theirs from; None without one."""
    choice = chosen(key)
    if choice is None or choice.way != Way.TRANSFER:
        return None
    pages = PracticePage.objects.filter(pid=choice.pid)
    return pages.filter(locale__language_code="bg").first() or pages.first()
