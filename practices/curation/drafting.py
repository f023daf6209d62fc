"""From an accepted proposal to a draft page: nothing typed is lost, nothing is invented."""

from django.core.files.base import ContentFile

from practices.addresses import free_slug
from practices.choices import DocumentKind, Inspiration
from practices.curation.models import Submission, SubmissionFile
from practices.doubles import choosing
from practices.entry import page_from, split_paragraphs, store_related, whole
from practices.models import (
    Attachment,
    Picture,
    PracticeDocument,
    PracticeImage,
    PracticeIndexPage,
    PracticePage,
)


def make_draft(submission: Submission, owner) -> PracticePage:
    """Add a draft for `submission` under the Bulgarian shelf, with its first revision; return it.

    The shelf's row is locked until the caller's transaction ends, so that two drafts made at once
    get two addresses. The draft may lack what the short form does not ask for; it is not cleaned.
    """
    shelf = PracticeIndexPage.objects.select_for_update().get(locale__language_code="bg")
    entry = whole(submission.full) if submission.full else short_entry(submission)
    page = page_from(entry)
    page.slug = free_slug(shelf, submission.title)
    page.live, page.has_unpublished_changes = False, True
    page.owner, page.locale = owner, shelf.locale
    page.consent = True
    page.consent_version, page.consent_at = submission.consent_version, submission.consent_at
    if origin := choosing.origin(submission.form_key):
        page.inspiration, page.inspired_by = Inspiration.TRANSFERRED, origin
    store_related(page)
    _attach(page, entry, list(submission.files.all()))
    shelf.add_child(instance=page)
    page.save_revision(user=owner, log_action=True, clean=False)
    return page


def short_entry(submission: Submission) -> dict:
    """Return what a short proposal says in the shape of a full entry."""
    return whole(
        {
            "title": submission.title,
            "lead_text": submission.lead_text,
            "municipalities": list(submission.municipalities.values_list("code", flat=True)),
            "background": split_paragraphs(submission.background),
            "practice": split_paragraphs(submission.practice),
            "results": split_paragraphs(submission.results),
            "evidence_link": submission.evidence_link,
            "innovator_name": submission.innovator_name,
            "licence": submission.licence,
            "consent": True,
        }
    )


def _attach(page: PracticePage, entry: dict, files: list[SubmissionFile]) -> None:
    """Copy files to the site's own documents and pictures; both stay private with the draft.

    A row of the entry that names a file gets it; a file that no row names gets a row of its own.
    The consent that was given covers pictures; an editor must describe each before it is shown
    (readiness.missing_in).
    """
    by_name = {row.file.name: row for row in files}
    documents, gallery = list(page.documents.all()), []
    publications = list(page.publications.all())
    for rows, kind in ((documents, "documents"), (publications, "publications")):
        for row, described in zip(rows, entry[kind], strict=True):
            if file := by_name.pop(described["file"], None):
                row.file = _document(file)
    for described in entry["gallery"]:
        if file := by_name.pop(described["file"], None):
            words = {name: described[name] for name in ("alt", "caption", "author")}
            gallery.append(PracticeImage(image=_picture(file), consent=True, **words))
    for file in by_name.values():
        if file.is_picture:
            gallery.append(PracticeImage(image=_picture(file), consent=True))
        else:
            documents.append(
                PracticeDocument(
                    title=file.name[:200], kind=DocumentKind.OTHER, file=_document(file)
                )
            )
    page.documents = documents
    page.publications = publications
    page.gallery = gallery


def _picture(row: SubmissionFile) -> Picture:
    picture = Picture(title=row.name[:255], file=_copy(row))
    picture.save()
    return picture


def _document(row: SubmissionFile) -> Attachment:
    document = Attachment(title=row.name[:255], file=_copy(row))
    document.save()
    return document


def _copy(row: SubmissionFile) -> ContentFile:
    with row.file.open("rb") as source:
        return ContentFile(source.read(), name=row.name)
