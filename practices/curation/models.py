"""A proposal while it is decided on: the case file, its attachments and its audit trail.

Rows change only through practices.curation.transitions.
"""

import secrets
from pathlib import PurePath

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask

from practices.choices import Licence
from practices.curation import readiness
from practices.curation.choices import OPEN_STATES, EntrySize, Step, SubmissionState, Suspicion
from practices.curation.storage import PrivateStorage
from practices.models import Municipality, PracticePage

NUMBER_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def new_number() -> str:
    """Return a random public number such as П-7KQ4M2: sayable, tells nothing, cannot be counted."""
    return "П-" + "".join(secrets.choice(NUMBER_ALPHABET) for _letter in range(6))


def new_secret() -> str:
    """Return what a link must know beside our signature; 128 bits."""
    return secrets.token_urlsafe(16)


def file_path(instance: models.Model, filename: str) -> str:
    """Return a path nobody can guess; the sender's file name is kept in a column, not on disk."""
    return f"{secrets.token_hex(16)}{PurePath(filename).suffix.lower()[:10]}"


class Submission(models.Model):
    """A practice proposed through the public form. It is not a page until an editor accepts it."""

    number = models.CharField(_("number"), max_length=20, unique=True, default=new_number)
    secret = models.CharField(max_length=32, default=new_secret, editable=False)
    # Made when the form was opened: the same form sent twice is one proposal.
    form_key = models.CharField(max_length=32, unique=True, null=True, editable=False)
    state = models.CharField(
        _("state"),
        max_length=12,
        choices=SubmissionState,
        default=SubmissionState.UNCONFIRMED,
        db_index=True,
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    reason = models.TextField(_("reason or question"), blank=True)

    size = models.CharField(
        _("size"), max_length=5, choices=EntrySize, default=EntrySize.SHORT, db_index=True
    )
    # The whole entry (practices.entry) when the size is full; the columns below are its short form.
    full = models.JSONField(_("full description"), default=dict, blank=True)
    title = models.CharField(_("title"), max_length=120)
    municipalities = models.ManyToManyField(
        Municipality, related_name="submissions", verbose_name=_("municipalities")
    )
    lead_text = models.TextField(_("what was done, in short"))
    background = models.TextField(_("background"), blank=True)
    practice = models.TextField(_("practice"), blank=True)
    results = models.TextField(_("results"), blank=True)
    evidence_link = models.URLField(_("link"), max_length=500, blank=True)
    innovator_name = models.CharField(_("innovator"), max_length=150, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    licence = models.CharField(_("licence"), max_length=16, choices=Licence, default=Licence.CC_BY)
    consent_version = models.CharField(_("version of the consent text"), max_length=20)
    consent_at = models.DateTimeField(_("consent given at"))
    suspicion = models.JSONField(_("looks odd"), default=list, blank=True)
    is_suspicious = models.BooleanField(_("to be looked at twice"), default=False, db_index=True)

    page = models.OneToOneField(
        PracticePage,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="submission",
        verbose_name=_("practice"),
    )
    created_at = models.DateTimeField(_("sent at"), default=timezone.now, db_index=True)
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    erase_after = models.DateField(_("personal data erased after"), null=True, blank=True)
    erased_at = models.DateTimeField(_("personal data erased at"), null=True, blank=True)

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        ordering = ["-created_at", "-id"]
        default_permissions = ("change", "view")

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def is_open(self) -> bool:
        """Whether an editor can still decide on it."""
        return self.state in OPEN_STATES

    @property
    def suspicion_labels(self) -> list[str]:
        """Return the reasons to look twice in words; unknown codes as they are."""
        known = dict(Suspicion.choices)
        return [str(known.get(code, code)) for code in self.suspicion]


class SubmissionFile(models.Model):
    """A file that came with a proposal, under a name of ours in the private storage."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="files")
    file = models.FileField(
        _("file"), storage=PrivateStorage(), upload_to=file_path, max_length=100
    )
    name = models.CharField(_("name"), max_length=200)
    media_type = models.CharField(_("type"), max_length=120)
    size = models.PositiveIntegerField(_("size"))

    class Meta:
        verbose_name = _("file of a proposal")
        verbose_name_plural = _("files of proposals")
        ordering = ["id"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.name

    @property
    def is_picture(self) -> bool:
        return self.media_type.startswith("image/")


class SubmissionEvent(models.Model):
    """One line of the audit trail: who, when, from, to, why. Written once, never edited."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="events")
    step = models.CharField(_("what"), max_length=12, choices=Step)
    before = models.CharField(_("from"), max_length=12, choices=SubmissionState, blank=True)
    after = models.CharField(_("to"), max_length=12, choices=SubmissionState)
    text = models.TextField(_("why"), blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # Kept beside the account, which may be deleted. Empty: the person who sent the proposal.
    actor_name = models.CharField(_("who"), max_length=150, blank=True)
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("event of a proposal")
        verbose_name_plural = _("events of proposals")
        ordering = ["id"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.submission_id} {self.step}"

    def save(self, *args, **kwargs) -> None:
        if not self._state.adding:
            raise TypeError("an event of the audit trail is never edited")
        super().save(*args, **kwargs)


class EditorReview(AbstractGroupApprovalTask):
    """The one step between a draft and the public; cannot be taken while a starred field is empty."""

    class Meta(AbstractGroupApprovalTask.Meta):
        abstract = False
        verbose_name = _("review by an editor")
        verbose_name_plural = _("reviews by an editor")

    def get_actions(self, obj, user) -> list[tuple[str, str, bool]]:
        """Leave out "approve" while the latest revision of `obj` lacks something."""
        actions = super().get_actions(obj, user)
        if actions and readiness.missing_in_draft(obj):
            return [action for action in actions if action[0] != "approve"]
        return actions

    @classmethod
    def get_description(cls) -> str:
        return _("Members of the chosen groups publish a practice once nothing in it is missing")
