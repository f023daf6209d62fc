"""Every change of a draft, one function each; each is one transaction.

- `ClosedError`: the draft was sent; `number` says as what.
- `FullError`: no more files or co-authors fit.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from practices.curation.models import Submission, SubmissionFile
from practices.doubles import choosing
from practices.drafts import letters, sealing
from practices.drafts.models import Author, Draft, DraftFile
from practices.signoff import rounds
from practices.uploads import validate_upload, without_metadata

LIFE = timedelta(days=90)  # since the last change
WARN = timedelta(days=14)  # before the end
KEEP_SENT = timedelta(days=14)
MOST_AUTHORS = 5  # beside the owner
MOST_FILES = 12


@dataclass(frozen=True, slots=True)
class Saved:
    """The draft after a call. `clash`: somebody saved this step since; nothing was changed."""

    draft: Draft
    changed: bool = False
    clash: bool = False


class ClosedError(Exception):
    """The draft was sent already."""

    def __init__(self, number: str) -> None:
        super().__init__(number)
        self.number = number


class FullError(Exception):
    """The limit of files or co-authors is reached; the message says so in a sentence."""


@transaction.atomic
def start(language: str, values: dict | None = None) -> Author:
    """Make a draft with what is typed already; return its owner."""
    draft = Draft.objects.create(
        language=language, values=values or {}, expires_at=timezone.now() + LIFE
    )
    return Author.objects.create(draft=draft, is_owner=True)


@transaction.atomic
def save_step(author: Author, step: int, typed: dict, seen: int) -> Saved:
    """Keep what was typed in one step on top of version `seen` of the draft.

    Another author's or tab's change of the same step since then is a clash, unless it came to the
    same text; changes of other steps are none. Effects: values, version, stamp, a new term; who
    was asked to agree to the draft has agreed to an old text.

    :raises ClosedError: if it was sent.
    """
    draft = _locked(author)
    if all(draft.values.get(name) == value for name, value in typed.items()):
        return Saved(draft)
    stamp = draft.stamps.get(str(step))
    if stamp and stamp["version"] > seen:
        return Saved(draft, clash=True)
    _write(draft, author, [step], typed)
    return Saved(draft, changed=True)


@transaction.atomic
def merge(
    author: Author, change: Callable[[dict], dict], steps_of: Callable[[dict], list[int]]
) -> Draft:
    """Write what `change` makes of the values as they are now, and stamp the steps it touches.

    :raises ClosedError: if it was sent.
    """
    draft = _locked(author)
    if typed := change(draft.values):
        _write(draft, author, steps_of(typed), typed)
    return draft


@transaction.atomic
def remember_email(author: Author, email: str) -> None:
    """Send an author the link. Effects: address kept, mail "link"."""
    author.draft = _locked(author)
    author.email = email
    author.save(update_fields=["email"])
    letters.write("link", author)


@transaction.atomic
def invite(owner: Author, email: str) -> Author:
    """Give somebody a link of their own. Effects: author, mail "invitation"; once per address.

    :raises FullError: beyond five.
    """
    draft = _locked(owner)
    others = draft.authors.filter(is_owner=False)
    if known := others.filter(email__iexact=email).first():
        return known
    if others.count() >= MOST_AUTHORS:
        raise FullError(
            _("Up to %(most)d people can write with you. Remove somebody first.")
            % {"most": MOST_AUTHORS}
        )
    author = Author.objects.create(draft=draft, email=email)
    letters.write("invitation", author, owner=owner.email)
    return author


@transaction.atomic
def remove_author(owner: Author, key: int) -> None:
    """Take a co-author's link back; it opens nothing from now on."""
    _locked(owner).authors.filter(is_owner=False, pk=key).delete()


@transaction.atomic
def add_file(author: Author, upload: File) -> DraftFile:
    """Keep an upload, a picture without its metadata. No row of the draft names it yet.

    :raises ValidationError: for what may not come in, with a plain sentence.
    :raises FullError: beyond the limit.
    """
    media_type = validate_upload(upload)
    content = upload
    if media_type.startswith("image/"):
        try:
            content = without_metadata(upload)
        except (OSError, ValueError, SyntaxError) as error:
            raise ValidationError(
                _("The picture cannot be read. Save it again as JPEG or PNG."), code="unreadable"
            ) from error
    draft = _locked(author)
    if draft.files.count() >= MOST_FILES:
        raise FullError(_("Up to %(most)d files can be kept here.") % {"most": MOST_FILES})
    path = PurePath(upload.name)
    name = f"{path.stem[: 200 - len(path.suffix)]}{path.suffix}"[:200]
    row = DraftFile(draft=draft, name=name, media_type=media_type, size=content.size)
    row.file.save(upload.name, content, save=False)
    row.save()
    return row


