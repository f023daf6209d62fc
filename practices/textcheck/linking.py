"""The links of entries: which there are, what the worker found, and the remarks made of it."""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import lazy

from practices.models import PracticeRecord
from practices.textcheck.fetching import Answer, Fetcher
from practices.textcheck.models import Link, LinkState
from practices.textcheck.passages import SECTIONS, Passage, passages, plain, rows
from practices.textcheck.remarks import Remark, remark

MOST_OF_AN_ENTRY = 60
LONGEST = 500
# Gone for good; anything else may be a site that is down today or that does not like machines.
GONE = {404, 410}
SURE_AFTER = 3  # failures in a row without any answer
AGAIN = {
    LinkState.ALIVE: timedelta(days=30),
    LinkState.UNSURE: timedelta(days=2),
    LinkState.DEAD: timedelta(days=7),
    LinkState.REFUSED: timedelta(days=90),
}
_IN_TEXT = re.compile(r"https?://[^\s<>\"„“”»«]{4,490}", re.I)
_HREF = re.compile(r"""href\s*=\s*["']([^"']{4,490})["']""", re.I)


def links_of(entry: dict) -> list[Passage]:
    """Return the web addresses of an entry or a record document: field and address, each once."""
    found = [Passage("evidence_link", plain(entry.get("evidence_link")))]
    for key in ("sources", "documents", "publications"):
        found += [
            Passage(f"{key}.{n}.url", plain(row.get("url")))
            for n, row in enumerate(rows(entry, key))
        ]
    lead = entry.get("lead_organisation")
    if isinstance(lead, dict):
        found.append(Passage("lead_organisation.website", plain(lead.get("website"))))
    for name in SECTIONS:
        raw = entry.get(name)
        text = raw if isinstance(raw, str) else plain(raw)
        addresses = {*_HREF.findall(text), *_IN_TEXT.findall(plain(raw))}
        found += [Passage(name, address.rstrip(".,;:!?)]'")) for address in sorted(addresses)]
    unique: dict[str, Passage] = {}
    for row in found:
        if re.match(r"https?://", row.text, re.I) and len(row.text) <= LONGEST:
            unique.setdefault(row.text, row)
    return list(unique.values())[:MOST_OF_AN_ENTRY]


def watch(addresses: Iterable[str]) -> int:
    """Have the worker try these addresses from now on; return how many are new. Idempotent."""
    wanted = set(addresses)
    known = set(Link.objects.filter(url__in=wanted).values_list("url", flat=True))
    new = [Link(url=url) for url in sorted(wanted - known)]
    Link.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


def watch_live_records() -> int:
    """Watch every link of what is public; return how many are new."""
    new = 0
    documents = PracticeRecord.objects.live().values_list("document", flat=True)
    for document in documents.iterator(chunk_size=100):
        new += watch(row.text for row in links_of(document))
    return new


def try_due(fetcher: Fetcher, until: datetime, most: int = 20) -> int:
    """Try the links that are due, the longest waiting first; return how many were tried.

    Stops at `until`; each result is stored as soon as it is known.
    """
    tried = 0
    due = Link.objects.filter(due_at__lte=timezone.now()).order_by("due_at", "id")[:most]
    for link in due:
        if timezone.now() >= until:
            break
        store(link, fetcher.try_address(link.url))
        tried += 1
    return tried


def store(link: Link, answer: Answer) -> None:
    """Write down what an address answered and when it is to be tried again."""
    if answer.refused:
        state, failures = LinkState.REFUSED, 0
    elif answer.status is not None and answer.status < 400:
        state, failures = LinkState.ALIVE, 0
    else:
        failures = min(link.failures + 1, 999)
        sure = answer.status in GONE or (answer.status is None and failures >= SURE_AFTER)
        state = LinkState.DEAD if sure else LinkState.UNSURE
    now = timezone.now()
    Link.objects.filter(pk=link.pk).update(
        state=state,
        status=answer.status,
        reason=answer.reason,
        failures=failures,
        tried_at=now,
        due_at=now + AGAIN[state],
    )


def dead_addresses() -> set[str]:
    """Return every address that the worker found dead (1 query)."""
    return set(Link.objects.filter(state=LinkState.DEAD).values_list("url", flat=True))


def link_remarks(entry: dict) -> list[Remark]:
    """Return a `dead_link` for every link of an entry that the worker found dead (1 query)."""
    named = links_of(entry)
    if not named:
        return []
    dead = dict(
        Link.objects.filter(
            Q(state=LinkState.DEAD), url__in=[row.text for row in named]
        ).values_list("url", "tried_at")
    )
    texts = {passage.field: passage for passage in passages(entry)}
    found = []
    for row in named:
        if row.text in dead:
            whole = texts.get(row.field, row)
            start = max(whole.text.find(row.text), 0)
            passage, end = (
                (whole, start + len(row.text)) if row.text in whole.text else (row, len(row.text))
            )
            found.append(remark("dead_link", passage, start, end, when=_day(dead[row.text])))
    return found


def _written(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "DATE_FORMAT")


_day = lazy(_written, str)
