"""Practices with files, made as an editor makes them, and the worker's next round."""

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from practices.models import Attachment, PracticeDocument, PracticePublication
from search.attachments import reading
from search.attachments.models import AttachmentText
from tests import papers
from tests.practices.pages import draft, published

WORD = "кашпиране"  # stands in no practice
DECREE = f"Наредба за {WORD} на стари бидони"


def attachment(raw: bytes | None = None, name: str = "naredba.pdf") -> Attachment:
    """Return an uploaded file; a PDF with DECREE unless told otherwise."""
    content = papers.pdf(DECREE) if raw is None else raw
    return Attachment.objects.create(title="Файл", file=ContentFile(content, name=name))


def practice(*files: Attachment, live: bool = True, **fields):
    """Return a practice with these documents."""
    rows = [PracticeDocument(title=f"Документ {n}", file=f) for n, f in enumerate(files, 1)]
    make = published if live else draft
    return make(documents=rows, **fields)


def publication(file: Attachment):
    """Return a live practice that shows a file among its publications."""
    return published(
        publications=[PracticePublication(title="Брошура", kind="brochure", file=file)]
    )


def read_all() -> int:
    """Let the worker read whatever is due."""
    count = 0
    while done := reading.read_due(0):
        count += done
    return count


def states() -> dict[str, tuple[str, str]]:
    """Return {file name: (state, reason)}."""
    rows = AttachmentText.objects.values_list("path", "state", "reason")
    return {path.rpartition("/")[2]: (state, reason) for path, state, reason in rows}


def replace(file: Attachment, raw: bytes) -> None:
    """Put other bytes in the place of an uploaded file, as a restored backup would."""
    default_storage.delete(file.file.name)
    assert default_storage.save(file.file.name, ContentFile(raw)) == file.file.name
