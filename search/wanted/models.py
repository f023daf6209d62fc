"""A call „Търсим практика“: what is looked for, who looks for it, what was found.

    Call ─┬─ Seeker      who looks for it: the author, and others with the same need
          ├─ CallEvent   the audit trail
          ├─ Match       a practice that may be it ── Notice  one for each seeker who is told
          ├─ Answer      a practice that is it
          └─ Offer       a proposal that was sent for it
    Publication          a practice that was published and not yet compared with the open calls

Calls change only through search.wanted.transitions, seekers through search.wanted.following.
"""

import secrets

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from practices.models import Municipality, Theme
from search.wanted.choices import (
    PUBLIC_STATES,
    Asker,
    CallState,
    Step,
    Suspicion,
    Verdict,
)

TITLE_LENGTH = 160
TEXT_LENGTH = 3000
WORDS_LENGTH = 300  # search.query.MAX_LENGTH


def new_number() -> str:
    """Return a random six-digit number: sayable on the phone, tells nothing, cannot be counted."""
    return f"{secrets.randbelow(900_000) + 100_000}"


def new_secret() -> str:
    """Return what a link must know beside our signature; 128 bits."""
    return secrets.token_urlsafe(16)


class CallQuerySet(models.QuerySet):
    def public(self) -> "CallQuerySet":
        """The one definition of public."""
        return self.filter(state__in=PUBLIC_STATES)

    def open(self) -> "CallQuerySet":
        return self.filter(state=CallState.OPEN)

    def with_followers(self) -> "CallQuerySet":
        """Add `followers`: how many others look for the same."""
        others = models.Q(seekers__is_author=False, seekers__confirmed_at__isnull=False)
        return self.annotate(followers=models.Count("seekers", filter=others, distinct=True))


class Call(models.Model):
    """What somebody looks for. `title` and `text` are public, `typed_…` what the author wrote."""

    number = models.CharField(_("number"), max_length=6, unique=True, default=new_number)
    # Made when the form was opened: the same form sent twice is one call.
    form_key = models.CharField(max_length=32, unique=True, null=True, editable=False)
    state = models.CharField(
        _("state"), max_length=12, choices=CallState, default=CallState.UNCONFIRMED, db_index=True
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    reason = models.TextField(_("reason"), blank=True)

    title = models.CharField(_("what is looked for"), max_length=TITLE_LENGTH)
    text = models.TextField(_("why, what the problem is"), blank=True, max_length=TEXT_LENGTH)
    typed_title = models.CharField(max_length=TITLE_LENGTH, blank=True, editable=False)
    typed_text = models.TextField(blank=True, editable=False)
    # What the search had no answer to; and what new practices are compared with.
    asked = models.CharField(_("searched for"), max_length=WORDS_LENGTH, blank=True)
    words = models.CharField(_("words to listen for"), max_length=WORDS_LENGTH, blank=True)
    municipalities = models.ManyToManyField(
        Municipality, blank=True, related_name="calls", verbose_name=_("municipalities")
    )
    theme = models.ForeignKey(
        Theme,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="calls",
        verbose_name=_("theme"),
    )
    asker = models.CharField(_("who asks"), max_length=16, choices=Asker, blank=True)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    # Numbers of practices that the author saw before sending and did not take for an answer.
    shown = models.JSONField(default=list, blank=True)
    suspicion = models.JSONField(_("looks odd"), default=list, blank=True)
    is_suspicious = models.BooleanField(_("to be looked at twice"), default=False)
    joined_to = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, verbose_name=_("joined with")
    )

    created_at = models.DateTimeField(_("sent at"), default=timezone.now, db_index=True)
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True, db_index=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    erase_after = models.DateField(_("personal data erased after"), null=True, blank=True)
    erased_at = models.DateTimeField(_("personal data erased at"), null=True, blank=True)

    objects = CallQuerySet.as_manager()

    class Meta:
        verbose_name = _("call")
        verbose_name_plural = _("calls")
        ordering = ["-created_at", "-id"]
        default_permissions = ("change", "view")

    def __str__(self) -> str:
        return f"№ {self.number} {self.title}"

    @property
    def is_open(self) -> bool:
        return self.state == CallState.OPEN

    @property
    def is_public(self) -> bool:
        return self.state in PUBLIC_STATES

    @property
    def suspicion_labels(self) -> list[str]:
        """Return the reasons to look twice in words; unknown codes as they are."""
        known = dict(Suspicion.choices)
        return [str(known.get(code, code)) for code in self.suspicion]


