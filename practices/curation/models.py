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

    # The promised term ends on this day (practices.curation.term); stored, the queue sorts by it.
    due_on = models.DateField(_("term"), null=True, blank=True, db_index=True)
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("given to"),
    )
    # Who has it open; tells, never locks (practices.curation.claims).
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    claimed_at = models.DateTimeField(null=True, blank=True)

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
    # The mail that told of it, and when it leaves: until then it can be taken back.
    mail = models.BigIntegerField(null=True, editable=False)
    mail_due = models.DateTimeField(null=True, editable=False)

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


class HeldDecision(models.Model):
    """„Решено, необявено“: what will be done to a proposal when it is announced, and by whose word.

    Until then the proposal itself is as it was, so nothing anywhere can tell.
    """

    submission = models.OneToOneField(Submission, models.CASCADE, related_name="held")
    decision = models.CharField(
        _("decision"),
        max_length=12,
        choices=[(Step.ACCEPT, Step.ACCEPT.label), (Step.REFUSE, Step.REFUSE.label)],
    )
    text = models.TextField(_("why"), blank=True)
    # The version decided on: what came after it is read again before it is announced.
    version = models.PositiveIntegerField()
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("unannounced decision")
        verbose_name_plural = _("unannounced decisions")
        ordering = ["id"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.submission_id} {self.decision}"


class Note(models.Model):
    """What editors say to each other about a proposal; the sender never sees it."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="notes")
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="replies"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    author_name = models.CharField(max_length=150)
    text = models.TextField(_("note"), max_length=3000)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["id"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.submission_id} {self.author_name}"


class Look(models.Model):
    """Up to when an editor has seen a proposal; `before` is the end of the visit before this one."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="looks")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField()
    before = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("last look")
        verbose_name_plural = _("last looks")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["submission", "user"], name="one_look_per_editor")
        ]

    def __str__(self) -> str:
        return f"{self.submission_id} {self.user_id}"


class SavedView(models.Model):
    """An editor's own name for a set of filters of the queue."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering = ["name", "id"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["user", "name"], name="one_view_of_a_name_per_editor")
        ]

    def __str__(self) -> str:
        return self.name


class ReasonTemplate(models.Model):
    """A frequent question or reason in words worth sending; editors keep them in the admin."""

    class Purpose(models.TextChoices):
        ASK = "ask", _("A question to the sender")
        REFUSE = "refuse", _("A reason to refuse")
        SPAM = "spam", _("A reason to put aside as spam")

    name = models.CharField(_("name"), max_length=80)
    purpose = models.CharField(_("for"), max_length=12, choices=Purpose)
    text = models.TextField(_("text"), max_length=3000)

    class Meta:
        verbose_name = _("text for a frequent reason")
        verbose_name_plural = _("texts for frequent reasons")
        ordering = ["purpose", "name", "id"]

    def __str__(self) -> str:
        return self.name


class Override(models.Model):
    """Someone published a text that they were the last to write, and said why. Never edited."""

    page = models.ForeignKey(PracticePage, models.CASCADE, related_name="overrides")
    revision = models.BigIntegerField()
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    actor_name = models.CharField(_("who"), max_length=150)
    reason = models.TextField(_("why"))
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("publication without a second person")
        verbose_name_plural = _("publications without a second person")
        ordering = ["-id"]
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.page_id} {self.actor_name}"

    def save(self, *args, **kwargs) -> None:
        if not self._state.adding:
            raise TypeError("a recorded exception is never edited")
        super().save(*args, **kwargs)


class MorningMail(models.Model):
    """A day whose morning mail is queued: no day has two."""

    day = models.DateField(unique=True)

    class Meta:
        verbose_name = _("morning mail")
        verbose_name_plural = _("morning mails")
        default_permissions = ()

    def __str__(self) -> str:
        return self.day.isoformat()


class EditorReview(AbstractGroupApprovalTask):
    """The one step between a draft and the public; cannot be taken while a starred field is empty."""

    class Meta(AbstractGroupApprovalTask.Meta):
        abstract = False
        verbose_name = _("review by an editor")
        verbose_name_plural = _("reviews by an editor")

    def get_actions(self, obj, user) -> list[tuple[str, str, bool]]:
        """Leave out "approve" while the latest revision lacks something or is the user's own."""
        actions = super().get_actions(obj, user)
        if actions and (readiness.missing_in_draft(obj) or not self._may_publish(obj, user)):
            return [action for action in actions if action[0] != "approve"]
        return actions

    def on_action(self, task_state, user, action_name: str, **kwargs) -> None:
        """The same once more: the form that approves may have just saved a change of the user."""
        if action_name == "approve" and not self._may_publish(task_state.workflow_state, user):
            return
        super().on_action(task_state, user, action_name, **kwargs)

    def _may_publish(self, subject, user) -> bool:
        from practices.curation import publishing

        page = getattr(subject, "content_object", subject)
        page = PracticePage.objects.filter(pk=page.pk).first()
        return page is None or publishing.may_publish(page, user)

    @classmethod
    def get_description(cls) -> str:
        return _("Members of the chosen groups publish a practice once nothing in it is missing")
