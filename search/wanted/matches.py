"""From a publication to what is told to whom: rows only; no mail leaves from here.

The publishing transaction leaves a Publication. The worker compares that practice with every open
call (matching.py) and writes, in one transaction, a Match for each call it may answer and a Notice
for each seeker of it. A practice is matched with a call once, however often it is published.
"""

import secrets

from django.db import transaction

from practices.models import PracticeRecord
from search.engines.base import Key
from search.sources import RecordsSource
from search.wanted.listening import understood
from search.wanted.matching import Found, Text, match
from search.wanted.models import Call, Match, Notice, Offer, Publication, Seeker

BATCH = 50  # publications in one round of the worker


def note(pid: str) -> None:
    """Remember, in the caller's transaction, that a practice was published or changed."""
    Publication.objects.update_or_create(pid=pid, defaults={"ticket": secrets.token_hex(8)})


def match_due() -> int:
    """Compare what was published with the open calls; return how many practices were looked at."""
    done = 0
    for key in list(Publication.objects.order_by("at").values_list("pk", flat=True)[:BATCH]):
        done += _match_one(key)
    return done


@transaction.atomic
def _match_one(key: int) -> bool:
    """Match one publication and delete its row, unless the practice was published again meanwhile.

    The row's lock is held, so of two workers the second finds it gone.
    """
    row = Publication.objects.select_for_update().filter(pk=key).first()
    if row is None:
        return False
    texts = _texts(row.pid)
    if texts:
        offered = set(Offer.objects.filter(pid=row.pid).values_list("call_id", flat=True))
        calls = Call.objects.open().exclude(matches__pid=row.pid)
        for call in calls:
            found = found_in(call, texts)
            if found is None and call.pk in offered:
                found = Found(())
            if found is not None:
                _write(call, row.pid, found)
    Publication.objects.filter(pk=key, ticket=row.ticket).delete()
    return True


def found_in(call: Call, texts: list[Text]) -> Found | None:
    """Return why a practice, in one of its languages, matches a call."""
    query = understood(call.words, call.language)
    return next((found for text in texts if (found := match(query, text))), None)


def _texts(pid: str) -> list[Text]:
    """Return the texts of a public practice, one for each language; none when it is not public."""
    languages = PracticeRecord.objects.live().filter(pid=pid).values_list("language", flat=True)
    keys = [Key(pid, language) for language in languages]
    return [Text(document) for document in RecordsSource().documents(keys)]


def _write(call: Call, pid: str, found: Found) -> None:
    """Write a match and a notice for each who is to be told."""
    made, created = Match.objects.get_or_create(
        call=call, pid=pid, defaults={"words": list(found.words)}
    )
    if created:
        Notice.objects.bulk_create(Notice(match=made, seeker=seeker) for seeker in listening(call))


def listening(call: Call) -> list[Seeker]:
    """Return those who hear of a practice: proved, not silenced, not erased."""
    rows = call.seekers.filter(muted_at=None).exclude(email="").exclude(confirmed_at=None)
    return list(rows)
