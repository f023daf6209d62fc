"""Mails about accounts: queued with the change that causes them."""

from django.urls import reverse
from django.utils.translation import override

from kb.mail import absolute, queue
from practices.organisations.models import Account, Invitation
from practices.organisations.tokens import INVITATION_LIFE, OPEN_LIFE, Wish, join_path, open_path


def ask_to_open(wish: Wish) -> None:
    """Queue the link that proves the address and opens the account."""
    context = {"name": wish.name, "link": absolute(open_path(wish)), "days": OPEN_LIFE.days}
    queue("organisations/open", wish.email, context, wish.language)


def invite(invitation: Invitation, by: str) -> None:
    """Queue the invitation; `by` is the address of the colleague who invites."""
    account = invitation.account
    context = {
        "name": account.name,
        "by": by,
        "link": absolute(join_path(invitation)),
        "days": INVITATION_LIFE.days,
    }
    queue("organisations/invitation", invitation.email, context, account.language)


def tell(name: str, account: Account, **more) -> None:
    """Queue organisations/<name> ("confirmed", "refused") for each member, a mail of its own."""
    with override(account.language):
        link = absolute(reverse("own_practices"))
    for email in account.members.values_list("email", flat=True):
        context = {"name": account.name, "link": link, **more}
        queue(f"organisations/{name}", email, context, account.language)
