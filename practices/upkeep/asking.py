"""The one place that asks „Жива ли е още?“: the question, one reminder, „няма отговор“.

| day | what |
|---|---|
| a year after publication or the last „да, действа“ | the contact is asked, by a signed link |
| 30 days later | one reminder with the same link |
| 60 days after the question, and 30 after the reminder | „няма отговор“; the link still answers |
"""

from dataclasses import dataclass
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from kb.mail import absolute, queue
from practices import ports
from practices.models.pages import PracticePage
from practices.models.published import PracticeRecord, RecordFacet
from practices.signals import standing_changed
from practices.upkeep.choices import LifeState, Occasion
from practices.upkeep.models import Standing, new_secret
from practices.upkeep.tokens import LIFE, path_of

YEAR = timedelta(days=365)
REMINDER = timedelta(days=30)
SILENCE = timedelta(days=60)
# Nobody is asked twice within it, whatever the occasion; it also makes a repeated click harmless.
PAUSE = timedelta(days=30)
MOST = 50  # questions in one run


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to ask about a practice, in which language, under which title."""

    email: str
    language: str
    title: str


@dataclass(frozen=True, slots=True)
class Round:
    """What asking the chosen municipalities would do: numbers of practices by what holds."""

    ready: tuple[str, ...]
    without_contact: tuple[str, ...]
    asked_lately: tuple[str, ...]


def due() -> list[str]:
    """Return the numbers of live practices whose last word is older than a year (1 query).

    The clock begins with the first publication. Who said that it stopped is not asked again.
    """
    now = timezone.now()
    fresh = Standing.objects.filter(
        Q(confirmed_on__gt=timezone.localdate() - YEAR)
        | Q(is_waiting=True)
        | Q(asked_at__gt=now - YEAR)
        | Q(state=LifeState.STOPPED)
    )
    old = PracticeRecord.objects.live().filter(first_published_on__lte=timezone.localdate() - YEAR)
    found = old.exclude(pid__in=fresh.values("pid")).order_by("pid")
    return list(found.values_list("pid", flat=True).distinct())


def contacts(pids: list[str]) -> dict[str, Contact]:
    """Return {pid: whom to ask} for those that have an address (2 queries).

    The office address on the page comes first, then that of who sent the proposal.
    """
    pages = PracticePage.objects.live().filter(pid__in=pids).order_by("locale__language_code")
    rows = list(pages.values_list("pid", "contact_email", "locale__language_code", "title"))
    senders = ports.senders(pids)
    found: dict[str, Contact] = {}
    for pid, email, language, title in rows:
        if pid not in found and (address := _address(email)):
            found[pid] = Contact(address, language, title)
    for pid, _email, language, title in rows:
        if pid not in found and (address := _address(senders.get(pid, ""))):
            found[pid] = Contact(address, language, title)
    return found


def ask_due() -> int:
    """Ask the contacts of up to MOST practices that are due; return how many were asked."""
    pids = due()
    known = contacts(pids)
    chosen = [pid for pid in pids if pid in known][:MOST]
    return sum(ask(pid, known[pid], Occasion.YEARLY) for pid in chosen)


def without_contact() -> list[str]:
    """Return the numbers of practices that are due and that nobody can be asked about."""
    pids = due()
    known = contacts(pids)
    return [pid for pid in pids if pid not in known]


def round_of(codes: list[str]) -> Round:
    """Return what asking anew in these municipalities (codes) would do (4 queries)."""
    facets = RecordFacet.objects.filter(facet="municipality", value__in=codes)
    live = PracticeRecord.objects.live().filter(pk__in=facets.values("record"))
    pids = list(live.order_by("pid").values_list("pid", flat=True).distinct())
    lately = set(
        Standing.objects.filter(pid__in=pids, asked_at__gt=timezone.now() - PAUSE).values_list(
            "pid", flat=True
        )
    )
    known = contacts(pids)
    others = [pid for pid in pids if pid not in lately]
    return Round(
        ready=tuple(pid for pid in others if pid in known),
        without_contact=tuple(pid for pid in others if pid not in known),
        asked_lately=tuple(pid for pid in pids if pid in lately),
    )


def ask_round(codes: list[str]) -> int:
    """Ask up to MOST contacts of these municipalities, who may have changed; return how many.

    Who was asked in the last 30 days is passed over, so the next run goes on with the rest.
    """
    chosen = round_of(codes).ready[:MOST]
    known = contacts(list(chosen))
    return sum(ask(pid, known[pid], Occasion.ELECTIONS) for pid in chosen if pid in known)


@transaction.atomic
def ask(pid: str, contact: Contact, occasion: Occasion) -> bool:
    """Put the question to a contact; False when that was done in the last 30 days.

    Effects: a new secret (links of earlier questions are over), the day, mail upkeep/question.
    The state and the clock stay as they are until somebody answers.
    """
    Standing.objects.get_or_create(pid=pid)
    row = Standing.objects.select_for_update().get(pid=pid)
    now = timezone.now()
    if row.asked_at and now - row.asked_at < PAUSE:
        return False
    row.secret = new_secret()
    row.occasion = occasion
    row.is_waiting = True
    row.asked_at = now
    row.reminded_at = None
    row.save()
    _write("question", row, contact)
    return True


def remind_due() -> int:
    """Remind who has not answered for 30 days, once; return how many mails were queued."""
    late = timezone.now() - REMINDER
    rows = Standing.objects.filter(is_waiting=True, reminded_at=None, asked_at__lte=late)
    pids = list(_live(rows).order_by("asked_at").values_list("pid", flat=True)[:MOST])
    known = contacts(pids)
    return sum(_remind(pid, known.get(pid)) for pid in pids)


def give_up_due() -> int:
    """Note „няма отговор“ where a question and its reminder were not answered; return how many."""
    now = timezone.now()
    rows = Standing.objects.filter(
        is_waiting=True, asked_at__lte=now - SILENCE, reminded_at__lte=now - REMINDER
    )
    return sum(_give_up(pid) for pid in list(_live(rows).values_list("pid", flat=True)))


@transaction.atomic
def _give_up(pid: str) -> bool:
    """Wait no longer; False if an answer came meanwhile. Effects: state; `standing_changed`.

    Who said before that it stopped said more than silence does: that word stands.
    """
    row = Standing.objects.select_for_update().get(pid=pid)
    if not row.is_waiting:
        return False
    row.is_waiting = False
    if row.state not in (LifeState.STOPPED, LifeState.SILENT):
        row.state, row.changed_at = LifeState.SILENT, timezone.now()
    row.save(update_fields=["is_waiting", "state", "changed_at"])
    standing_changed.send(Standing, pid=pid)
    return True


@transaction.atomic
def _remind(pid: str, contact: Contact | None) -> bool:
    """Queue the reminder; without an address any more the question is taken back and listed."""
    row = Standing.objects.select_for_update().get(pid=pid)
    if not row.is_waiting or row.reminded_at:
        return False
    if contact is None:
        row.is_waiting, row.asked_at = False, None
        row.save(update_fields=["is_waiting", "asked_at"])
        return False
    row.reminded_at = timezone.now()
    row.save(update_fields=["reminded_at"])
    _write("reminder", row, contact)
    return True


def _live(rows):
    """A practice that was taken down meanwhile is neither reminded of nor called silent."""
    return rows.filter(pid__in=PracticeRecord.objects.live().values("pid"))


def _write(name: str, row: Standing, contact: Contact) -> None:
    context = {
        "title": contact.title,
        "number": row.pid,
        "occasion": row.occasion,
        "link": absolute(path_of(row, contact.language)),
        "days": LIFE.days,
    }
    queue(f"upkeep/{name}", contact.email, context, contact.language)


def _address(text: str) -> str:
    """Return an address that mail can go to, "" for what is none: pages can be imported."""
    try:
        validate_email(text)
    except ValidationError:
        return ""
    return text
