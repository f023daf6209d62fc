"""Signed links for the person who sent a proposal. They expire, and each opens one entry only."""

from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse
from django.utils.translation import override

from kb.links import row_of, token_of
from practices.curation.models import Submission

CONFIRM_LIFE = timedelta(days=14)  # an unconfirmed proposal is erased then
STATUS_LIFE = timedelta(days=365)
_LIVES = {"confirm": CONFIRM_LIFE, "status": STATUS_LIFE}


@dataclass(frozen=True, slots=True)
class Opened:
    """What a token led to: the entry, or the reason why not ("expired", "unknown")."""

    submission: Submission | None = None
    fault: str = ""


def token_for(submission: Submission, purpose: str) -> str:
    """Return a token for `purpose`, "confirm" or "status", signed now."""
    return token_of(submission, _salt(purpose))


def open_token(token: str, purpose: str) -> Opened:
    """Return the entry behind a token. Reads only; a token is not used up by being opened."""
    return Opened(*row_of(token, _salt(purpose), Submission.objects, life=_LIVES[purpose]))


def confirm_path(submission: Submission) -> str:
    """Return the address of the page with the confirm button, in the sender's language."""
    with override(submission.language):
        return reverse("submission_confirm", args=[token_for(submission, "confirm")])


def status_path(submission: Submission) -> str:
    """Return the address of the status page, in the sender's language."""
    with override(submission.language):
        return reverse("submission_status", args=[token_for(submission, "status")])


def _salt(purpose: str) -> str:
    return f"practices.curation.{purpose}"
