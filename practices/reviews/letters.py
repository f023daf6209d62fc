"""The mails of a round: queued with the change that causes them. None tells what anybody rated."""

from datetime import date

from django.conf import settings
from django.urls import reverse

from kb.mail import absolute, queue
from practices.reviews.models import Review, Round


def ask(review: Review) -> None:
    """Queue reviews/asked: a practice waits for this reviewer."""
    link = absolute(reverse("reviews_answer", args=[review.pk]))
    _write("asked", review.reviewer.user, {"title": review.round.title, "link": link})


def release(review: Review) -> None:
    """Queue reviews/released: the rating is no longer needed."""
    _write("released", review.reviewer.user, {"title": review.round.title})


def remind(review: Review, last: date | None) -> None:
    """Queue reviews/reminder: the same practice, and the last day for an answer."""
    link = absolute(reverse("reviews_answer", args=[review.pk]))
    context = {"title": review.round.title, "link": link, "last": last}
    _write("reminder", review.reviewer.user, context)


def tell_expired(review: Review) -> None:
    """Queue reviews/expired: the term is over, another reviewer is asked."""
    _write("expired", review.reviewer.user, {"title": review.round.title})


def tell_complete(asked: Round) -> None:
    """Queue reviews/complete to the editor who opened the round: all answers are there."""
    link = absolute(reverse("reviews_panel", args=[asked.page_id]))
    _write("complete", asked.opened_by, {"title": asked.title, "link": link})


def _write(name: str, user, context: dict) -> None:
    if user is not None and user.is_active and user.email:
        queue(f"reviews/{name}", user.email, context, settings.LANGUAGE_CODE)