@transaction.atomic
def drop_file(author: Author, key: str) -> None:
    """Erase a file whose row was taken out."""
    for row in _locked(author).files.filter(key=key):
        _erase(row)


@transaction.atomic
def send(author: Author, submit: Callable[[Draft], Submission | None]) -> str:
    """Hand the draft over once; return the number of the proposal, also to whoever comes second.

    `submit` makes the proposal and takes over the files, or returns None when it cannot be sent yet
    ("" is returned then). Effects: draft closed, kept two weeks more; the number on its protocol.
    """
    draft = Draft.objects.select_for_update().get(pk=author.draft_id)
    if draft.number:
        return draft.number
    submission = submit(draft)
    if submission is None:
        return ""
    draft.number = submission.number
    draft.expires_at = timezone.now() + KEEP_SENT
    draft.save(update_fields=["number", "expires_at"])
    rounds.number_given(draft.key, draft.number)
    return draft.number


def hand_over(files: Iterable[DraftFile]) -> dict[str, SubmissionFile]:
    """Turn files into unsaved files of a proposal, by their keys; the contents stay where they are.

    Call it inside the transaction that saves them.
    """
    files = list(files)
    DraftFile.objects.filter(pk__in=[row.pk for row in files]).delete()
    return {
        row.key: SubmissionFile(
            file=row.file.name, name=row.name, media_type=row.media_type, size=row.size
        )
        for row in files
    }


@transaction.atomic
def discard(owner: Author) -> None:
    """Erase a draft with its files and links, now."""
    erase_draft(_locked(owner))


def erase_overdue() -> int:
    """Erase drafts whose time is up; return how many."""
    overdue = Draft.objects.filter(expires_at__lt=timezone.now())
    erased = 0
    for key in list(overdue.values_list("pk", flat=True)):
        with transaction.atomic():
            draft = overdue.select_for_update().filter(pk=key).first()
            if draft is not None:
                erase_draft(draft)
                erased += 1
    return erased


def erase_draft(draft: Draft) -> None:
    """Erase a locked draft with its files, inside the caller's transaction."""
    for row in draft.files.all():
        _erase(row)
    # What was sent keeps its protocol and what was said of doubles; the room of agreement erases
    # its people in time.
    if not draft.number:
        rounds.erase(draft.key)
        choosing.forget(draft.key)
    draft.delete()


def warn_owners() -> int:
    """Write to the owners of drafts that end within two weeks, once; return how many."""
    soon = Draft.objects.filter(
        expires_at__lt=timezone.now() + WARN, warned_at=None, number=""
    ).filter(authors__in=Author.objects.filter(is_owner=True).exclude(email=""))
    written = 0
    for key in list(soon.values_list("pk", flat=True)):
        with transaction.atomic():
            draft = Draft.objects.select_for_update().filter(pk=key, warned_at=None).first()
            if draft is None:
                continue
            draft.warned_at = timezone.now()
            draft.save(update_fields=["warned_at"])
            letters.write("expiring", draft.authors.get(is_owner=True))
            written += 1
    return written


def _locked(author: Author) -> Draft:
    draft = Draft.objects.select_for_update().get(pk=author.draft_id)
    if draft.number:
        raise ClosedError(draft.number)
    return draft


def _write(draft: Draft, author: Author, steps: list[int], typed: dict) -> None:
    now = timezone.now()
    draft.version += 1
    draft.values |= typed
    stamp = {"version": draft.version, "by": author.pk, "at": now.isoformat()}
    draft.stamps |= {str(step): stamp for step in steps}
    draft.changed_at, draft.expires_at, draft.warned_at = now, now + LIFE, None
    draft.save()
    sealing.tell_changed(draft)


def _erase(row: DraftFile) -> None:
    """Delete the row now and the content when the transaction is committed."""
    storage, name = row.file.storage, row.file.name
    row.delete()
    transaction.on_commit(lambda: storage.delete(name))
