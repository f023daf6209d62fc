"""Organisations with an account for tests, made by the same functions and pages as in life."""

from django.test import Client
from post_office.models import Email

from practices.curation import transitions
from practices.curation.models import Submission
from practices.drafts.models import new_key
from practices.leads.models import MailDomain
from practices.models import Municipality
from practices.organisations import accounts
from practices.organisations.models import Item, Member
from practices.organisations.tokens import Wish
from tests.practices.curation.cases import complete, person, sent, ten_minutes_pass

LIST = "/nashite-praktiki/"
PASSWORD = "три-думи-за-помнене"
MAYOR, CLERK, STRANGER = "kmet@gabrovo.example", "ivan@gabrovo.example", "else@tryavna.example"


def gabrovo() -> Municipality:
    return Municipality.objects.get(code="GAB05")


def official(domain: str = "gabrovo.example") -> None:
    MailDomain.objects.get_or_create(municipality=gabrovo(), domain=domain)


def municipality(email: str = MAYOR) -> Member:
    """The owner of Gabrovo's account, opened from its official mail domain."""
    official()
    return accounts.open_account(Wish(email, "Община Габрово", gabrovo(), "bg"), password=PASSWORD)


def association(email: str = STRANGER, *, confirmed: bool = True) -> Member:
    """The owner of another organisation's account."""
    wish = Wish(email, "Сдружение „Зелено“", None, "bg")
    member = accounts.open_account(wish, password=PASSWORD)
    if confirmed:
        accounts.confirm(member.account, actor=person())
        member.account.refresh_from_db()
    return member


def colleague(owner: Member, email: str = CLERK) -> Member:
    """Somebody whom the owner invited and who joined."""
    accounts.invite(owner, email)
    return accounts.join(owner.account.invitations.get(email=email), password=PASSWORD)


def browser(member: Member) -> Client:
    """A browser in which the member is logged in."""
    client = Client()
    client.force_login(member.user)
    return client


def listed(member: Member, **values) -> Submission:
    """A confirmed proposal on the list of the member's organisation."""
    key = new_key()
    submission = transitions.confirm(sent(form_key=key, email=member.email, **values)).submission
    Item.objects.create(account=member.account, key=key)
    return submission


def published(submission: Submission) -> Submission:
    """The same, public."""
    page = transitions.accept(submission, actor=person()).submission.page
    ten_minutes_pass()
    complete(page).get_latest_revision().publish()
    submission.refresh_from_db()
    return submission


def mails(to: str) -> list[Email]:
    return [mail for mail in Email.objects.order_by("pk") if mail.to == [to]]
