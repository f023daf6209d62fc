"""Who may rate what: reads only. Three queries for a round, whatever the number of reviewers."""

from django.contrib.auth import get_user_model
from django.db.models import Count, Q, QuerySet

from practices.models import PracticePage
from practices.reviews.choices import Conflict, ReviewState, RoundKind, RoundState
from practices.reviews.conflicts import Subject, conflict
from practices.reviews.models import Review, Reviewer, Round

ANCHORS = 2  # practices that each new reviewer rates before any other
PERMISSION = "reviews.answer_review"


def subject_of(page: PracticePage) -> Subject:
    """Return who stands behind a practice as its newest draft says."""
    draft = page.get_latest_revision_as_object()
    partners = [row.organisation for row in draft.partners.select_related("organisation")]
    organisations = [row for row in (draft.lead_organisation, *partners) if row is not None]
    places = {*draft.municipalities.select_related("oblast")}
    places |= {row.municipality for row in organisations if row.municipality}
    writers = set(page.revisions.order_by().values_list("user_id", flat=True))
    return Subject(
        users=frozenset({page.owner_id, *writers} - {None}),
        municipalities=frozenset(place.pk for place in places),
        oblasti=frozenset(place.oblast_id for place in places),
        organisations=frozenset(row.pk for row in organisations),
    )


def conflict_of(reviewer: Reviewer, page: PracticePage) -> Conflict | None:
    """Return what keeps a reviewer from rating a practice, None if nothing known does."""
    return conflict(reviewer.declared, subject_of(page))


def working() -> QuerySet[Reviewer]:
    """Return the reviewers who may be asked: active, and still allowed to rate."""
    allowed = get_user_model().objects.with_perm(
        PERMISSION, backend="django.contrib.auth.backends.ModelBackend"
    )
    rows = Reviewer.objects.filter(active=True, user__in=allowed)
    return rows.select_related("user", "municipality").prefetch_related("organisations")


def load() -> dict[int, int]:
    """Return {reviewer: practices that wait for an answer} of all who may be asked."""
    waiting = Q(reviews__state=ReviewState.ASKED, reviews__round__kind=RoundKind.PRACTICE)
    return dict(working().annotate(n=Count("reviews", filter=waiting)).values_list("pk", "n"))


def free_for(asked: Round) -> dict[int, int]:
    """Return {reviewer: open reviews} of those who may be drawn for a round."""
    subject = subject_of(asked.page)
    taken = set(asked.reviews.values_list("reviewer_id", flat=True))
    open_reviews = load()
    return {
        reviewer.pk: open_reviews[reviewer.pk]
        for reviewer in working()
        if reviewer.pk not in taken and conflict(reviewer.declared, subject) is None
    }


def anchors() -> QuerySet[Round]:
    return Round.objects.filter(kind=RoundKind.ANCHOR, state=RoundState.OPEN)


def owed(reviewer: Reviewer) -> QuerySet[Review]:
    """Return the anchors that a reviewer must rate before anything else."""
    return reviewer.reviews.filter(
        state=ReviewState.ASKED, round__kind=RoundKind.ANCHOR, round__state=RoundState.OPEN
    )
