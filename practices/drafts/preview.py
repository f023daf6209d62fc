"""The page that would be published, made of what is typed by the functions that publish."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from PIL import Image
from wagtail.models import Locale

from practices.completeness import completeness
from practices.drafts.models import Draft, DraftFile
from practices.entry import page_from
from practices.records import build_record

THUMB_WIDTH = 480


def document_of(draft: Draft, entry: dict, token: str) -> dict:
    """Return the public document of an unsaved page; files have addresses of the draft.

    The pictures and files of a draft are no part of the site yet, so they are put in afterwards,
    in the shape of practices.document.
    """
    document = text_of(entry)
    files = {row.key: row for row in draft.files.all()}
    for kind in ("documents", "publications"):
        for row, described in zip(document[kind], entry[kind], strict=True):
            if file := files.get(described["file"]):
                row["file"] = _file(file, token)
    document["gallery"] = [
        _picture(files[described["file"]], described, token)
        for described in entry["gallery"]
        if described["consent"] and described["file"] in files
    ]
    return document | {"completeness": completeness(document)}


def text_of(entry: dict) -> dict:
    """Return the public document of an unsaved page, without its pictures and files."""
    page = page_from(entry | {"title": entry["title"] or gettext("without a title yet")})
    page.locale = Locale.objects.get(language_code="bg")
    page.pid = f"ДП-{timezone.localdate().year}-0000"  # the number comes with the first saving
    return build_record(page)


def _address(file: DraftFile, token: str) -> str:
    return reverse("draft_file", args=[token, file.key])


def _file(file: DraftFile, token: str) -> dict:
    extension = file.file.name.rpartition(".")[2]
    return {
        "path": file.file.name,
        "url": _address(file, token),
        "size": file.size,
        "extension": extension,
    }


def _picture(file: DraftFile, described: dict, token: str) -> dict:
    with file.file.open("rb") as content, Image.open(content) as picture:
        width, height = picture.size
    address = _address(file, token)
    return {
        **{name: described[name] for name in ("alt", "author", "caption")},
        "url": address,
        "width": width,
        "height": height,
        "thumb_url": address,
        "thumb_width": THUMB_WIDTH,
        "thumb_height": max(1, round(THUMB_WIDTH * height / width)),
        "paths": [file.file.name],
    }
