"""Notes of editors to each other. A colleague who is named with @ gets a mail."""

import re

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from kb.mail import absolute, queue
from practices.curation import sharing
from practices.curation.models import Note, Submission
from practices.curation.steps import locked, name_of, reason_in

_NAME = re.compile(r"(?<![\w@])@([\w.+@-]+)")


@transaction.atomic
def write(submission: Submission, *, author, text: str, parent: int | None = None) -> Note:
    """Keep a note, or a reply to the note `parent`; a double click keeps one.

    Effects: note, mail "curation/mention" to every editor named with @ but the author; a reply
    tells the author of the note too, if they may still read proposals.

    :raises ReasonMissingError: if there is no text.
    """
    text = reason_in(text)[:3000]
    above = submission.notes.filter(pk=parent).first() if parent else None
    top = above.parent if above is not None and above.parent else above
    last = locked(submission).notes.filter(parent=top).last()
    if last is not None and (last.author, last.text) == (author, text):
        return last
    row = Note.objects.create(
        submission=submission, parent=top, author=author, author_name=name_of(author), text=text
    )
    told = set(mentioned(text))
    if above is not None and above.author is not None and _may_read(above.author):
        told.add(above.author)
    for person in sorted(told - {author}, key=lambda user: user.pk):
        _tell(person, row)
    return row


def mentioned(text: str) -> list:
    """Return the editors whose names follow an @; full stops after a name do not count."""
    names = {match.rstrip(".-+@").casefold() for match in _NAME.findall(text)}
    if not names:
        return []
    return [user for user in sharing.editors() if user.get_username().casefold() in names]


def threads(submission: Submission) -> list[tuple[Note, list[Note]]]:
    """Return the notes with their replies, oldest first: one query."""
    rows = list(submission.notes.all())
    return [
        (row, [reply for reply in rows if reply.parent_id == row.pk])
        for row in rows
        if row.parent_id is None
    ]


def _may_read(user) -> bool:
    """Return whether an account that once wrote here may still open proposals."""
    return user.has_perm("curation.view_submission") or user.has_perm("curation.change_submission")


def _tell(person, row: Note) -> None:
    if not person.email:
        return
    context = {
        "author": row.author_name,
        "number": row.submission.number,
        "title": row.submission.title,
        "text": row.text,
        "link": absolute(reverse("submissions:read", args=[row.submission_id])),
    }
    queue("curation/mention", person.email, context, settings.LANGUAGE_CODE)
