"""What the register says of time is so: an hour before its term a thing is there, after it, gone."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple

import pytest
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.utils import timezone
from post_office.models import Email
from wagtail.admin.models import FormState

from kb.jobs.registry import all_jobs
from kb.mail import queue
from kb.protection import human
from kb.protection.models import HelpRequest
from practices.changes import deciding as changing
from practices.changes.models import ProposedChange
from practices.curation.models import Submission
from practices.drafts import saving
from practices.drafts.models import Draft
from practices.leads import transitions as leading
from practices.leads.models import Lead
from practices.nominations.models import Nomination
from practices.organisations import accounts
from practices.organisations.models import Invitation
from practices.organisations.tokens import Wish
from practices.people import register
from practices.signoff import rounds
from practices.signoff.models import Person
from practices.submissions import holding
from practices.submissions.models import HeldFile
from practices.upkeep import reporting
from practices.upkeep.choices import ReportKind
from practices.upkeep.models import Said, Standing
from search.wanted import transitions as calling
from search.wanted.models import Call, Seeker
from search.workshop.models import Asked
from tests.practices.curation import cases as proposals
from tests.practices.leads import cases as pointing
from tests.practices.pages import published
from tests.practices.people import cases
from tests.search.wanted import cases as calls

pytestmark = pytest.mark.django_db
MAIL = "ana@example.org"
DAY = timedelta(days=1)


def refused() -> None:
    proposals.transitions.refuse(
        proposals.waiting(email=MAIL), actor=proposals.person(), reason="Друго е."
    )


def accepted() -> None:
    proposals.transitions.accept(proposals.waiting(email=MAIL), actor=proposals.person())


def drafted() -> None:
    saving.remember_email(saving.start("bg"), MAIL)


def draft_sent() -> None:
    author = saving.start("bg")
    saving.send(author, lambda _draft: proposals.sent(email=MAIL))


def agreed() -> None:
    asked = rounds.open_round(
        about="x",
        subject="Обяд",
        link="/",
        author_email="owner@example.org",
        language="bg",
        content={"title": "Обяд"},
        people=[{"role": "кмет", "name": "Ани", "email": MAIL}],
        order="together",
    )
    rounds.answer(asked.people.get(), "agreed", {}, asked.sha256)


def lead_closed() -> None:
    leading.close(pointing.waiting(email=MAIL), actor=proposals.person(), reason="Няма я.")


def call_closed() -> None:
    calling.close(calls.opened(email=MAIL), actor=None, reason="Стига.")


def follower() -> None:
    calls.follower_of(calls.opened(email="asker@example.org"), MAIL, confirmed=False)


def unsaved_form() -> None:
    row = cases.form_of(published(), MAIL)
    FormState.objects.filter(pk=row.pk).update(last_updated_at=timezone.now())


def said() -> None:
    record = published().records.get()
    row = reporting.report(record, ReportKind.PRICE, reporting.Words("Аз съм Ани"))
    reporting.close(row.pk, proposals.person(), "Няма я.")


def contact_answered() -> None:
    Standing.objects.create(pid="x", note="Питайте Ани", answered_at=timezone.now())


def nominated() -> None:
    Nomination.objects.create(pid="x", language="bg", giver="a", place="b", state="counted")


def mailed() -> None:
    queue("leads/confirm", MAIL, {"number": "x", "title": "x", "confirm_link": "/"}, "bg")


def asked() -> None:
    Asked.objects.create(text="обяд", language="bg", hour=timezone.now(), total=1, milliseconds=1)


def logged_in() -> None:
    Session.objects.create(session_key="x", expire_date=timezone.now() + timedelta(hours=12))


def invited() -> None:
    wish = Wish("owner@example.org", "Сдружение", None, "bg")
    member = accounts.open_account(wish, password="дълга-парола-без-смисъл")
    accounts.confirm(member.account, actor=proposals.person())
    member.account.refresh_from_db()
    accounts.invite(member, MAIL)


def change_withdrawn() -> None:
    change = cases.change_of(published(contact_email=MAIL))
    changing.withdraw(change)


class Case(NamedTuple):
    """A thing, its term, and how to tell that it is still there."""

    job: str
    term: timedelta
    leave: Callable[[], object]
    is_kept: Callable[[], bool]


def kept(model, **columns) -> Callable[[], bool]:
    return lambda: model.objects.filter(**columns).exists()


# Terms that end with a day end with the last moment of it: the day after is a day over.
CASES = [
    Case("changes.erase", 180 * DAY, change_withdrawn, kept(ProposedChange, email=MAIL)),
    Case("curation.erase_unconfirmed", 14 * DAY, lambda: proposals.sent(email=MAIL),
         kept(Submission)),
    Case("curation.erase_personal_data", 180 * DAY, refused, kept(Submission, email=MAIL)),
    Case("curation.erase_personal_data", 730 * DAY, accepted, kept(Submission, email=MAIL)),
    Case("submissions.erase_held", 3 * DAY,
         lambda: holding.hold([ContentFile(b"%PDF-1.7\n%%EOF", name="a.pdf")], "", []),
         kept(HeldFile)),
    Case("drafts.erase", 90 * DAY, drafted, kept(Draft)),
    Case("drafts.erase", 14 * DAY, draft_sent, kept(Draft)),
    Case("signoff.erase", 180 * DAY, agreed, kept(Person, email=MAIL)),
    Case("organisations.erase", 14 * DAY, invited, kept(Invitation, email=MAIL)),
    Case("leads.erase_unconfirmed", 14 * DAY, lambda: pointing.pointed(email=MAIL), kept(Lead)),
    Case("leads.erase_personal_data", 180 * DAY, lead_closed, kept(Lead, email=MAIL)),
    Case("wanted.erase_unconfirmed", 14 * DAY, lambda: calls.sent(email=MAIL), kept(Call)),
    Case("wanted.erase_unconfirmed", 14 * DAY, follower, kept(Seeker, email=MAIL)),
    Case("wanted.erase_personal_data", 183 * DAY, call_closed, kept(Seeker, email=MAIL)),
    Case("people.erase_forms", DAY, unsaved_form, kept(FormState)),
    Case("upkeep.erase", 365 * DAY, contact_answered, kept(Standing, note="Питайте Ани")),
    Case("upkeep.erase", 180 * DAY, said, kept(Said)),
    Case("nominations.forget_givers", 365 * DAY, nominated, kept(Nomination, giver="a")),
    Case("protection.help", 30 * DAY, lambda: human.take("x", {"email": [MAIL]}, []),
         kept(HelpRequest)),
    Case("mail.erase", 60 * DAY, mailed, kept(Email)),
    Case("workshop.retention", 365 * DAY, asked, kept(Asked)),
    Case("site.sessions", timedelta(hours=12), logged_in, kept(Session)),
]  # fmt: skip


def at(moment: datetime, job: str, monkeypatch) -> None:
    """Let the worker do a job at a moment."""
    with monkeypatch.context() as patch:
        patch.setattr(timezone, "now", lambda: moment)
        all_jobs()[job].run()


@pytest.mark.parametrize(
    "case", CASES, ids=lambda case: f"{case.job} {case.term.days} {case.leave.__name__}"
)
def test_a_thing_is_kept_to_its_term_and_no_longer(case, monkeypatch):
    now = timezone.now()
    case.leave()
    assert case.is_kept()
    at(now + case.term - timedelta(hours=1), case.job, monkeypatch)
    assert case.is_kept(), "erased too early"
    at(now + case.term + DAY + timedelta(hours=1), case.job, monkeypatch)
    assert not case.is_kept(), "kept too long"


def test_every_job_of_the_register_has_its_case():
    assert {case.job for case in CASES} == {row.job for row in register.KEPT if row.job}
