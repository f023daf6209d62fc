"""Every change of an account and of its people, one function each; each is one transaction.

`RefusedError` says in a sentence why nothing was changed.
"""

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from practices.drafts import handing
from practices.leads import domains
from practices.organisations import letters
from practices.organisations.models import Account, Invitation, Member
from practices.organisations.tokens import INVITATION_LIFE, Wish

MOST_MEMBERS = 20


class RefusedError(Exception):
    """Nothing was changed; the message says why and what to do."""


def login_of(email: str):
    """Return the user that an address belongs to, None for nobody (1 query)."""
    users = get_user_model().objects.filter(Q(email__iexact=email) | Q(username__iexact=email))
    return users.order_by("pk").first()


@transaction.atomic
def open_account(wish: Wish, *, user=None, password: str = "") -> Member:
    """Open the account that an address asked for, its owner `user` or a login made with `password`.

    Effects: account, confirmed at once for an official mail domain of its municipality; member;
    login. Called again for the same person: their membership as it is.

    :raises RefusedError: the municipality has one, or the address a login that is not `user`.
    """
    if user is not None and (known := Member.objects.filter(user=user).first()):
        return known
    official = wish.municipality is not None and domains.is_official_for(
        [wish.municipality], wish.email
    )
    if official:
        _require_free(wish.municipality)
    account = Account.objects.create(
        name=wish.name,
        municipality=wish.municipality,
        language=wish.language,
        confirmed_at=timezone.now() if official else None,
    )
    return _enter(account, wish.email, user, password, is_owner=True)


@transaction.atomic
def confirm(account: Account, *, actor) -> bool:
    """An editor says that it is who it says; False if that is said already.

    Effects: its page opens; mail "confirmed" to its people.

    :raises RefusedError: its municipality has another account.
    """
    account = Account.objects.select_for_update().get(pk=account.pk)
    if account.confirmed_at:
        return False
    if account.municipality:
        _require_free(account.municipality)
    account.confirmed_at, account.confirmed_by = timezone.now(), actor
    account.save(update_fields=["confirmed_at", "confirmed_by"])
    letters.tell("confirmed", account)
    return True


@transaction.atomic
def refuse(account: Account, *, reason: str) -> None:
    """An editor does not confirm it. Effects: mail "refused" with the reason, account erased.

    :raises RefusedError: no reason, or it is confirmed.
    """
    if not reason.strip():
        raise RefusedError(_("Write a reason; it is mailed to the organisation."))
    account = Account.objects.select_for_update().get(pk=account.pk)
    if account.confirmed_at:
        raise RefusedError(_("Nothing was changed: the organisation is confirmed."))
    letters.tell("refused", account, reason=reason.strip())
    for member in account.members.select_related("user"):
        _forget(member, heir="")
    account.delete()


@transaction.atomic
def invite(member: Member, email: str) -> None:
    """Ask a colleague in. Effects: invitation, mail; an earlier one to the address is over.

    :raises RefusedError: a member already, or too many people.
    """
    account = Account.objects.select_for_update().get(pk=member.account_id)
    if account.members.filter(email__iexact=email).exists():
        raise RefusedError(_("%(email)s is on the list of people already.") % {"email": email})
    account.invitations.filter(email__iexact=email).delete()
    if account.members.count() + account.invitations.count() >= MOST_MEMBERS:
        raise RefusedError(
            _("Up to %(most)d people can share a list. Remove somebody first.")
            % {"most": MOST_MEMBERS}
        )
    row = Invitation.objects.create(
        account=account, email=email, expires_at=timezone.now() + INVITATION_LIFE
    )
    letters.invite(row, member.email)


@transaction.atomic
def uninvite(member: Member, key: int) -> None:
    """Take an invitation back; its link opens nothing from now on."""
    Invitation.objects.filter(account=member.account_id, pk=key).delete()


@transaction.atomic
def join(invitation: Invitation, *, user=None, password: str = "") -> Member:
    """Take an invitation. Effects: member, login if there is none, invitation used up.

    :raises RefusedError: it was used up or taken back meanwhile, or the person is elsewhere.
    """
    if not Invitation.objects.filter(pk=invitation.pk).delete()[0]:
        raise RefusedError(_("This invitation was used or taken back. Ask for a new one."))
    if user is not None and Member.objects.filter(user=user).exists():
        raise RefusedError(_("You belong to an organisation already. Leave it first."))
    return _enter(invitation.account, invitation.email, user, password, is_owner=False)


@transaction.atomic
def remove(owner: Member, key: int) -> None:
    """Take somebody off the list of people. Effects: those of `leave`.

    :raises RefusedError: `owner` keeps no list, or means themselves.
    """
    if not owner.is_owner:
        raise RefusedError(_("Only who keeps the list of people can remove somebody."))
    if key == owner.pk:
        raise RefusedError(_("To go yourself, use the button „Leave“."))
    for member in Member.objects.filter(account=owner.account_id, pk=key).select_related("user"):
        _forget(member, heir=owner.email)


@transaction.atomic
def leave(member: Member) -> None:
    """A person goes. Effects: their links to the organisation's drafts open nothing any more; their
    login is erased if it was made here; the longest-standing colleague keeps the list of people.

    With the last one the account goes; drafts and proposals stay with the addresses they came from.
    """
    account = Account.objects.select_for_update().get(pk=member.account_id)
    others = account.members.exclude(pk=member.pk)
    heir = others.first()
    _forget(member, heir=heir.email if heir else "")
    if heir is None:
        account.delete()
    elif not others.filter(is_owner=True).exists():
        Member.objects.filter(pk=heir.pk).update(is_owner=True)


@transaction.atomic
def mend() -> int:
    """Put right what is left after an administrator deleted logins; return how many accounts.

    Effects: an account of which nobody is left is erased; one whose list of people nobody keeps is
    kept by who is there longest.
    """
    empty = list(Account.objects.filter(members=None).values_list("pk", flat=True))
    Account.objects.filter(pk__in=empty).delete()
    lonely = list(Account.objects.exclude(members__is_owner=True))
    for account in lonely:
        Member.objects.filter(pk=account.members.first().pk).update(is_owner=True)
    return len(empty) + len(lonely)


def _require_free(municipality) -> None:
    mend()
    if Account.objects.filter(municipality=municipality, confirmed_at__isnull=False).exists():
        raise RefusedError(
            _("%(name)s has a list already. Ask a colleague to invite you.")
            % {"name": municipality.name}
        )


def _enter(account: Account, email: str, user, password: str, *, is_owner: bool) -> Member:
    made = user is None
    if made:
        if login_of(email):
            raise RefusedError(_("This address has a login. Log in first, then open the link."))
        # The address is the name; one that is too long for it gets a name nobody has to know.
        name = email.lower() if len(email) <= 150 else f"member-{get_random_string(20)}"
        user = get_user_model().objects.create_user(name, email=email.lower(), password=password)
    return Member.objects.create(
        account=account, user=user, email=email, is_owner=is_owner, made_login=made
    )


def _forget(member: Member, *, heir: str) -> None:
    """Erase a membership; with an `heir` the drafts of the list change hands."""
    if heir:
        keys = list(member.account.items.values_list("key", flat=True))
        handing.take_back(keys, member.email, heir)
    user = member.user
    member.delete()
    if member.made_login and not (user.is_superuser or user.groups.exists()):
        user.delete()
