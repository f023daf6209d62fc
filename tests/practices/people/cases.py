"""A person who left something in every room, and somebody else who did the same."""

from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.admin.models import FormState

from kb.mail import queue
from kb.protection import human
from practices.changes import deciding
from practices.changes.choices import Role
from practices.changes.merging import Wish
from practices.changes.models import ProposedChange
from practices.changes.tokens import person_of
from practices.drafts import saving
from practices.drafts.models import Author
from practices.leads import transitions as leads
from practices.models import PracticePage
from practices.organisations.models import Account, Invitation
from practices.signoff import rounds
from practices.upkeep.models import Standing
from tests.practices.curation import cases as proposals
from tests.practices.leads import cases as pointing
from tests.practices.pages import published
from tests.search.wanted import cases as calls

OTHER = "banana@example.org"  # ends like the address of the person
CONTENT = {"title": "Обяд", "practice": "Микробус."}


def everywhere(mail: str) -> dict:
    """Leave something under `mail` in every room; return what the tests ask for again."""
    page = published(
        contact_email=mail,
        contact_phone="066 123",
        contact_consent=True,
        contact_organisation="кметството",
    )
    Standing.objects.create(
        pid=page.pid, note="Питайте Ани", state="changed", answered_at=timezone.now()
    )
    proposals.sent(email=mail, title="Без потвърждение")
    waiting = proposals.waiting(
        email=mail, innovator_name="Ани", files=[proposals.attached("a.txt", b"a", "text/plain")]
    )
    refused = proposals.waiting(email=mail, title="Отказано", innovator_name="Ани")
    proposals.transitions.refuse(refused, actor=proposals.person(), reason="Друго е.")
    return {
        "page": page,
        "waiting": waiting,
        "refused": refused,
        "draft": _draft(mail),
        "joined": _joined(mail),
        "round": _round(mail),
        "lead": pointing.waiting(email=mail),
        "claim": _claim(mail),
        "call": calls.opened(email=mail),
        "followed": _followed(mail),
        "help": human.take("report:x", {"email": [mail], "text": ["Помощ"]}, []),
        "change": change_of(page),
        "invitation": _invitation(mail),
        "form": form_of(page, mail),
        "account": _account(mail),
    }


def _draft(mail: str) -> Author:
    author = saving.start("bg", {"title": "Моя чернова", "email": mail})
    saving.remember_email(author, mail)
    return author


def _joined(mail: str) -> Author:
    owner = saving.start("bg", {"title": "Чужда чернова", "contact_email": mail})
    saving.remember_email(owner, "owner@example.org")
    saving.invite(owner, mail)
    return owner


def _round(mail: str):
    asked = rounds.open_round(
        about=f"about-{mail}",
        subject="Обяд",
        link="/x/",
        author_email="owner@example.org",
        language="bg",
        content=CONTENT,
        people=[{"role": "кмет", "name": "Ани", "email": mail}],
        order="together",
    )
    rounds.answer(asked.people.get(), "notes", {"practice": "От мен, Ани"}, asked.sha256)
    return asked


def _claim(mail: str):
    lead = pointing.waiting(email="pointer@example.org")
    return leads.send_link(lead, actor=proposals.person(), address=mail, unofficial=True).lead


def _followed(mail: str):
    call = calls.opened(email="asker@example.org")
    calls.follower_of(call, mail)
    return call


def _invitation(mail: str) -> Invitation:
    account = Account.objects.create(name="Сдружение", language="bg")
    until = timezone.now() + timedelta(days=1)
    return Invitation.objects.create(account=account, email=mail, expires_at=until)


def change_of(page: PracticePage) -> ProposedChange:
    """What the contact of a page wants changed."""
    Standing.objects.get_or_create(pid=page.pid)
    wishes = {"problem_line": Wish("", "Нямаше кой да готви.")}
    return deciding.send(person_of(page, Role.CONTACT), wishes, why="Липсва.").change


def form_of(page: PracticePage, mail: str) -> FormState:
    """A form of the admin with an address typed into it, left an hour ago."""
    return FormState.objects.create(
        data=f"title=x&contact_email={mail.replace('@', '%40')}",
        user=proposals.person(),
        content_type=ContentType.objects.get_for_model(PracticePage),
        object_id=str(page.pk),
        last_updated_at=timezone.now() - timedelta(hours=1),
    )


def _account(mail: str):
    user = proposals.person(email=mail, first_name="Ани", last_name="Иванова")
    case = proposals.waiting(email="nobody@example.org")
    proposals.transitions.refuse(case, actor=user, reason="Друго е.")
    user.is_active = False
    user.save()
    queue("leads/confirm", mail, {"number": "x", "title": "x", "confirm_link": "/"}, "bg")
    return user
