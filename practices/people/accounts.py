"""Accounts of colleagues. One in use is never erased from here; one that is closed loses its name.

The lines that a colleague wrote stay under a name that is nobody's: history keeps its order.
"""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import ModelLogEntry
from wagtail.users.models import UserProfile

from practices.people.register import COLLEAGUES
from practices.personal import Fate


def accounts_of(mail: str) -> list[dict]:
    """Return the accounts of an address, with how many lines of history carry their name."""
    return [
        {
            "username": user.get_username(),
            "name": user.get_full_name(),
            "email": user.email,
            "groups": list(user.groups.values_list("name", flat=True)),
            "date_joined": user.date_joined,
            "last_login": user.last_login,
            "lines_of_history": sum(rows.count() for _column, rows in _lines(user)),
        }
        for user in _users(mail)
    ]


@transaction.atomic
def erase_person(mail: str) -> list[Fate]:
    """Take the name off a closed account and off its lines. Called again: nothing.

    Effects: name, address, password, second factor, picture and settings of the account go.
    """
    fates = []
    for user in _users(mail).select_for_update():
        item = _("Account %(name)s") % {"name": user.get_username()}
        if user.is_active:
            kept = _("All of it: the account is in use. An administrator closes it first.")
            fates.append(Fate(item, "", kept))
            continue
        nobody = f"former-{user.pk}"
        for column, rows in _lines(user):
            rows.update(**{column: nobody})
        kind = ContentType.objects.get_for_model(user)
        ModelLogEntry.objects.filter(content_type=kind, object_id=str(user.pk)).update(
            label=nobody, data={}
        )
        for model in (EmailAddress, Authenticator, UserProfile):
            model.objects.filter(user=user).delete()
        user.username, user.email, user.first_name, user.last_name = nobody, "", "", ""
        user.set_unusable_password()
        user.save()
        kept = _("What the account decided, under “%(name)s”: history is not rewritten.")
        fates.append(Fate(item, _("The name, the address, the password."), kept % {"name": nobody}))
    return fates


def _users(mail: str):
    return get_user_model().objects.filter(email__iexact=mail).order_by("pk")


def _lines(user):
    """Yield (column, rows) of every place that keeps the name of a colleague beside the account."""
    name = (user.get_full_name() or user.get_username())[:150]
    for label, column, key in COLLEAGUES:
        rows = apps.get_model(label).objects
        yield column, rows.filter(**({key: user} if key else {column: name}))
