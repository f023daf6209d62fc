"""A change that somebody proposes of a public practice, and what happened to it.

Rows change only through practices.changes.deciding.

What is kept of a person: the address in `email`, to answer it, and what they wrote. The address goes
180 days after a refusal or a withdrawal and two years after an acceptance, as for proposals
(practices.curation.transitions); what was kept but never sent goes whole after 14 days
(practices.changes.erasure). The trail names editors only.
"""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from practices.changes.choices import OPEN_STATES, ChangeState, Role, Step
from practices.changes.merging import Wish
from practices.curation.models import Submission
from practices.models import PracticePage

WHY, SOURCE, ANSWER = 300, 500, 3000  # characters


class ProposedChange(models.Model):
    """The fields that somebody wants changed, over the revision that they saw."""

    page = models.ForeignKey(
        PracticePage, models.CASCADE, related_name="proposed_changes", verbose_name=_("practice")
    )
    role = models.CharField(_("who"), max_length=8, choices=Role)
    email = models.EmailField(_("e-mail"), blank=True)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    # The proposal whose words these are; it goes back to its queue if they are refused.
    submission = models.ForeignKey(
        Submission,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="proposed_changes",
        verbose_name=_("proposal"),
    )
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=ChangeState,
        default=ChangeState.WAITING,
        db_index=True,
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    # The key of the public revision that was on the screen; null where the page had none.
    base_revision = models.BigIntegerField(null=True, editable=False)
    # {key of a full entry: {"old": …, "new": …, "add": bool}}: merging.Wish, changed fields only.
    fields = models.JSONField(default=dict)
    # What was typed under a link that was over, until it is sent: names of the form to values.
    typed = models.JSONField(default=dict, blank=True)
    why = models.CharField(_("why"), max_length=WHY, blank=True)
    source = models.CharField(_("source"), max_length=SOURCE, blank=True)
    reason = models.TextField(_("question or reason"), blank=True)
    # Made when the form was opened: the same form sent twice is one change.
    form_key = models.CharField(max_length=32, unique=True, null=True, editable=False)
    granted = models.JSONField(_("fields that were accepted"), default=list, blank=True)
    created_at = models.DateTimeField(_("sent at"), default=timezone.now, db_index=True)
    due_on = models.DateField(_("term"), null=True, blank=True, db_index=True)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    erase_after = models.DateField(_("personal data erased after"), null=True, blank=True)
    erased_at = models.DateTimeField(_("personal data erased at"), null=True, blank=True)

    class Meta:
        verbose_name = _("proposed change")
        verbose_name_plural = _("proposed changes")
        ordering = ["-created_at", "-id"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.page_id} {self.role} {self.state}"

    @property
    def is_open(self) -> bool:
        """Whether an editor can still decide on it."""
        return self.state in OPEN_STATES

    @property
    def wishes(self) -> dict[str, Wish]:
        """Return what is wanted, field by field."""
        return {name: Wish(**wish) for name, wish in self.fields.items()}


class ChangeEvent(models.Model):
    """One line of the audit trail: who, when, what, why. Written once, never edited."""

    change = models.ForeignKey(ProposedChange, models.CASCADE, related_name="events")
    step = models.CharField(_("what"), max_length=10, choices=Step)
    text = models.TextField(_("why"), blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # Kept beside the account, which may be deleted. Empty: the person who proposed it.
    actor_name = models.CharField(_("who"), max_length=150, blank=True)
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("event of a proposed change")
        verbose_name_plural = _("events of proposed changes")
        ordering = ["id"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.change_id} {self.step}"

    def save(self, *args, **kwargs) -> None:
        if not self._state.adding:
            raise TypeError("an event of the audit trail is never edited")
        super().save(*args, **kwargs)