class Seeker(models.Model):
    """An address that hears of a call. The author's is the first; it is erased with the others."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="seekers")
    email = models.EmailField(_("e-mail"), blank=True, db_index=True)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    secret = models.CharField(max_length=32, default=new_secret, editable=False)
    is_author = models.BooleanField(default=False)
    consent_version = models.CharField(_("version of the consent text"), max_length=20)
    consent_at = models.DateTimeField(_("consent given at"))
    created_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    # An author who wants no more mails of practices, but keeps the call.
    muted_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["call", "email"], condition=~models.Q(email=""), name="seeker_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.call_id} {self.pk}"


class CallEvent(models.Model):
    """One line of the audit trail: who, when, from, to, why. Written once, never edited."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="events")
    step = models.CharField(_("what"), max_length=12, choices=Step)
    before = models.CharField(_("from"), max_length=12, choices=CallState, blank=True)
    after = models.CharField(_("to"), max_length=12, choices=CallState)
    text = models.TextField(_("why"), blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # Kept beside the account, which may be deleted. Empty: the author, or time.
    actor_name = models.CharField(_("who"), max_length=150, blank=True)
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        ordering = ["id"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.call_id} {self.step}"

    def save(self, *args, **kwargs) -> None:
        if not self._state.adding:
            raise TypeError("an event of the audit trail is never edited")
        super().save(*args, **kwargs)


class Match(models.Model):
    """A practice that may answer a call, once for each call, however often it is published."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="matches")
    pid = models.CharField(_("practice"), max_length=20, db_index=True)
    # The words of the call that the practice has; none where it was proposed for the call.
    words = models.JSONField(default=list, blank=True)
    found_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["call", "pid"], name="match_once")]

    def __str__(self) -> str:
        return f"{self.call_id} {self.pid}"


class Notice(models.Model):
    """One seeker is to be told of one match; `sent_at` when the mail was queued."""

    match = models.ForeignKey(Match, models.CASCADE, related_name="notices")
    seeker = models.ForeignKey(Seeker, models.CASCADE, related_name="notices")
    sent_at = models.DateTimeField(null=True, blank=True)
    verdict = models.CharField(max_length=3, choices=Verdict, default=Verdict.NONE, blank=True)

    class Meta:
        ordering = ["id"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["match", "seeker"], name="notice_once")]
        indexes = [
            models.Index(
                fields=["seeker"], condition=models.Q(sent_at=None), name="notice_not_sent"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.match_id} {self.seeker_id}"


class Answer(models.Model):
    """A practice that answers a call, as an editor or the author said."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="answers")
    pid = models.CharField(_("practice"), max_length=20, db_index=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["call", "pid"], name="answer_once")]

    def __str__(self) -> str:
        return f"{self.call_id} {self.pid}"


class Offer(models.Model):
    """A proposal (practices.curation, known here by its number only) that was sent for a call."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="offers")
    proposal = models.CharField(max_length=20, unique=True)
    pid = models.CharField(max_length=20, blank=True, db_index=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.call_id} {self.proposal}"


class Publication(models.Model):
    """A practice that the worker has yet to compare with the open calls.

    Written in the publishing transaction. `ticket` changes with every publication, so that one
    which comes while the row is being worked on is not deleted with it.
    """

    pid = models.CharField(max_length=20, unique=True)
    ticket = models.CharField(max_length=32)
    at = models.DateTimeField(auto_now=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.pid
