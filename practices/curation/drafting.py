"""From an accepted proposal to a draft page: nothing typed is lost, nothing is invented."""

import re

from django.core.files.base import ContentFile
from django.utils.html import escape

from practices.addresses import free_slug
from practices.choices import DocumentKind, SourceReading
from practices.curation.models import Submission, SubmissionFile
from practices.forms import SUMMARY_LENGTH
from practices.models import (
    Attachment,
    Picture,
    PracticeDocument,
    PracticeImage,
    PracticeIndexPage,
    PracticePage,
    PracticeSource,
)


def make_draft(submission: Submission, owner) -> PracticePage:
    """Add a draft for `submission` under the Bulgarian shelf, with its first revision; return it.

    The shelf's row is locked until the caller's transaction ends, so that two drafts made at once
    get two addresses. The draft may lack what the short form does not ask for; it is not cleaned.
    """
    shelf = PracticeIndexPage.objects.select_for_update().get(locale__language_code="bg")
    summary, practice = _summary_and_practice(submission)
    page = PracticePage(
        title=submission.title,
        slug=free_slug(shelf, submission.title),
        live=False,
        has_unpublished_changes=True,
        owner=owner,
        locale=shelf.locale,
        summary=summary,
        background=paragraphs(submission.background),
        practice=practice,
        results=paragraphs(submission.results),
        innovator_name=submission.innovator_name,
        licence=submission.licence,
        consent=True,
        consent_version=submission.consent_version,
        consent_at=submission.consent_at,
    )
    if submission.evidence_link:
        page.sources = [
            PracticeSource(
                title=submission.title,
                url=submission.evidence_link,
                read=SourceReading.UNKNOWN,
            )
        ]
    _attach(page, list(submission.files.all()))
    shelf.add_child(instance=page)
    page.municipalities.set(submission.municipalities.all())
    page.save()
    page.save_revision(user=owner, log_action=True, clean=False)
    return page


def paragraphs(text: str) -> str:
    """Return typed text as rich text: blank lines part paragraphs, all markup in it is text."""
    parts = [part.strip() for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n"))]
    return "".join(f"<p>{escape(part).replace(chr(10), '<br/>')}</p>" for part in parts if part)


def _summary_and_practice(submission: Submission) -> tuple[str, str]:
    """Put the short text where it fits; one too long for a summary also stands whole below it."""
    lead = submission.lead_text.strip()
    longest = SUMMARY_LENGTH[1]
    whole = [lead] if len(lead) > longest or not submission.practice.strip() else []
    practice = paragraphs("\n\n".join([*whole, submission.practice]))
    if len(lead) <= longest:
        return lead, practice
    cut = lead[: longest - 1].rsplit(None, 1)[0].rstrip(".,;:–- ")
    return f"{cut}…", practice


def _attach(page: PracticePage, files: list[SubmissionFile]) -> None:
    """Copy files to the site's own documents and pictures; both stay private with the draft.

    The consent that was given covers pictures; an editor must describe each before it is shown
    (readiness.missing_in).
    """
    documents, gallery = [], []
    for row in files:
        with row.file.open("rb") as source:
            content = ContentFile(source.read(), name=row.name)
        if row.is_picture:
            picture = Picture(title=row.name[:255], file=content)
            picture.save()
            gallery.append(PracticeImage(image=picture, consent=True))
        else:
            document = Attachment(title=row.name[:255], file=content)
            document.save()
            documents.append(
                PracticeDocument(title=row.name[:200], kind=DocumentKind.OTHER, file=document)
            )
    page.documents = documents
    page.gallery = gallery
