"""The only door to uploaded files: open for what a readable record shows, and for editors."""

import mimetypes
from pathlib import PurePosixPath

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

from practices.models.files import Attachment
from practices.models.published import PracticeRecord, RecordFile

# Files of proposals lie below it (practices.curation.storage); they have a door of their own.
PRIVATE = "private"
SHOWN_IN_PLACE = {"image/jpeg", "image/png", "image/webp", "image/avif"}


def is_public_file(path: str) -> bool:
    """True while a live record, or one in the archive, shows the file at this storage path."""
    readable = PracticeRecord.objects.readable()
    return RecordFile.objects.filter(path=path, record__in=readable).exists()


@require_safe
def serve_file(request: HttpRequest, path: str) -> FileResponse:
    """Answer with a stored file, or 404 for drafts' files, withdrawn ones and guesses alike.

    Pictures are shown, everything else is an attachment, so nothing uploaded runs in our origin.
    """
    editor = request.user.is_authenticated and request.user.has_perm("wagtailadmin.access_admin")
    parts = PurePosixPath(path).parts
    if ".." in parts or PRIVATE in parts[:1] or not (editor or is_public_file(path)):
        raise Http404
    try:
        file = default_storage.open(path)
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError) as error:
        raise Http404 from error
    media_type = mimetypes.guess_type(path)[0] or "application/octet-stream"
    response = FileResponse(
        file,
        as_attachment=media_type not in SHOWN_IN_PLACE,
        filename=PurePosixPath(path).name,
        content_type=media_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store" if editor else "public, max-age=300"
    return response


@require_safe
def serve_document(request: HttpRequest, document_id: int, document_filename: str) -> FileResponse:
    """Answer the address that Wagtail gives a document, by the same rule."""
    document = Attachment.objects.filter(pk=document_id).first()
    if document is None or document.filename != document_filename:
        raise Http404
    return serve_file(request, document.file.name)
