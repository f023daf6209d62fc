"""Reviewers, rounds and marks. Rows change only through practices.reviews.rounds."""

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from practices.models import Municipality, Organisation, PracticePage
from practices.reviews.choices import (
    MARKS,
    Badge,
    Conflict,
    Criterion,
    EvidenceLevel,
    ReviewState,
    RoundKind,
    RoundState,
)
from practices.reviews.conflicts import Declared


class Reviewer(models.Model):
    """A user who rates, with the ties that he or she declared."""

    # What somebody rated stays when the account goes.
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="reviewer"
    )
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, null=True, blank=True, related_name="+"
    )
    organisations = models.ManyToManyField(Organisation, blank=True, related_name="+")
    active = models.BooleanField(default=True)
    declared_at = models.DateTimeField(default=timezone.now)

    class Meta:
        default_permissions = ()
        verbose_name = _("reviewer")
        verbose_name_plural = _("reviewers")
        ordering = ["pk"]

    def __str__(self) -> str:
        if self.user is None:
            return str(_("former reviewer"))
        return self.user.get_full_name() or self.user.get_username()

    @property
    def declared(self) -> Declared:
        place = self.municipality
        return Declared(
            user=self.user_id,
            municipality=place.pk if place else "",
            oblast=place.oblast_id if place else "",
            organisations=frozenset(row.pk for row in self.organisations.all()),
        )


class Round(models.Model):
    """One rating of one exact text: `document` is the record as it stood when it was opened."""

    page = models.ForeignKey(PracticePage, models.CASCADE, related_name="review_rounds")
    kind = models.CharField(max_length=8, choices=RoundKind, default=RoundKind.PRACTICE)
    state = models.CharField(
        max_length=8, choices=RoundState, default=RoundState.OPEN, db_index=True
    )
    document = models.JSONField()
    title = models.CharField(max_length=255)
    seed = models.CharField(max_length=32)  # of the lot by which reviewers are drawn
    wanted = models.PositiveSmallIntegerField()
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    opened_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True)
    proposed_level = models.PositiveSmallIntegerField(null=True, choices=EvidenceLevel)
    proposed_badge = models.CharField(max_length=9, blank=True, choices=Badge)
    evidence_level = models.PositiveSmallIntegerField(null=True, choices=EvidenceLevel)
    badge = models.CharField(max_length=9, blank=True, choices=Badge)
    reason = models.TextField(max_length=3000, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    # Until then a decision is known to the editors alone.
    announced_at = models.DateTimeField(null=True)
    announced_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        default_permissions = ("change",)
        verbose_name = _("round of ratings")
        verbose_name_plural = _("rounds of ratings")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["page"],
                condition=Q(kind=RoundKind.PRACTICE) & ~Q(state=RoundState.DECIDED),
                name="reviews_one_round_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["page"],
                condition=Q(kind=RoundKind.ANCHOR, state=RoundState.OPEN),
                name="reviews_one_anchor_of_a_page",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_anchor(self) -> bool:
        return self.kind == RoundKind.ANCHOR


class Review(models.Model):
    """One reviewer's part in a round."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="reviews")
    reviewer = models.ForeignKey(Reviewer, models.PROTECT, related_name="reviews")
    state = models.CharField(
        max_length=8, choices=ReviewState, default=ReviewState.ASKED, db_index=True
    )
    conflict = models.CharField(max_length=12, blank=True, choices=Conflict)
    conflict_text = models.TextField(max_length=1000, blank=True)
    asked_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        permissions = [("answer_review", "Can rate practices")]
        verbose_name = _("rating")
        verbose_name_plural = _("ratings")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "reviewer"], name="reviews_asked_once")
        ]

    def __str__(self) -> str:
        return f"{self.round_id}: {self.reviewer_id}"


class Mark(models.Model):
    """0 to 5 for one criterion, and why."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="marks")
    criterion = models.CharField(max_length=10, choices=Criterion)
    value = models.PositiveSmallIntegerField(validators=[MaxValueValidator(MARKS[-1])])
    reason = models.TextField(max_length=1000)

    class Meta:
        default_permissions = ()
        verbose_name = _("mark")
        verbose_name_plural = _("marks")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["review", "criterion"], name="reviews_mark_once"),
            models.CheckConstraint(condition=Q(value__lte=MARKS[-1]), name="reviews_mark_to_five"),
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.value}"
