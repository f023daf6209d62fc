"""Mails to the person who sent a proposal: queued with the change that causes them."""

from datetime import timedelta

from django.utils import timezone
from post_office.models import STATUS, Email

from kb.mail import absolute, queue, render
from practices.curation.models import Submission
from practices.curation.tokens import CONFIRM_LIFE, confirm_path, status_path

WAIT = timedelta(minutes=10)  # in which a decision can be taken back before anybody hears of it


def write(name: str, submission: Submission, **more):
    """Queue the mail submissions/<name> in the caller's transaction; no address left, no mail.

    Templates get number, title, status_link and `more`. Return the queued row or None.
    """
    if not submission.email:
        return None
    context = context_for(submission, **more)
    return queue(f"submissions/{name}", submission.email, context, submission.language)


def write_decision(name: str, submission: Submission, **more):
    """Queue a mail as `write` does, to leave in ten minutes."""
    letter = write(name, submission, **more)
    if letter is not None:
        letter.scheduled_time = timezone.now() + WAIT
        letter.save(update_fields=["scheduled_time"])
    return letter


def drop_waiting(submission: Submission) -> None:
    """Delete the mails about decisions that still wait their ten minutes."""
    waiting = submission.events.filter(mail_due__gt=timezone.now()).values_list("mail", flat=True)
    Email.objects.filter(pk__in=list(waiting), status=STATUS.queued).delete()


def preview(name: str, submission: Submission, **more):
    """Return the mail submissions/<name> as `write` would queue it now (kb.mail.Message) or None."""
    if not submission.email:
        return None
    return render(f"submissions/{name}", context_for(submission, **more), submission.language)


def context_for(submission: Submission, **more) -> dict:
    """Return what the templates of a mail about `submission` are given."""
    return {
        "number": submission.number,
        "title": submission.title,
        "status_link": absolute(status_path(submission)),
        **more,
    }


def ask_to_confirm(submission: Submission) -> None:
    """Queue the mail with the link that proves the address."""
    write(
        "confirm",
        submission,
        confirm_link=absolute(confirm_path(submission)),
        days=CONFIRM_LIFE.days,
    )
