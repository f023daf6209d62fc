"""What the workshop keeps: questions without people, rows of editors, and what was done to them."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from search.bulgarian.abbreviations import Abbreviation
from search.bulgarian.glossary import Entry
from search.bulgarian.synonyms import Group

from .choices import Kind, PreviewState, Relation, State, Step


class Asked(models.Model):
    """One question of a reader: cleaned words (`cleaning.cleaned`), the hour, how it went.

    Nothing says who asked: no address, no cookie, no device, no exact time. `position`: the hit
    that was opened first, 1 is the top one and 0 a practice that editors put above; empty where
    none was or the browser did not tell.
    """

    text = models.CharField(_("question"), max_length=120)
    language = models.CharField(_("language"), max_length=10)
    hour = models.DateTimeField(_("hour"))
    total = models.PositiveIntegerField(_("hits"))
    milliseconds = models.PositiveIntegerField(_("milliseconds"))
    degraded = models.BooleanField(_("answered by the second engine"), default=False)
    position = models.PositiveSmallIntegerField(_("opened"), null=True)

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        default_permissions = ()
        indexes = [
            models.Index(fields=["hour", "text"], name="asked_hour"),
            models.Index(fields=["text", "hour"], name="asked_text"),
        ]

    def __str__(self) -> str:
        return self.text


class HiddenQuestion(models.Model):
    """A question that editors do not want to be suggested to others."""

    text = models.CharField(_("question"), max_length=120, unique=True)
    at = models.DateTimeField(_("when"), default=timezone.now)
    by_name = models.CharField(_("who"), max_length=150, blank=True)

    class Meta:
        verbose_name = _("question that is not suggested")
        verbose_name_plural = _("questions that are not suggested")
        default_permissions = ()

    def __str__(self) -> str:
        return self.text


class Rule(models.Model):
    """A row that an editor adds to what the search knows. Only `rules.py` changes it.

    `left` and `right` hold one term a line. A synonym has its terms in `left`, and in `right` those
    that they lead to, one way; an abbreviation its short forms and what they stand for; a form the
    word it belongs to also; an English term its Bulgarian; a question the numbers of practices.
    """

    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    relation = models.CharField(_("relation"), max_length=10, choices=Relation, blank=True)
    weight = models.FloatField(_("weight"), default=1.0)
    left = models.TextField(_("terms"))
    right = models.TextField(_("lead to"), blank=True)
    question = models.CharField(_("question it came from"), max_length=120, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.DRAFT)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(_("proposed"), default=timezone.now)
    changed_at = models.DateTimeField(_("changed"), default=timezone.now)
    preview_state = models.CharField(max_length=8, choices=PreviewState, default=PreviewState.NONE)
    # Which version of the row the effect is of, and when it was worked out.
    preview_version = models.PositiveIntegerField(default=0)
    preview_at = models.DateTimeField(null=True)
    preview = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("row of the workshop")
        verbose_name_plural = _("rows of the workshop")
        ordering = ["-changed_at", "-pk"]
        default_permissions = ("view", "change")
        indexes = [models.Index(fields=["state"], name="rule_state")]

    def __str__(self) -> str:
        left = " | ".join(self.terms)
        return f"{left} → {' | '.join(self.answers)}" if self.answers else left

    @property
    def terms(self) -> tuple[str, ...]:
        return tuple(self.left.splitlines())

    @property
    def answers(self) -> tuple[str, ...]:
        return tuple(self.right.splitlines())

    @property
    def preview_is_current(self) -> bool:
        """Whether the effect that is shown is that of the row as it stands."""
        return self.preview_state == PreviewState.DONE and self.preview_version == self.version

    def group(self) -> Group:
        """Return a synonym as the table of the language has it."""
        return Group(self.relation, self.weight, self.terms, self.answers)

    def abbreviation(self) -> Abbreviation:
        """Return an abbreviation as the table of the language has it."""
        return Abbreviation(self.terms, self.answers, self.weight)

    def entry(self) -> Entry:
        """Return an English term as the table of the language has it."""
        return Entry(self.terms, self.answers)


class RuleEvent(models.Model):
    """One line of the history: who, when, what, why, and the row as it stood then. Never edited.

    Its highest number also tells every process that rows have changed.
    """

    rule = models.ForeignKey(Rule, models.CASCADE, related_name="events")
    step = models.CharField(_("what"), max_length=8, choices=Step)
    why = models.CharField(_("why"), max_length=300, blank=True)
    content = models.JSONField()
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # Kept beside the account, which may be deleted.
    actor_name = models.CharField(_("who"), max_length=150, blank=True)
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("change of a row")
        verbose_name_plural = _("changes of rows")
        ordering = ["pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.rule_id} {self.step}"

    def save(self, *args, **kwargs) -> None:
        if not self._state.adding:
            raise TypeError("a line of the history is never edited")
        super().save(*args, **kwargs)
