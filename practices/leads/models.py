"""A practice somebody pointed to, its trail, and the mail domains of municipalities.

Leads change only through practices.leads.transitions (and are erased by practices.leads.retention).
"""

import secrets

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import DomainNameValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from practices.curation.models import NUMBER_ALPHABET, new_secret
from practices.leads.choices import OPEN_STATES, LeadState, LeadStep
from practices.models import Municipality

# Anybody has an address there, so it can be nobody's official domain.
PUBLIC_MAIL = frozenset(
    (
        *("abv.bg", "mail.bg", "dir.bg", "gbg.bg", "gmail.com", "googlemail.com", "yahoo.com"),
        *("outlook.com", "hotmail.com", "live.com", "icloud.com", "proton.me", "protonmail.com"),
    )
)


def new_number() -> str:
    """Return a random public number such as С-7KQ4M2."""
    return "С-" + "".join(secrets.choice(NUMBER_ALPHABET) for _letter in range(6))


class Lead(models.Model):
    """What somebody pointed to, and how far it has come. `email` is never shown to a municipality."""

    number = models.CharField(_("number"), max_length=20, unique=True, default=new_number)
    secret = models.CharField(max_length=32, default=new_secret, editable=False)
    # Made when the form was opened: the same form sent twice is one lead.
    form_key = models.CharField(max_length=32, unique=True, null=True, editable=False)
    state = models.CharField(
        _("state"),
        max_length=12,
        choices=LeadState,
        default=LeadState.UNCONFIRMED,
        db_index=True,
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    reason = models.TextField(_("why"), blank=True)

    title = models.CharField(_("title"), max_length=120)
    municipalities = models.ManyToManyField(
        Municipality, related_name="leads", verbose_name=_("municipalities")
    )
    lead_text = models.TextField(_("what was done, in short"))
    evidence_link = models.URLField(_("link"), max_length=500, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    consent_version = models.CharField(_("version of the consent text"), max_length=20)
    consent_at = models.DateTimeField(_("consent given at"))
    suspicion = models.JSONField(_("looks odd"), default=list, blank=True)

    # The link for the municipality; a new one gets a new secret, so the earlier opens nothing.
    claim_email = models.EmailField(_("address of the municipality"), blank=True)
    claim_secret = models.CharField(max_length=32, blank=True, editable=False)
    claim_until = models.DateTimeField(_("link good until"), null=True, blank=True)
    remind_on = models.DateField(_("reminder on"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("reminded at"), null=True, blank=True)
    # Whether the claim came by the municipality's official mail domain; None before a claim.
    claim_official = models.BooleanField(_("official address"), null=True)
    # Key of the draft that the claim made; it is the form key of the proposal sent from it.
    draft_key = models.CharField(max_length=32, blank=True, db_index=True)
    pid = models.CharField(_("practice"), max_length=20, blank=True)

    created_at = models.DateTimeField(_("sent at"), default=timezone.now, db_index=True)
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    erase_after = models.DateField(_("personal data erased after"), null=True, blank=True)
    erased_at = models.DateTimeField(_("personal data erased at"), null=True, blank=True)

    class Meta:
        verbose_name = _("lead")
        verbose_name_plural = _("leads")
        ordering = ["-created_at", "-id"]
        default_permissions = ("change", "view")

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def is_open(self) -> bool:
        """Whether an editor or the municipality can still do something about it."""
        return self.state in OPEN_STATES


class LeadEvent(models.Model):
    """One line of the trail: who, when, from, to, why. Written once, never edited."""

    lead = models.ForeignKey(Lead, models.CASCADE, related_name="events")
    step = models.CharField(_("what"), max_length=12, choices=LeadStep)
    before = models.CharField(_("from"), max_length=12, choices=LeadState, blank=True)
    after = models.CharField(_("to"), max_length=12, choices=LeadState)
    text = models.TextField(_("why"), blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    actor_name = models.CharField(_("who"), max_length=150, blank=True)
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("event of a lead")
        verbose_name_plural = _("events of leads")
        ordering = ["id"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.lead_id} {self.step}"

    def save(self, *args, **kwargs) -> None:
        if not self._state.adding:
            raise TypeError("an event of the trail is never edited")
        super().save(*args, **kwargs)


class MailDomain(models.Model):
    """The official mail domain of a municipality, as an editor found it out. Nothing guesses it."""

    municipality = models.ForeignKey(
        Municipality,
        models.CASCADE,
        related_name="mail_domains",
        verbose_name=_("municipality"),
    )
    domain = models.CharField(
        _("mail domain"),
        max_length=100,
        validators=[DomainNameValidator()],
        help_text=_("What stands after @, for example gabrovo.bg."),
    )

    class Meta:
        verbose_name = _("mail domain of a municipality")
        verbose_name_plural = _("mail domains of municipalities")
        ordering = ["domain", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "domain"], name="mail_domain_once_per_municipality"
            )
        ]

    def __str__(self) -> str:
        return self.domain

    def clean(self) -> None:
        """Keep domains in one spelling; refuse those where anybody has an address."""
        self.domain = self.domain.lower()
        if self.domain in PUBLIC_MAIL:
            raise ValidationError(
                {"domain": _("Anybody can have an address there; it is no official domain.")}
            )
