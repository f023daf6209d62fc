"""The mail „this may be what you look for“: all that was found, for one address, once a day.

A notice is sent once: it is marked in the transaction that queues the mail. All rows of an address
are locked meanwhile, so that two workers cannot both find that nothing was sent today.
"""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from kb.mail import absolute, queue
from search.wanted import letters
from search.wanted.choices import CallState
from search.wanted.models import Notice, Seeker
from search.wanted.tokens import own_path

EVERY = timedelta(days=1)
MOST = 10  # practices in one mail; the others come with the next


def send_due() -> int:
    """Queue the mails that are due; return how many."""
    addresses = (
        Notice.objects.filter(sent_at=None)
        .exclude(seeker__email="")
        .order_by("seeker__email")
        .values_list("seeker__email", flat=True)
        .distinct()
    )
    return sum(_send(address) for address in list(addresses))


@transaction.atomic
def _send(address: str) -> bool:
    """Queue one mail with what is new for an address, unless it got one within EVERY."""
    now = timezone.now()
    seekers = list(Seeker.objects.select_for_update().filter(email=address).order_by("pk"))
    if any(seeker.told_at and seeker.told_at > now - EVERY for seeker in seekers):
        return False
    waiting = Notice.objects.filter(sent_at=None, seeker__in=seekers)
    # Who stopped the mails, or whose call has ended, is not told of what was found before.
    waiting.filter(
        ~Q(match__call__state=CallState.OPEN)
        | Q(seeker__muted_at__isnull=False)
        | Q(seeker__confirmed_at=None)
    ).delete()
    notices = list(waiting.select_related("match", "seeker__call").order_by("pk")[:MOST])
    if not notices:
        return False
    parts = _parts(notices)
    Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(sent_at=now)
    if not parts:
        return False
    told = [notice.seeker_id for notice in notices]
    Seeker.objects.filter(pk__in=told).update(told_at=now)
    language = notices[0].seeker.language
    count = sum(len(part["found"]) for part in parts)
    queue("wanted/found", address, {"calls": parts, "count": count}, language)
    return True


def _parts(notices: list[Notice]) -> list[dict]:
    """Return the calls of the mail, each with what was found; practices public no more are out."""
    language = notices[0].seeker.language
    pids = [notice.match.pid for notice in notices]
    shown = {row["pid"]: row for row in letters.practices(pids, language)}
    parts: dict[int, dict] = {}
    for notice in notices:
        practice = shown.get(notice.match.pid)
        if practice is None:
            continue
        seeker = notice.seeker
        own = absolute(own_path(seeker))
        part = parts.setdefault(
            seeker.pk,
            {
                "title": seeker.call.title,
                "number": seeker.call.number,
                "own_link": own,
                "is_author": seeker.is_author,
                "found": [],
            },
        )
        part["found"].append(
            {
                **practice,
                "words": notice.match.words,
                "yes_link": f"{own}?otgovor=da#n{notice.pk}",
                "no_link": f"{own}?otgovor=ne#n{notice.pk}",
            }
        )
    return list(parts.values())
