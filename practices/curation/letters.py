"""Mails to the person who sent a proposal: queued with the change that causes them."""

from kb.mail import absolute, queue
from practices.curation.models import Submission
from practices.curation.tokens import CONFIRM_LIFE, confirm_path, status_path


def write(name: str, submission: Submission, **more) -> None:
    """Queue the mail submissions/<name> in the caller's transaction; no address left, no mail.

    Templates get number, title, status_link and `more`.
    """
    if not submission.email:
        return
    context = {
        "number": submission.number,
        "title": submission.title,
        "status_link": absolute(status_path(submission)),
        **more,
    }
    queue(f"submissions/{name}", submission.email, context, submission.language)


def ask_to_confirm(submission: Submission) -> None:
    """Queue the mail with the link that proves the address."""
    write(
        "confirm",
        submission,
        confirm_link=absolute(confirm_path(submission)),
        days=CONFIRM_LIFE.days,
    )
