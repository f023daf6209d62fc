"""Every change of a round of agreement, one function each; each is one transaction.

The text is kept word for word with its SHA-256. A later text does not touch earlier answers: they
stay answers to the text that they were given to, and `standing` says that it is an old one.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from practices.signoff import letters
from practices.signoff.models import Answer, Order, Person, Revision, Round, State, Verdict
from practices.signoff.sections import HEADINGS, commented
from practices.signoff.tokens import LIFE

MOST_PEOPLE = 5
REMIND_AFTER = timedelta(days=1)
KEEP_PERSONAL = timedelta(days=180)
# An answer may still come, also anew after everybody has answered.
LIVE = (State.OPEN, State.RETURNED, State.DONE)
GOOD = (Verdict.AGREED, Verdict.NOTES)


class RoundError(Exception):
    """What was asked for cannot be done; nothing was changed. `code` says why.

    "closed": the round is over; "changed": the text is another one than was read; "again": answered
    already; "words": notes and returning need a comment; "early": reminded less than a day ago;
    "live": another round of the same text is open; "people": none, or more than five.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one person stands. `is_old`: the last answer was given to an earlier text."""

    person: Person
    answers: list[Answer]
    is_old: bool
    can_remind: bool

    @property
    def last(self) -> Answer | None:
        return self.answers[-1] if self.answers else None


def seal(content: Mapping[str, Any]) -> str:
    """Return the SHA-256 of a text, 64 hex digits; the order of its keys does not matter."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


@transaction.atomic
def open_round(
    *,
    about: str,
    subject: str,
    link: str,
    author_email: str,
    language: str,
    content: Mapping[str, Any],
    people: Sequence[Mapping[str, str]],
    order: str,
) -> Round:
    """Ask people (`role`, `name`, `email` each) to agree to `content`, a record document.

    Effects: round, sealed text, people, mail "invitation" to all or to the first in turn.

    :raises RoundError: "people", or "live" while another round of `about` waits for answers.
    """
    if not 1 <= len(people) <= MOST_PEOPLE:
        raise RoundError("people")
    waiting = Round.objects.filter(about=about, state__in=(State.OPEN, State.RETURNED))
    if waiting.select_for_update().exists():
        raise RoundError("live")
    asked = Round.objects.create(
        about=about,
        subject=subject[:200],
        link=link,
        author_email=author_email,
        language=language,
        order=Order(order),
        sha256=seal(content),
        expires_at=timezone.now() + LIFE,
    )
    Revision.objects.create(round=asked, sha256=asked.sha256, content=content)
    for position, person in enumerate(people):
        Person.objects.create(round=asked, position=position, **person)
    _settle(asked)
    return asked


@transaction.atomic
def answer(person: Person, verdict: str, comments: Mapping[str, str], seen: str) -> Answer:
    """Take a person's answer to the text with the SHA-256 `seen`.

    Effects: answer; state of the round; in turn the mail to the next person; mail "answered" to the
    author for notes and returning, "done" when everybody agrees. The same answer twice is one.

    :raises RoundError: "closed", "changed", "again" or "words".
    """
    asked = _locked(person.round_id)
    said = {name: comments[name].strip() for name in HEADINGS if comments.get(name, "").strip()}
    verdict = Verdict(verdict)
    if verdict != Verdict.AGREED and not said:
        raise RoundError("words")
    last = person.answers.select_related("revision").last()
    if last and last.revision.sha256 == seen == asked.sha256:
        if (last.verdict, last.comments) == (verdict, said):
            return last
        raise RoundError("again")
    if asked.state not in LIVE or person.invited_at is None:
        raise RoundError("closed")
    if seen != asked.sha256:
        raise RoundError("changed")
    given = Answer.objects.create(
        person=person,
        revision=asked.revisions.get(sha256=seen),
        verdict=verdict,
        comments=said,
    )
    given.person.round = asked
    if verdict != Verdict.AGREED:
        letters.tell_answer(given, commented(said))
    _settle(asked)
    return given


@transaction.atomic
def content_changed(asked: Round, content: Mapping[str, Any]) -> bool:
    """Seal what the text says now; return whether it is another one.

    Earlier answers stay with their texts. A text that nobody answered to is not kept. Effects:
    sealed text; nobody is mailed, for a text is saved many times while it is written.
    """
    asked = _locked(asked.pk)
    digest = seal(content)
    if asked.state not in LIVE or digest == asked.sha256:
        return False
    asked.revisions.filter(sha256=asked.sha256, answers=None).delete()
    Revision.objects.get_or_create(round=asked, sha256=digest, defaults={"content": content})
    asked.sha256 = digest
    asked.subject = str(content.get("title") or asked.subject)[:200]
    asked.save(update_fields=["sha256", "subject"])
    return True


