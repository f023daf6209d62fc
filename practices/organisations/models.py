"""Organisations with an account, their people, and what stands on their list.

Only practices/organisations/accounts.py writes accounts, members and invitations, only items.py
what is on the list.
"""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from practices.curation.models import new_secret
from practices.models import Municipality


class Account(models.Model):
    """An organisation that has a page of its own. Until it is confirmed it has only people."""

    name = models.CharField(_("name"), max_length=150)
    municipality = models.ForeignKey(
        Municipality,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("municipality"),
    )
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    created_at = models.DateTimeField(_("asked for at"), default=timezone.now)
    # By the official mail domain of its municipality, or by an editor.
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True, db_index=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("organisation with an account")
        verbose_name_plural = _("organisations with an account")
        ordering = ["created_at", "id"]
        default_permissions = ("view", "change")
        constraints = [
            models.UniqueConstraint(
                fields=["municipality"],
                condition=models.Q(confirmed_at__isnull=False),
                name="one_confirmed_account_per_municipality",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Member(models.Model):
    """One person of an organisation. `email` was proved by a link, whatever the login's says."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="members")
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="organisation_member"
    )
    email = models.EmailField(_("e-mail"))
    is_owner = models.BooleanField(_("keeps the list of people"), default=False)
    # The login was made for the organisation and goes with the membership.
    made_login = models.BooleanField(default=False, editable=False)
    joined_at = models.DateTimeField(_("joined at"), default=timezone.now)

    class Meta:
        verbose_name = _("member of an organisation")
        verbose_name_plural = _("members of organisations")
        ordering = ["-is_owner", "id"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.email


class Invitation(models.Model):
    """A link by which one address may join; its row is its life."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail"))
    secret = models.CharField(max_length=32, default=new_secret, editable=False)
    invited_at = models.DateTimeField(_("invited at"), default=timezone.now)
    expires_at = models.DateTimeField(_("good until"), db_index=True)

    class Meta:
        verbose_name = _("invitation to an organisation")
        verbose_name_plural = _("invitations to organisations")
        ordering = ["id"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["account", "email"], name="one_invitation_per_address")
        ]

    def __str__(self) -> str:
        return self.email


class Item(models.Model):
    """A draft on the list; the proposal and the practice that come of it keep its key."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="items")
    # Draft.key, which is the form_key of the proposal sent from it; also of a short proposal.
    key = models.CharField(max_length=32, unique=True)
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("entry of a list")
        verbose_name_plural = _("entries of lists")
        ordering = ["-id"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.key
