"""Proposals and people for tests, made by the same functions as in life."""

import itertools
from datetime import timedelta

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.utils import timezone
from post_office.models import Email

from practices.curation import groups, transitions
from practices.curation.models import Submission, SubmissionEvent, SubmissionFile
from practices.models import Municipality, PracticePage, Theme
from tests.practices.pages import SUMMARY, organisation

_numbers = itertools.count(1)
SENDER = "kmetstvo@example.org"
QUESTION = "Колко струваше микробусът?"
REASON = "Събитието е еднократно; пишете ни, когато се повтори."


def sent(*, places: tuple[str, ...] = ("GAB05",), files=(), **values) -> Submission:
    """A proposal that nobody has confirmed yet."""
    return transitions.submit(
        values={
            "title": "Топъл обяд за единайсет села",
            "lead_text": "Микробус носи обяд на хора, които живеят сами.",
            "email": SENDER,
            "language": "bg",
            "consent_version": "2026-11",
            "consent_at": timezone.now(),
            **values,
        },
        municipalities=Municipality.objects.filter(code__in=places),
        files=files,
    )


def waiting(**values) -> Submission:
    """A confirmed proposal: it waits for an editor."""
    return transitions.confirm(sent(**values)).submission


def attached(name: str, content: bytes, media_type: str) -> SubmissionFile:
    """A file as the form hands it over: its content is stored, its row is not saved."""
    row = SubmissionFile(name=name, media_type=media_type, size=len(content))
    row.file.save(name, ContentFile(content), save=False)
    return row


def person(group: str | None = groups.EDITORS, **fields):
    """A user of the admin in one of the three groups."""
    user = get_user_model().objects.create_user(f"user-{next(_numbers)}", **fields)
    if group:
        user.groups.add(Group.objects.get(name=group))
    return user


def complete(page: PracticePage) -> PracticePage:
    """Fill in a draft what the short form does not ask for; return it with a new revision."""
    draft = page.get_latest_revision_as_object()
    draft.summary = SUMMARY
    draft.background = "<p>Нямаше кой да готви.</p>"
    draft.practice = "<p>Купен е микробус.</p>"
    draft.results = "<p>140 души се хранят топло.</p>"
    draft.lead_organisation = organisation("Община Габрово")
    draft.themes.set([Theme.objects.first()])
    draft.save_revision(clean=False)
    return draft


def letters(to: str = SENDER) -> list[Email]:
    """The mails queued for an address, oldest first."""
    return [mail for mail in Email.objects.order_by("pk") if mail.to == [to]]


def ten_minutes_pass() -> None:
    """Nothing decided so far can be taken back any more: it is told, and its mail is due."""
    past = timezone.now() - timedelta(seconds=1)
    Email.objects.filter(scheduled_time__isnull=False).update(scheduled_time=past)
    SubmissionEvent.objects.filter(mail_due__isnull=False).update(mail_due=past)


def steps(submission: Submission) -> list[tuple[str, str, str, str]]:
    """The audit trail as (step, before, after, text)."""
    return list(submission.events.values_list("step", "before", "after", "text"))
