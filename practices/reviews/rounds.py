"""Every change of a round, each in one function: atomic, idempotent, its mails in the same step.

open_round → answer (a wide spread calls a third reviewer) → close → decide (→ announcing.py). A
conflict of interest, known or declared, takes a reviewer out at any time before the answer and draws
another.
"""

import secrets
from collections.abc import Iterable, Mapping

from django.db import transaction
from django.db.models import Count, F, Q
from django.utils import timezone

from practices.forms import missing_for_publication
from practices.models import Municipality, Organisation, PracticePage
from practices.records import build_record
from practices.reviews import letters
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
from practices.reviews.drawing import draw
from practices.reviews.models import Mark, Review, Reviewer, Round
from practices.reviews.people import ANCHORS, anchors, conflict_of, free_for, owed, working
from practices.reviews.results import Marks, is_wide, propose

REVIEWERS = 2  # at first
_STARRED = (
    *("summary", "background", "practice", "results", "municipalities_note", "licence", "consent"),
    "lead_organisation",
)


class RoundError(Exception):
    """What was asked for cannot be done; nothing was changed. `code` says why.

    "incomplete": the text is not ready to be published; "anchors": too few, too many or not rated
    yet; "is_anchor": an anchor is not rated for real; "live": it is being rated for real; "over":
    the answer is no longer awaited; "again": answered already; "marks": a mark or its reason is
    missing; "waiting": answers are; "few": fewer than two answers; "open": not closed yet;
    "decided": otherwise, already; "self": who rated does not decide; "reason": none given;
    "undecided": only a decision is announced.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@transaction.atomic
def declare(
    user, *, municipality: Municipality | None, organisations: Iterable[Organisation]
) -> Reviewer:
    """Keep what ties a reviewer declares; the first time makes a user a reviewer.

    Effects: reviewer; what waits for them and now conflicts is given to others; rounds that lack a
    reviewer may draw this one, with mail "asked".
    """
    reviewer, _created = Reviewer.objects.select_for_update().get_or_create(user=user)
    reviewer.municipality = municipality
    reviewer.declared_at = timezone.now()
    reviewer.save()
    reviewer.organisations.set(organisations)
    for review in _waiting_for(reviewer):
        tie = conflict_of(reviewer, review.round.page)
        if tie is not None:
            _take_out(review, ReviewState.CONFLICT, tie)
    _fill_all()
    return reviewer


@transaction.atomic
def set_active(reviewer: Reviewer, active: bool) -> None:
    """Ask somebody no more, or again. Effects: what waits for them is given to others, with mails."""
    reviewer = Reviewer.objects.select_for_update().get(pk=reviewer.pk)
    if reviewer.active == active:
        return
    reviewer.active = active
    reviewer.save(update_fields=["active"])
    if not active:
        for review in _waiting_for(reviewer):
            _release(review)
    _fill_all()


@transaction.atomic
def choose_anchor(page: PracticePage, *, actor) -> Round:
    """Make a practice one of the two that new reviewers rate first. Twice is once.

    Effects: anchor round with its text.

    :raises RoundError: "anchors" if there are two, "live" while it is rated for real, "incomplete".
    """
    page = PracticePage.objects.select_for_update().get(pk=page.pk)
    found = anchors().filter(page=page).first()
    if found is not None:
        return found
    if anchors().count() >= ANCHORS:
        raise RoundError("anchors")
    if _live(page) is not None:
        raise RoundError("live")
    return _new(page, RoundKind.ANCHOR, actor=actor, wanted=0, seed="")


@transaction.atomic
def drop_anchor(asked: Round) -> None:
    """Let a practice be an anchor no more; what was rated stays. Twice is once. Mails nobody."""
    asked = _locked(asked.pk)
    if asked.is_anchor and asked.state == RoundState.OPEN:
        asked.state, asked.closed_at = RoundState.CLOSED, timezone.now()
        asked.save(update_fields=["state", "closed_at"])
        asked.reviews.filter(state=ReviewState.ASKED).update(state=ReviewState.RELEASED)


@transaction.atomic
def open_round(page: PracticePage, *, actor, seed: str = "") -> Round:
    """Ask two reviewers, drawn by lot among the least loaded, what a practice is worth.

    Twice is once: the round that is not decided yet is returned. Effects: round with the text as it
    stands now; reviews; the anchors that a new reviewer owes; mail "asked" to each.

    :raises RoundError: "anchors" unless two are chosen, "is_anchor", "incomplete".
    """
    page = PracticePage.objects.select_for_update().get(pk=page.pk)
    found = _live(page)
    if found is not None:
        return found
    if anchors().filter(page=page).exists():
        raise RoundError("is_anchor")
    if anchors().count() < ANCHORS:
        raise RoundError("anchors")
    seed = seed or secrets.token_hex(16)
    asked = _new(page, RoundKind.PRACTICE, actor=actor, wanted=REVIEWERS, seed=seed)
    _fill(asked)
    return asked


@transaction.atomic
def answer(review: Review, marks: Mapping[str, tuple[int, str]]) -> Review:
    """Take an answer: criterion -> (0 to 5, why), all four. It is final; the same twice is one.

    A tie that appeared meanwhile takes the reviewer out instead: look at the state returned.
    Effects: marks; if two answers are far apart, a third reviewer; mail "complete" to the editor
    when nothing is awaited any more.

    :raises RoundError: "marks", "again", "over", "anchors".
    """
    asked = _locked(review.round_id)
    review = Review.objects.select_related("reviewer__municipality").get(pk=review.pk)
    given = {name: (value, why.strip()) for name, (value, why) in marks.items()}
    if set(given) != set(Criterion.values) or any(
        value not in MARKS or not why for value, why in given.values()
    ):
        raise RoundError("marks")
    if review.state == ReviewState.ANSWERED:
        if given == {row.criterion: (row.value, row.reason) for row in review.marks.all()}:
            return review
        raise RoundError("again")
    if review.state != ReviewState.ASKED or asked.state != RoundState.OPEN:
        raise RoundError("over")
    tie = conflict_of(review.reviewer, asked.page)
    if tie is not None:
        return _take_out(review, ReviewState.CONFLICT, tie)
    if not asked.is_anchor and owed(review.reviewer).exists():
        raise RoundError("anchors")
    Mark.objects.bulk_create(
        Mark(review=review, criterion=name, value=given[name][0], reason=given[name][1])
        for name in Criterion.values
    )
    review.state, review.answered_at = ReviewState.ANSWERED, timezone.now()
    review.save(update_fields=["state", "answered_at"])
    if not asked.is_anchor:
        _weigh(asked)
    return review


@transaction.atomic
def declare_conflict(review: Review, text: str) -> Review:
    """Take a reviewer out who says that he or she is not impartial. Twice is once.

    Effects: review with the words; another reviewer drawn, with mail "asked".

    :raises RoundError: "reason" without words, "over" if it was answered or is not awaited.
    """
    asked = _locked(review.round_id)
    review = Review.objects.get(pk=review.pk)
    if not text.strip():
        raise RoundError("reason")
    if review.state == ReviewState.CONFLICT:
        return review
    if review.state != ReviewState.ASKED or asked.state != RoundState.OPEN:
        raise RoundError("over")
    return _take_out(review, ReviewState.CONFLICT, Conflict.DECLARED, text.strip()[:1000])


@transaction.atomic
def replace(review: Review) -> Review:
    """Wait for a reviewer no longer and draw another. Twice is once.

    Effects: review; mails "released" and "asked".

    :raises RoundError: "over" if the answer is there.
    """
    _locked(review.round_id)
    review = Review.objects.get(pk=review.pk)
    if review.state == ReviewState.ANSWERED:
        raise RoundError("over")
    return _release(review) if review.state == ReviewState.ASKED else review


@transaction.atomic
def close(asked: Round) -> Round:
    """End the blindness: from now on the marks are read, and none is taken. Twice is once.

    A third reviewer for whom nobody is free does not hold it up. Effects: state, proposed level and
    badge; mails nobody.

    :raises RoundError: "waiting" while answers are, "few" with fewer than two; "is_anchor".
    """
    asked = _locked(asked.pk)
    if asked.is_anchor:
        raise RoundError("is_anchor")
    if asked.state != RoundState.OPEN:
        return asked
    if asked.reviews.filter(state=ReviewState.ASKED).exists():
        raise RoundError("waiting")
    answers = answers_of(asked)
    if len(answers) < REVIEWERS:
        raise RoundError("few")
    proposal = propose(answers, asked.document)
    asked.state, asked.closed_at = RoundState.CLOSED, timezone.now()
    asked.proposed_level, asked.proposed_badge = proposal.level, proposal.badge
    asked.save()
    return asked


@transaction.atomic
def decide(asked: Round, *, actor, level: int, badge: str, reason: str) -> Round:
    """Keep the editor's decision. The same twice is one; another one needs a new round.

    Effects: state, evidence level, badge, reason, who and when; mails nobody and changes nothing
    that is public.

    :raises RoundError: "open", "decided", "self", "reason".
    """
    asked = _locked(asked.pk)
    level, badge, reason = EvidenceLevel(level), Badge(badge), reason.strip()[:3000]
    if asked.state == RoundState.DECIDED:
        if (asked.evidence_level, asked.badge, asked.reason) == (level, badge, reason):
            return asked
        raise RoundError("decided")
    if asked.state == RoundState.OPEN or asked.is_anchor:
        raise RoundError("open")
    if asked.reviews.filter(reviewer__user=actor, state=ReviewState.ANSWERED).exists():
        raise RoundError("self")
    if not reason:
        raise RoundError("reason")
    asked.state, asked.decided_at, asked.decided_by = RoundState.DECIDED, timezone.now(), actor
    asked.evidence_level, asked.badge, asked.reason = level, badge, reason
    asked.save()
    return asked


@transaction.atomic
def expire(review: Review) -> bool:
    """Wait no longer for somebody whose term is over; return whether anybody was waited for.

    Effects: review; another reviewer drawn, with mail "asked"; mail "expired" to who was late.
    """
    review = _take_out(review, ReviewState.EXPIRED)
    if review.state != ReviewState.EXPIRED:
        return False
    letters.tell_expired(review)
    return True


def answers_of(asked: Round) -> list[Marks]:
    """Return the marks of each answer, in the order the reviewers were asked (2 queries)."""
    answered = asked.reviews.filter(state=ReviewState.ANSWERED).prefetch_related("marks")
    return [{mark.criterion: mark.value for mark in review.marks.all()} for review in answered]


def others(review: Review) -> list[list[Mark]]:
    """Return what the other reviewers of a closed round rated, without names; [] while it is open."""
    if review.round.state == RoundState.OPEN or review.round.is_anchor:
        return []
    rows = review.round.reviews.filter(state=ReviewState.ANSWERED).exclude(pk=review.pk)
    return [list(row.marks.all()) for row in rows.prefetch_related("marks").order_by("?")]


def _new(page: PracticePage, kind: RoundKind, *, actor, wanted: int, seed: str) -> Round:
    """Make a round about the newest draft, which must have passed the first gate: completeness."""
    draft = page.get_latest_revision_as_object()
    if not page.live and not page.import_key:
        values = {name: getattr(draft, name) for name in _STARRED}
        values |= {name: list(getattr(draft, name).all()) for name in ("municipalities", "themes")}
        if missing_for_publication(values):
            raise RoundError("incomplete")
    return Round.objects.create(
        page=page,
        kind=kind,
        document=build_record(draft),
        title=draft.title,
        seed=seed,
        wanted=wanted,
        opened_by=actor,
    )


def _live(page: PracticePage) -> Round | None:
    rounds = page.review_rounds.filter(kind=RoundKind.PRACTICE)
    return rounds.exclude(state=RoundState.DECIDED).first()


def _locked(key: int) -> Round:
    return Round.objects.select_for_update(of=("self",)).select_related("page").get(pk=key)


def _waiting_for(reviewer: Reviewer) -> list[Review]:
    rows = reviewer.reviews.filter(state=ReviewState.ASKED, round__state=RoundState.OPEN)
    return list(rows.select_related("round__page", "reviewer__user"))


def _take_out(review: Review, state: ReviewState, tie: str = "", text: str = "") -> Review:
    """End a review without an answer and draw another reviewer; an answer that came first stays."""
    asked = _locked(review.round_id)
    review.refresh_from_db(fields=["state"])
    if review.state != ReviewState.ASKED:
        return review
    review.state, review.conflict, review.conflict_text = state, tie, text
    review.save(update_fields=["state", "conflict", "conflict_text"])
    if not asked.is_anchor:
        _fill(asked)
    return review


def _release(review: Review) -> Review:
    review = _take_out(review, ReviewState.RELEASED)
    if review.state == ReviewState.RELEASED and not review.round.is_anchor:
        letters.release(review)
    return review


def _fill(asked: Round) -> None:
    """Draw as many reviewers as a round lacks, as far as there are any without a tie to it."""
    there = asked.reviews.filter(state__in=(ReviewState.ASKED, ReviewState.ANSWERED)).count()
    if asked.state != RoundState.OPEN or there >= asked.wanted:
        return
    seed = f"{asked.seed}-{asked.reviews.count()}"  # another lot for each drawing
    chosen = set(draw(free_for(asked), asked.wanted - there, seed))
    for reviewer in working().filter(pk__in=chosen):
        _give_anchors(reviewer)
        letters.ask(Review.objects.create(round=asked, reviewer=reviewer))


def _fill_all() -> None:
    """Draw for every open round that lacks a reviewer: somebody became free."""
    there = Count("reviews", filter=Q(reviews__state__in=(ReviewState.ASKED, ReviewState.ANSWERED)))
    lacking = Round.objects.filter(kind=RoundKind.PRACTICE, state=RoundState.OPEN)
    lacking = lacking.annotate(there=there).filter(there__lt=F("wanted")).order_by("pk")
    for key in list(lacking.values_list("pk", flat=True)):
        _fill(_locked(key))


def _give_anchors(reviewer: Reviewer) -> None:
    """Ask a new reviewer for the anchors; one with a tie to an anchor does without it."""
    rated = reviewer.reviews.filter(round__kind=RoundKind.ANCHOR, state=ReviewState.ANSWERED)
    if rated.count() >= ANCHORS:
        return
    for anchor in anchors().select_related("page").exclude(reviews__reviewer=reviewer):
        if conflict_of(reviewer, anchor.page) is None:
            Review.objects.create(round=anchor, reviewer=reviewer)


def _weigh(asked: Round) -> None:
    """After an answer: call a third reviewer, or tell the editor that all are there."""
    answers = answers_of(asked)
    if len(answers) == asked.wanted == REVIEWERS and is_wide(answers):
        asked.wanted = REVIEWERS + 1
        asked.save(update_fields=["wanted"])
        _fill(asked)
    if len(answers) >= REVIEWERS and not asked.reviews.filter(state=ReviewState.ASKED).exists():
        letters.tell_complete(asked)