@transaction.atomic
def remind(asked: Round, key: int) -> Person:
    """Mail a person once more, with a fresh link; at most once a day.

    :raises RoundError: "closed", "again" if nothing is awaited from them, or "early".
    """
    asked = _locked(asked.pk)
    person = asked.people.filter(pk=key).exclude(invited_at=None).first()
    if person is None or asked.state not in LIVE or asked.erased_at:
        raise RoundError("closed")
    person.round = asked
    last = person.answers.select_related("revision").last()
    if last and last.revision.sha256 == asked.sha256:
        raise RoundError("again")
    if person.mailed_at and person.mailed_at > timezone.now() - REMIND_AFTER:
        raise RoundError("early")
    _mail(person, "reminder")
    return person


@transaction.atomic
def withdraw(asked: Round) -> None:
    """Close a round before its end; the links then say so. Mails nobody; twice is once."""
    asked = _locked(asked.pk)
    if asked.state in LIVE:
        _close(asked, State.WITHDRAWN)


@transaction.atomic
def number_given(about: str, number: str) -> None:
    """Remember under which number the text was sent in, for the protocol."""
    Round.objects.filter(about=about).update(number=number)


@transaction.atomic
def erase(about: str) -> None:
    """Erase all rounds of a text that is erased, with people, answers and links."""
    Round.objects.filter(about=about).delete()


def close_overdue() -> int:
    """Close rounds whose last link has expired; return how many."""
    overdue = Round.objects.filter(state__in=(State.OPEN, State.RETURNED))
    closed = 0
    for key in list(overdue.filter(expires_at__lt=timezone.now()).values_list("pk", flat=True)):
        with transaction.atomic():
            asked = _locked(key)
            if asked.state in (State.OPEN, State.RETURNED) and asked.expires_at < timezone.now():
                _close(asked, State.EXPIRED)
                closed += 1
    return closed


def erase_personal() -> int:
    """Erase names, addresses, comments and links 180 days after closing; return how many rounds.

    Roles, answers, days and hashes stay, so the protocol still opens.
    """
    due = Round.objects.filter(erased_at=None, closed_at__lt=timezone.now() - KEEP_PERSONAL)
    keys = list(due.values_list("pk", flat=True))
    for key in keys:
        with transaction.atomic():
            asked = _locked(key)
            asked.people.update(name="", email="", secret="")
            Answer.objects.filter(person__round=asked).update(comments={})
            asked.author_email = asked.link = ""
            asked.erased_at = timezone.now()
            asked.save()
    return len(keys)


def of(about: str) -> QuerySet[Round]:
    """Return the rounds of a text, the newest first."""
    return Round.objects.filter(about=about)


def listening(about: str) -> QuerySet[Round]:
    """Return the rounds of a text that must hear when it changes."""
    return of(about).filter(state__in=LIVE, erased_at=None)


def standing(asked: Round) -> list[Standing]:
    """Return where each person stands, in their order (2 queries)."""
    given = Answer.objects.select_related("revision").defer("revision__content")
    now, found = timezone.now(), []
    for person in asked.people.prefetch_related(Prefetch("answers", queryset=given)):
        answers = list(person.answers.all())
        is_old = bool(answers) and answers[-1].revision.sha256 != asked.sha256
        may_answer = asked.state in LIVE and not asked.erased_at and person.invited_at
        awaited = may_answer and (is_old or not answers)
        rested = person.mailed_at and person.mailed_at <= now - REMIND_AFTER
        found.append(Standing(person, answers, is_old, bool(awaited and rested)))
    return found


def _locked(key: int) -> Round:
    return Round.objects.select_for_update().get(pk=key)


def _settle(asked: Round) -> None:
    """Bring the state in line with the last answers, and mail whose turn it is."""
    before = asked.state
    people = standing(asked)
    verdicts = [row.last.verdict if row.last else "" for row in people]
    if Verdict.RETURNED in verdicts:
        asked.state, asked.closed_at = State.RETURNED, None
    elif all(verdict in GOOD for verdict in verdicts):
        asked.state, asked.closed_at = State.DONE, timezone.now()
    else:
        asked.state, asked.closed_at = State.OPEN, None
    asked.save(update_fields=["state", "closed_at"])
    if asked.state == State.DONE and before != State.DONE:
        letters.tell_done(asked)
    for row, verdict in zip(people, verdicts, strict=True):
        if row.person.invited_at is None:
            row.person.round = asked
            _mail(row.person, "invitation")
        if asked.order == Order.IN_TURN and verdict not in GOOD:
            break


def _mail(person: Person, name: str) -> None:
    now = timezone.now()
    person.invited_at = person.invited_at or now
    person.mailed_at = now
    person.save(update_fields=["invited_at", "mailed_at"])
    person.round.expires_at = now + LIFE
    person.round.save(update_fields=["expires_at"])
    letters.ask(name, person)


def _close(asked: Round, state: State) -> None:
    asked.state, asked.closed_at = state, timezone.now()
    asked.save(update_fields=["state", "closed_at"])
